// Questions to the broker about where logs begin and end, each with a timeout that holds.
//
// rd_kafka_query_watermark_offsets() ignores its timeout in librdkafka 2.0.2 (4.5 s for 0.5 s were
// seen), so ends and starts are asked by rd_kafka_offsets_for_times(), one request a broker.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "ledger/core/ids.h"
#include "ledger/log/kafka_client.h"

namespace ledger {

// Returns a client that neither appends nor reads records. Does not wait for a broker.
// InvalidArgument names the setting at fault.
absl::StatusOr<std::unique_ptr<KafkaClient>> ConnectForQueries(const KafkaSettings& settings);

// Returns how many partitions each topic of the cluster has. A topic that the broker reports with
// an error has 0.
absl::StatusOr<std::map<std::string, std::int32_t>> PartitionCounts(KafkaClient& client,
                                                                    const Deadline& deadline);

// The same for one topic. NotFound: there is none, and `ledger` creates it.
absl::StatusOr<std::int32_t> PartitionCountOf(KafkaClient& client, std::string_view topic,
                                              const Deadline& deadline);

enum class LogBound : std::int64_t {
  kEnd = RD_KAFKA_OFFSET_END,          // the next offset: the high watermark (read_uncommitted)
  kStart = RD_KAFKA_OFFSET_BEGINNING,  // the first offset that is still there
};

// Returns the bound of partitions 0 … partitions-1. DeadlineExceeded: no answer in time; nothing
// may be concluded from it. Never returns part of an answer.
absl::StatusOr<std::map<PartitionId, Offset>> QueryBounds(KafkaClient& client,
                                                          std::string_view topic,
                                                          std::int32_t partitions, LogBound bound,
                                                          const Deadline& deadline);

}  // namespace ledger
