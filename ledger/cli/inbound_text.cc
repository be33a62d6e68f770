#include "ledger/cli/inbound_text.h"

#include "keyword-handler/precedence.h"

namespace ledger::cli {

imports::InboundMeaning ReadInboundText(std::string_view body) {
  // The policy that is in force since ever: the later ones revoke less, not more.
  const keyword_handler::Policy& policy = keyword_handler::AllPolicies().front();
  switch (keyword_handler::Classify({.body = body}, policy).reply_class) {
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

}  // namespace ledger::cli
