#include "ledger/door/form_endpoint.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ledger/core/strings.h"
#include "ledger/door/client_address.h"
#include "ledger/door/random_name.h"
#include "ledger/forms/form_events.h"
#include "ledger/forms/form_token.h"
#include "ledger/runtime/log_line.h"
#include "ledger/seal/parts.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

// What was thrown out must be agreed to again.
FormInput WithoutAgreement(FormInput input) {
  input.agreed = false;
  input.signature.clear();
  return input;
}

}  // namespace

// What admission says of all events of a form.
struct FormEndpoint::Judged {
  enum class Outcome { kAdmitted, kNumberWrong, kUnavailable, kNotSetUp };
  Outcome outcome = Outcome::kAdmitted;
  std::vector<OutgoingRecord> records;
};

std::variant<FormEndpoint::Opened, http::HttpResponse> FormEndpoint::Open(
    const http::HttpRequest& request) const {
  const FormWords& guess = WordsFor(request);
  Opened opened;
  opened.state = control_.Snapshot();
  if (opened.state == nullptr) return NoticeResponse(503, guess, guess.not_ready);
  opened.account = AccountOfPage(request, *opened.state);
  if (opened.account == nullptr) return NoticeResponse(404, guess, guess.not_found);
  opened.form = opened.state->FindForm(opened.account->id, request.path_values.at("form"));
  if (opened.form == nullptr) return NoticeResponse(404, guess, guess.not_found);
  const v1::FormDefined& form = opened.form->definition;
  const FormWords& words = WordsOf(form.language());
  const std::string& brand = opened.account->definition.name();
  if (form.removed()) return NoticeResponse(410, words, words.closed, brand);
  if (const auto token = request.query.Find("t")) {
    absl::StatusOr<std::string> email = ReadLinkToken(admitter_.keys(), opened.account->id,
                                                      form.form(), *token, admitter_.clock().Now());
    if (absl::IsDeadlineExceeded(email.status())) {
      return NoticeResponse(410, words, words.link_expired, brand);
    }
    if (!email.ok()) return NoticeResponse(403, words, words.link_forged, brand);
    opened.link_email = *std::move(email);
  } else if (form.kind() == v1::FORM_KIND_EMAIL_LINK) {
    return NoticeResponse(403, words, words.link_needed, brand);
  }
  opened.by_qr = request.query.Find("via").value_or("") == "qr";
  opened.agent = UserAgentOf(request);
  opened.client = ClientAddress(request, settings_.trusted_proxies);
  return opened;
}

http::HttpResponse FormEndpoint::Page(const Opened& opened, Shown shown) const {
  const v1::FormDefined& form = opened.form->definition;
  const PageStamp stamp{absl::ToUnixMillis(admitter_.clock().Now()), RandomName()};
  absl::StatusOr<std::string> token =
      MakePageToken(admitter_.keys(), opened.account->id, form, stamp);
  if (!token.ok()) {
    const FormWords& words = WordsOf(form.language());
    return NoticeResponse(503, words, words.not_ready);
  }
  // What could not be written down may have been all the same: sent again it is the same event.
  if (shown.status == 503) *token = shown.input.page;
  return PageResponse(shown.status, RenderForm({.account = *opened.account,
                                                .form = form,
                                                .token = *std::move(token),
                                                .by_link = !opened.link_email.empty(),
                                                .input = std::move(shown.input),
                                                .errors = std::move(shown.errors),
                                                .notice = shown.notice}));
}

void FormEndpoint::Show(const http::HttpRequest& request, const http::Responder& respond) const {
  auto opened = Open(request);
  if (auto* answer = std::get_if<http::HttpResponse>(&opened)) return respond(std::move(*answer));
  respond(Page(std::get<Opened>(opened), {}));
}

FormEndpoint::Judged FormEndpoint::Judge(const std::vector<v1::IntakeEvent>& events) const {
  Judged judged;
  for (const v1::IntakeEvent& event : events) {
    const absl::StatusOr<Admission> admission =
        admitter_.Run([&](const AdmissionContext& context) {
          return Admit(event, Arrival{Origin::kForm, {}}, context);
        });
    if (!admission.ok()) return {Judged::Outcome::kUnavailable, {}};
    admitter_.Count(*admission, Origin::kForm);
    if (const auto* rejected = std::get_if<Rejected>(&*admission)) {
      if (rejected->field == "number") return {Judged::Outcome::kNumberWrong, {}};
      Log(Severity::kError, "a form cannot be taken, and its page says so",
          {{"account", event.account()},
           {"source", event.source()},
           {"why", rejected->detail},
           {"mend", rejected->mend}});
      return {Judged::Outcome::kNotSetUp, {}};
    }
    judged.records.push_back(LedgerRecordOf(std::get<Admitted>(*admission), ledger_));
  }
  return judged;
}

void FormEndpoint::Take(const http::HttpRequest& request, const http::Responder& respond) {
  auto found = Open(request);
  if (auto* answer = std::get_if<http::HttpResponse>(&found)) return respond(std::move(*answer));
  const auto opened = std::make_shared<const Opened>(std::get<Opened>(std::move(found)));
  const v1::FormDefined& form = opened->form->definition;
  const FormWords& words = WordsOf(form.language());
  const std::string& brand = opened->account->definition.name();
  if (!limit_.Take(opened->client, admitter_.clock().Monotonic())) {
    return respond(NoticeResponse(429, words, words.too_many, brand));
  }
  SentForm sent = ReadSentForm(request, words);
  if (!sent.input) return respond(std::move(sent.refusal));
  FormInput& input = *sent.input;
  const KeyRing& keys = admitter_.keys();
  const auto page = ReadPageToken(keys, opened->account->id, form, input.page,
                                  admitter_.clock().Now());
  // A page of another site's, sent from a visitor's browser, must not pass for what was shown here.
  if (!page || ComesFromOtherSite(request)) {
    return respond(Page(*opened, {.status = 409,
                                  .input = WithoutAgreement(std::move(input)),
                                  .notice = words.text_changed}));
  }
  if (!input.trap.empty()) {
    return respond(Page(
        *opened, {.status = 422, .input = std::move(input), .notice = words.look_again}));
  }
  FormErrors errors = CheckFormInput(form, words, !opened->link_email.empty(), input);
  Judged judged;
  if (errors.empty()) {
    const auto salt = keys.Tag(opened->account->id, JoinParts({"signature", page->nonce}));
    const std::string path = FormPath(opened->account->id, form.form());
    judged = Judge(FormEvents(*opened->account, form, input,
                              {.page = *page,
                               .ip = opened->client,
                               .user_agent = opened->agent,
                               .url = absl::StrCat(settings_.forms_url, path),
                               .by_qr = opened->by_qr,
                               .link_email = opened->link_email,
                               .salt = salt.value_or("")}));
    if (judged.outcome == Judged::Outcome::kNumberWrong) errors["number"] = words.number_wrong;
    if (judged.outcome == Judged::Outcome::kNotSetUp) {
      return respond(NoticeResponse(500, words, words.not_set_up, brand));
    }
  }
  if (!errors.empty()) {
    return respond(Page(
        *opened, {.status = 422, .input = std::move(input), .errors = std::move(errors)}));
  }
  if (judged.outcome == Judged::Outcome::kUnavailable) {
    return respond(Page(
        *opened, {.status = 503, .input = std::move(input), .notice = words.come_again}));
  }
  Append(opened, std::move(input), std::move(judged.records), respond);
}

void FormEndpoint::Append(std::shared_ptr<const Opened> opened, FormInput input,
                          std::vector<OutgoingRecord> records,
                          const http::Responder& respond) const {
  const std::size_t count = records.size();
  const auto finish = [this, opened = std::move(opened), input = std::move(input),
                       respond](const std::vector<absl::StatusOr<Appended>>& results) {
    const v1::FormDefined& form = opened->form->definition;
    const bool durable = std::all_of(results.begin(), results.end(),
                                     [](const auto& result) { return result.ok(); });
    if (durable) {
      return respond(PageResponse(
          200, RenderTaken(*opened->account, form, ChosenPrograms(form, input))));
    }
    admitter_.metrics().Unavailable();
    respond(Page(*opened,
                 {.status = 503, .input = input, .notice = WordsOf(form.language()).come_again}));
  };
  if (!queue_.Submit(std::move(records), finish)) {
    finish(std::vector<absl::StatusOr<Appended>>(
        count, absl::UnavailableError("too many appends are waiting")));
  }
}

}  // namespace ledger
