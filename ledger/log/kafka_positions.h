// The PositionStore on Kafka: the committed offsets of a group that nobody joins, so that the usual
// tools show the lag. See ledger/door/README.md for why this is enough.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "ledger/log/kafka_settings.h"
#include "ledger/ports/position_store.h"

namespace ledger {

// Returns a store for `topic` under `group`; does not wait for the broker. InvalidArgument names
// the setting at fault.
absl::StatusOr<std::unique_ptr<PositionStore>> MakeKafkaPositions(const KafkaSettings& settings,
                                                                  const std::string& group,
                                                                  const std::string& topic,
                                                                  std::int32_t partitions);

}  // namespace ledger
