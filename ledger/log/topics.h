// Makes and checks the topics on the broker. A topic that is set up in another way can lose events
// or stamp forged times, so a process refuses to start on it (law 6).
#pragma once

#include <cstdint>
#include <map>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "ledger/core/ids.h"
#include "ledger/log/kafka_settings.h"
#include "ledger/log/topic_specs.h"

namespace ledger {

// Creates the topics that are missing and checks all of them; see TopicSpecs(). Repeating it, also
// from several processes at once, is harmless. Waits at most `timeout` in all.
// FailedPrecondition: a topic is set up differently; names topic, key, found, wanted and the mend.
// InvalidArgument: the broker refuses the numbers (for example more replicas than brokers).
// PermissionDenied: this principal may not create or describe. Unavailable, DeadlineExceeded: try
// again.
absl::Status EnsureTopics(const KafkaSettings& settings, std::int32_t ledger_partitions,
                          std::int32_t replication_factor,
                          absl::Duration timeout = absl::Seconds(30));

// Returns how many partitions `topic` has. NotFound: there is no such topic.
absl::StatusOr<std::int32_t> PartitionCount(const KafkaSettings& settings, std::string_view topic,
                                            absl::Duration timeout = absl::Seconds(10));

// Returns the first offset that is still there, for each partition: where a reader without a
// memory begins (0 everywhere but in the intake, which is cut behind the admitted position).
absl::StatusOr<std::map<PartitionId, Offset>> StartOffsets(
    const KafkaSettings& settings, std::string_view topic,
    absl::Duration timeout = absl::Seconds(10));

}  // namespace ledger
