#include "ledger/forms/form_events.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "ledger/core/digest.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

v1::OptInMethod MethodOf(const v1::FormDefined& form, const FormArrival& arrival) {
  if (!arrival.link_email.empty()) return v1::OPT_IN_METHOD_EMAIL_LINK;
  if (arrival.by_qr) return v1::OPT_IN_METHOD_QR_FORM;
  return form.kind() == v1::FORM_KIND_PROFILE ? v1::OPT_IN_METHOD_PROFILE_PAGE
                                              : v1::OPT_IN_METHOD_WEB_FORM;
}

// The signed statement: the typed name stands under what it agrees to.
std::string SignedText(const v1::FormDefined& form, const FormInput& input,
                       const FormArrival& arrival) {
  return absl::StrCat(
      "form: ", form.form(), "\ndisclosure: ", form.disclosure_version(), "\ndisclosure_sha256: ",
      HexSha256(form.disclosure_text()),
      "\nprograms: ", absl::StrJoin(ChosenPrograms(form, input), ", "),
      "\nnumber: ", input.number, "\nshown_at: ",
      absl::FormatTime(absl::RFC3339_full, absl::FromUnixMillis(arrival.page.shown_at_ms),
                       absl::UTCTimeZone()),
      "\nsalt: ", arrival.salt, "\nsigned: ", input.signature, "\n");
}

v1::Evidence EvidenceOf(const v1::FormDefined& form, const FormArrival& arrival,
                        const std::string& signature) {
  v1::Evidence evidence;
  evidence.set_disclosure_version(form.disclosure_version());
  evidence.set_disclosure_sha256(HexSha256(form.disclosure_text()));
  evidence.set_url(arrival.url);
  if (!signature.empty()) evidence.set_signature_sha256(HexSha256(signature));
  return evidence;
}

}  // namespace

std::vector<v1::IntakeEvent> FormEvents(const Account& account, const v1::FormDefined& form,
                                        const FormInput& input, const FormArrival& arrival) {
  v1::IntakeEvent shared;
  shared.set_account(account.id.value());
  shared.set_source(absl::StrCat("form/", form.form()));
  constexpr std::int32_t kNanosPerMs = 1'000'000;
  shared.mutable_occurred_at()->set_seconds(arrival.page.shown_at_ms / 1000);
  shared.mutable_occurred_at()->set_nanos(
      static_cast<std::int32_t>(arrival.page.shown_at_ms % 1000) * kNanosPerMs);
  shared.set_number(input.number);
  shared.set_name(form.signature_required() ? input.signature
                  : form.name() != v1::FORM_FIELD_UNSPECIFIED ? input.name
                                                              : "");
  shared.set_ip(arrival.ip);
  shared.set_user_agent(arrival.user_agent);
  if (!arrival.link_email.empty()) {
    shared.set_email(arrival.link_email);
  } else if (form.email() != v1::FORM_FIELD_UNSPECIFIED) {
    shared.set_email(input.email);
  }
  if (form.signature_required()) shared.set_signature(SignedText(form, input, arrival));
  const v1::Evidence evidence = EvidenceOf(form, arrival, shared.signature());
  const std::vector<std::string> programs = ChosenPrograms(form, input);

  std::vector<v1::IntakeEvent> events;
  if (form.auto_opt_in()) {
    v1::IntakeEvent& event = events.emplace_back(shared);
    event.set_publisher_id(arrival.page.nonce);
    v1::OptedIn& fact = *event.mutable_opted_in();
    for (const std::string& program : programs) fact.add_programs()->set_program(program);
    fact.set_method(MethodOf(form, arrival));
    *fact.mutable_evidence() = evidence;
    return events;
  }
  for (const std::string& program : programs) {
    v1::IntakeEvent& event = events.emplace_back(shared);
    // The message's id comes from it: each program has an ask of its own.
    event.set_publisher_id(absl::StrCat(arrival.page.nonce, "/", program));
    v1::MessageRequested& fact = *event.mutable_message_requested();
    fact.set_message_class(v1::MESSAGE_CLASS_OPT_IN_REQUEST);
    fact.mutable_program()->set_program(program);
    fact.set_requester(shared.source());
    fact.set_method(MethodOf(form, arrival));
    fact.set_language(form.language());
    *fact.mutable_evidence() = evidence;
  }
  return events;
}

}  // namespace ledger
