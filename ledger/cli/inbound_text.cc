#include "ledger/cli/inbound_text.h"

#include "keyword-handler/precedence.h"

namespace ledger::cli {
namespace {

imports::InboundMeaning MeaningOf(ReplyClass reply_class) {
  switch (reply_class) {
    case ReplyClass::kRevoke:
    case ReplyClass::kReview:
      return imports::InboundMeaning::kStop;
    case ReplyClass::kOptIn:
      return imports::InboundMeaning::kStart;
    case ReplyClass::kUnknown:
    case ReplyClass::kHelp:
    case ReplyClass::kConfirm:
    case ReplyClass::kCustom:
    case ReplyClass::kInbox:
      break;
  }
  return imports::InboundMeaning::kNothing;
}

}  // namespace

imports::InboundMeaning ReadInboundText(std::string_view body) {
  // A stop by any policy is one: which was in force when and where the text came is not known, and
  // words have been added to the tables with time (REVOKE, by the rules of 2025).
  imports::InboundMeaning meaning = imports::InboundMeaning::kNothing;
  for (const keyword_handler::Policy& policy : keyword_handler::AllPolicies()) {
    meaning = MeaningOf(keyword_handler::Classify({.body = body}, policy).reply_class);
    if (meaning == imports::InboundMeaning::kStop) break;
  }
  return meaning;
}

}  // namespace ledger::cli
