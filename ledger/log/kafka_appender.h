// The Appender on Kafka: an idempotent producer with acks=all and no transactions, which sends each
// record to the partition that the caller chose.
//
// Keeps law 4: OK is reported only from a delivery report that carries the record's offset.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "ledger/log/kafka_settings.h"
#include "ledger/ports/appender.h"

namespace ledger {

// Returns an appender; does not wait for the broker. InvalidArgument names the setting at fault.
//
// Beyond the port: Append() itself also returns InvalidArgument (the record is too large), NotFound
// (the topic has no such partition) and FailedPrecondition (see the port), and then does not call
// back. After the client has failed for good, every record that is still in flight is reported as
// FailedPrecondition, whether it is in the log or not. A record whose first batch was written but
// whose offset the broker no longer knows is reported as Unknown. Destruction drops what is in
// flight without calling back; Flush() first.
absl::StatusOr<std::unique_ptr<Appender>> MakeKafkaAppender(const KafkaSettings& settings,
                                                            const AppenderSettings& appender = {});

}  // namespace ledger
