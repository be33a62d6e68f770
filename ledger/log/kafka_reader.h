// The LogReader on Kafka: static assignment at our own offsets, read_uncommitted (the high
// watermark is the truth), and offsets that must be dense, unless others write the topic.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "ledger/log/kafka_settings.h"
#include "ledger/ports/log_reader.h"

namespace ledger {

// Returns a reader; does not wait for the broker. InvalidArgument names the setting at fault.
//
// Beyond the port: Assign() asks the broker for both ends of each partition, so it also returns
// DeadlineExceeded or Unavailable (try again) and NotFound (no such topic). After DataLoss every
// Poll() repeats it until the next Assign(). A record that arrives a second time is dropped. When
// all brokers are lost, one Poll() says Unavailable; reading goes on by itself when they are back.
absl::StatusOr<std::unique_ptr<LogReader>> MakeKafkaReader(const KafkaSettings& settings,
                                                           const ReaderSettings& reader = {});

}  // namespace ledger
