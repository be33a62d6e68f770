// From our settings to librdkafka's configuration; the only place that names its keys.
// Why each value: engineering notes in ledger/log/README.md.
#pragma once

#include "absl/status/statusor.h"
#include "ledger/log/kafka_handles.h"
#include "ledger/log/kafka_settings.h"

namespace ledger {

// Each returns InvalidArgument that names the key and what is wrong with its value.
absl::StatusOr<KafkaConf> ProducerConf(const KafkaSettings& settings,
                                       const AppenderSettings& appender);
absl::StatusOr<KafkaConf> ConsumerConf(const KafkaSettings& settings, const ReaderSettings& reader);

// For questions about topics and offsets and for administration: a consumer without a group, so
// that ends are high watermarks (read_uncommitted) and no question creates a topic.
absl::StatusOr<KafkaConf> QueryConf(const KafkaSettings& settings);

// Returns `wait` in whole milliseconds as librdkafka takes it: rounded up, never negative (which
// would mean for ever).
[[nodiscard]] int ToKafkaMs(absl::Duration wait);

}  // namespace ledger
