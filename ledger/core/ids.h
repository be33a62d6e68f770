// The identifiers of the ledger. What each is made from stands in derive_ids.h and, for the keyed
// ones, in ledger/seal.
#pragma once

#include <cstdint>
#include <string>

#include "ledger/core/strong_id.h"

namespace ledger {

using AccountId = StrongId<std::string, struct AccountTag>;  // one business (tenant)
using ProgramId =
    StrongId<std::string, struct ProgramTag>;  // one purpose to text for, within an account
using CampaignId = StrongId<std::string, struct CampaignTag>;  // within an account
using LineId =
    StrongId<std::string, struct LineTag>;  // a sender line as dialled: E.164 or a short code
using SegmentName = StrongId<std::string, struct SegmentTag>;  // within an account

using ContactId = Id128<struct ContactTag>;  // HMAC(account pepper, E.164), cut to 16 bytes
using EventId = Id128<struct EventTag>;  // a function of what the event names: a repeat is a repeat
using MessageId = Id128<struct MessageTag>;  // a text that is attempted at most once, ever
using IntentId = Id128<struct IntentTag>;    // one try to have a message granted

// A place in one partition of the ledger topic. "At least N" means that all offsets below N are
// reflected.
using Offset = std::int64_t;
inline constexpr Offset kNoOffset = -1;

// Partition number of the ledger topic; frozen when the topic is created.
using PartitionId = std::int32_t;

// Milliseconds since the Unix epoch, UTC. Raw, because the fold only compares and adds.
using TimeMs = std::int64_t;
inline constexpr TimeMs kNoTime = -1;

}  // namespace ledger
