#include "ledger/door/stop_endpoint.h"

#include <memory>
#include <variant>
#include <vector>

#include "consent/v1/intake.pb.h"
#include "ledger/door/client_address.h"
#include "ledger/door/random_name.h"
#include "ledger/forms/stop_page.h"

namespace ledger {
namespace {

constexpr char kStopSource[] = "form/stop";

}  // namespace

void StopEndpoint::Show(const http::HttpRequest& request, const http::Responder& respond) const {
  const FormWords& words = WordsFor(request);
  const auto state = control_.Snapshot();
  if (state == nullptr) return respond(NoticeResponse(503, words, words.not_ready));
  const Account* account = AccountOfPage(request, *state);
  if (account == nullptr) return respond(NoticeResponse(404, words, words.not_found));
  respond(PageResponse(200, RenderStopPage(*account, words, {}, {})));
}

void StopEndpoint::Take(const http::HttpRequest& request, const http::Responder& respond) {
  const FormWords& words = WordsFor(request);
  const auto state = control_.Snapshot();
  if (state == nullptr) return respond(NoticeResponse(503, words, words.not_ready));
  const Account* const account = AccountOfPage(request, *state);
  if (account == nullptr) return respond(NoticeResponse(404, words, words.not_found));
  const std::string client = ClientAddress(request, settings_.trusted_proxies);
  if (!limit_.Take(client, admitter_.clock().Monotonic())) {
    return respond(NoticeResponse(429, words, words.too_many));
  }
  SentForm sent = ReadSentForm(request, words);
  if (!sent.input) return respond(std::move(sent.refusal));

  consent::v1::IntakeEvent event;
  event.set_account(account->id.value());
  event.set_source(kStopSource);
  event.set_number(sent.input->number);
  event.set_ip(client);
  event.set_user_agent(UserAgentOf(request));
  *event.mutable_opted_out() = StopFact(*account, *sent.input);
  // Every one is an event of its own: a page that was kept and sent again after a later opt-in must
  // not pass for the repeat of an old one.
  const absl::StatusOr<Admission> admission =
      admitter_.Run([&](const AdmissionContext& context) {
        return Admit(event, Arrival{Origin::kForm, RandomName()}, context);
      });
  const auto again = [state, account, &words, input = *sent.input, respond] {
    respond(PageResponse(503, RenderStopPage(*account, words, input, {}, words.come_again)));
  };
  if (!admission.ok()) return again();
  admitter_.Count(*admission, Origin::kForm);
  if (std::holds_alternative<Rejected>(*admission)) {
    const bool empty = sent.input->number.empty();
    return respond(PageResponse(
        422, RenderStopPage(*account, words, *sent.input,
                            {{"number", empty ? words.number_missing : words.number_wrong}})));
  }
  std::vector<OutgoingRecord> records;
  records.push_back(LedgerRecordOf(std::get<Admitted>(*admission), ledger_));
  const bool taken = queue_.Submit(
      std::move(records), [this, state, account, &words, input = *sent.input, again,
                           respond](const std::vector<absl::StatusOr<Appended>>& results) {
        if (results[0].ok()) {
          return respond(PageResponse(200, RenderStopped(*account, words, input)));
        }
        admitter_.metrics().Unavailable();
        again();
      });
  if (!taken) again();
}

}  // namespace ledger
