#include "ledger/admission/ask_check.h"

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

void CheckRequestedWords(const Fact& fact, std::string_view words, const AccountId& account,
                         const Directory& directory, Complaints& complaints) {
  const auto* request = std::get_if<MessageRequested>(&fact);
  if (request == nullptr) return;
  const bool asks = request->message_class == MessageClass::kOptInRequest;
  if (request->template_key.empty()) {
    const std::string why = directory.WhyNotIn(account, asks, request->language, words);
    if (why.empty()) return;
    complaints.Add(RejectReason::kRefusedWords, "text", why,
                   asks ? "change the words, or leave them out: the program's own request asks"
                        : "change the words");
  } else if (asks && !directory.IsRequest(account, request->template_key)) {
    complaints.Add(RejectReason::kRefusedWords, "message_requested.template_key",
                   "is no request to opt in, so that nobody holds its words to one",
                   "name one: a program's, or a template whose key begins \"opt_in_request_\"; or "
                   "leave it out: the program's own request asks",
                   request->template_key);
  }
}

}  // namespace ledger
