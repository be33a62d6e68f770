#include "ledger/admission/ask_check.h"

#include <optional>
#include <string>

namespace ledger {
namespace {

namespace v1 = consent::v1;

}  // namespace

void CheckAskForm(const v1::MessageRequested& ask, Complaints& complaints) {
  const auto invalid = [&](std::string_view field, std::string_view what, std::string_view mend) {
    complaints.Add(RejectReason::kInvalidField, field, what, mend);
  };
  const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
  const std::string& language = ask.language();
  if (!language.empty() && (language.size() != 2 || !lower(language[0]) || !lower(language[1]))) {
    invalid("message_requested.language", "not like \"en\"", "give the ISO 639-1 code");
  }
  const bool has_method = ask.method() != v1::OPT_IN_METHOD_UNSPECIFIED;
  if (ask.has_evidence() && ask.message_class() != v1::MESSAGE_CLASS_OPT_IN_REQUEST) {
    invalid("message_requested.evidence", "is for an opt-in request only",
            "leave it out, or say MESSAGE_CLASS_OPT_IN_REQUEST");
  } else if (ask.has_evidence() && !has_method) {
    complaints.Add(RejectReason::kMissingField, "message_requested.method", "it is required",
                   "say where the person asked for it");
  } else if (has_method && !ask.has_evidence()) {
    invalid("message_requested.method", "says nothing without evidence",
            "give the evidence, or leave the method out");
  }
}

void CheckAskWords(const Fact& fact, std::string_view words, const AccountId& account,
                   const Directory& directory, Complaints& complaints) {
  const auto* ask = std::get_if<MessageRequested>(&fact);
  if (ask == nullptr || ask->message_class != MessageClass::kOptInRequest) return;
  const bool own = ask->template_key.empty();
  // What asks in force was judged when it was saved; no later word list takes it out of force.
  const std::optional<ProgramEntry> program = directory.FindProgram(account, ask->program.program);
  if (!own && program && ask->template_key == program->request_template) return;
  const std::string why = own ? directory.WhyNoAskIn(account, ask->language, words)
                              : directory.WhyNoAskBy(account, ask->template_key);
  if (why.empty()) return;
  complaints.Add(RejectReason::kInvalidField, own ? "text" : "message_requested.template_key", why,
                 "change the words, or leave them out: the program's own request is asked with");
}

}  // namespace ledger
