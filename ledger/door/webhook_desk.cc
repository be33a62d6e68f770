#include "ledger/door/webhook_desk.h"

#include <algorithm>
#include <variant>
#include <vector>

#include "absl/strings/ascii.h"
#include "ledger/admission/limits.h"
#include "ledger/http/http_server.h"
#include "ledger/http/problem.h"

namespace ledger {
namespace {

// Ids stand in records as text, which must be valid UTF-8.
bool IsText(const std::string& id) {
  return id.size() <= kPublisherIdBytesMax &&
         std::all_of(id.begin(), id.end(), absl::ascii_isprint);
}

}  // namespace

void WebhookDesk::Take(WebhookCall call) const {
  Decide(std::make_shared<WebhookCall>(std::move(call)), /*fresh=*/false);
}

// A line that is not known may have been defined a moment ago: then the set-up is read to its end
// before the text is refused for good.
void WebhookDesk::Decide(const std::shared_ptr<WebhookCall>& call, bool fresh) const {
  const absl::StatusOr<Admission> admission = admitter_.Run(call->decide);
  if (!admission.ok()) return Answer(*call, admission.status());
  if (!fresh && MayBeStale(*admission)) {
    return control_.AfterFresh([this, call](const absl::Status& status) {
      if (status.ok()) return Decide(call, /*fresh=*/true);
      Answer(*call, status);
    });
  }
  admitter_.Count(*admission, Origin::kWebhook);
  if (const auto* rejected = std::get_if<Rejected>(&*admission)) return Reject(call, *rejected);
  Append(call, std::get<Admitted>(*admission));
}

void WebhookDesk::Append(const std::shared_ptr<WebhookCall>& call, const Admitted& admitted) const {
  std::vector<OutgoingRecord> records;
  records.push_back(LedgerRecordOf(admitted, ledger_));
  const bool taken = queue_.Submit(std::move(records),
                                   [this, call](std::vector<absl::StatusOr<Appended>> results) {
                                     Answer(*call, results[0].status());
                                   });
  if (!taken) Answer(*call, absl::UnavailableError("too many appends are waiting"));
}

void WebhookDesk::Reject(const std::shared_ptr<WebhookCall>& call, Rejected rejected) const {
  RefusedInput input = call->input;
  input.origin = Origin::kWebhook;
  if (!IsText(input.publisher_id)) input.publisher_id.clear();
  input.media_type = "application/x-www-form-urlencoded";
  rejections_.Write(std::move(rejected), std::move(input), call->original,
                    [this, call](const absl::Status& durable) { Answer(*call, durable); });
}

void WebhookDesk::Answer(const WebhookCall& call, const absl::Status& durable) const {
  if (durable.ok()) return call.respond(call.taken);
  admitter_.metrics().Unavailable();
  call.respond(http::UnavailableResponse("not_durable", "the call is not known to be durable",
                                         http::kRetryAfter));
}

}  // namespace ledger
