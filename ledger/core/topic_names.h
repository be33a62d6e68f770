// The names of the topics. How each is set up stands in ledger/log/topic_specs.h.
#pragma once

namespace ledger {

inline constexpr char kIntakeTopic[] = "consent.intake.v1";
inline constexpr char kLedgerTopic[] = "consent.ledger.v1";
inline constexpr char kControlTopic[] = "consent.control.v1";
inline constexpr char kRejectedTopic[] = "consent.rejected.v1";
inline constexpr char kCheckpointsTopic[] = "consent.checkpoints.v1";

}  // namespace ledger
