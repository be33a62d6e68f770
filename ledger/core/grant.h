// The verdict on a send intent: the table of section 6 of the design. Pure; keeps laws 1 to 3:
// decided by the place in the log and by nothing else. Final causes are tested first, then passing
// ones.
#pragma once

#include "ledger/core/contact_state.h"
#include "ledger/core/facts_sending.h"
#include "ledger/core/message_state.h"
#include "ledger/core/partition_state.h"
#include "ledger/core/reason.h"

namespace ledger {

// Returns kNone if `intent` of `account` is granted in these states, else why not. The partition's
// time already includes the intent's own append time.
[[nodiscard]] Reason Judge(const PartitionState& partition, const ContactState& contact,
                           const MessageState& message, const AccountId& account,
                           const SendIntended& intent);

}  // namespace ledger
