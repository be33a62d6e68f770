// Halts and resumptions as events of a partition. The command line appends them to all partitions
// before it answers, and dispatchers append what a dead command left out; both make the same ids,
// so the second is a repeat.
#pragma once

#include "ledger/core/event.h"
#include "ledger/core/ids.h"

namespace ledger {

// The latest command about an account (campaign empty) or a campaign.
struct HaltCommand {
  AccountId account;
  CampaignId campaign;
  bool halted = false;
  Offset revision = kNoOffset;  // the command's offset in the control topic
};

// The event that makes `command` a place in the log of `partition`.
[[nodiscard]] Event HaltEvent(const HaltCommand& command, PartitionId partition);

}  // namespace ledger
