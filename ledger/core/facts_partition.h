// The facts about a partition itself: who sends on it, what is halted, which step is closed, which
// rules hold. They carry the key `~p`. The wire form is proto/consent/v1/partition.proto.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/core/ids.h"
#include "ledger/core/reason.h"

namespace ledger {

// The Kafka key of events about a partition. They go to their partition explicitly; PartitionOf()
// is not asked.
inline constexpr std::string_view kPartitionKey = "~p";

// A dispatcher takes the partition. The epoch is this record's own offset.
struct DispatcherClaimed {
  std::uint32_t shard = 0;
  std::uint32_t shards = 0;
  std::string instance;  // which process, for people
  friend bool operator==(const DispatcherClaimed&, const DispatcherClaimed&) = default;
};

// Stops an account (campaign empty) or a campaign. `revision` is the command's offset in the
// control topic: the highest counts, lower ones are ignored.
struct Halted {
  CampaignId campaign;
  Offset revision = kNoOffset;
  friend bool operator==(const Halted&, const Halted&) = default;
};
struct Resumed {
  CampaignId campaign;
  Offset revision = kNoOffset;
  friend bool operator==(const Resumed&, const Resumed&) = default;
};

// How many of a step's audience ended, or stayed out, for a reason.
struct ReasonCount {
  Reason reason = Reason::kNone;
  std::uint64_t count = 0;
  friend bool operator==(const ReasonCount&, const ReasonCount&) = default;
};

// Closes a campaign step on this partition.
struct StepFinished {
  CampaignId campaign;
  std::uint32_t step = 0;
  Offset epoch = kNoOffset;
  std::vector<ReasonCount> counts;
  friend bool operator==(const StepFinished&, const StepFinished&) = default;
};

// From here on the fold goes by rules `version`.
struct RulesActivated {
  std::uint32_t version = 0;
  friend bool operator==(const RulesActivated&, const RulesActivated&) = default;
};

// An operator accepts that the log lost records: work older than this is denied for good.
struct TruncationAccepted {
  Offset lost_from = kNoOffset;
  Offset lost_to = kNoOffset;
  std::string actor;
  friend bool operator==(const TruncationAccepted&, const TruncationAccepted&) = default;
};

}  // namespace ledger
