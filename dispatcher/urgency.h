// Which texts go first when not all can: opt-out confirmations (five minutes by law), then the
// other answers, then what the account wants to send. Pure.
#pragma once

#include "ledger/core/message_class.h"

namespace dispatcher {

// The lower, the sooner.
[[nodiscard]] constexpr int UrgencyOf(ledger::MessageClass c) {
  if (c == ledger::MessageClass::kOptOutConfirmation) return 0;
  return ledger::IsAnswer(c) ? 1 : 2;
}

}  // namespace dispatcher
