// The settings by which every process reaches the broker, under one name everywhere.
#pragma once

#include "ledger/log/kafka_settings.h"
#include "ledger/runtime/settings.h"

namespace ledger {

// Binds the fields to `--kafka-bootstrap`, `--kafka-tls-*-file`; `settings` must outlive the
// parser. Also lets the client's own log lines go to ours.
void AddKafkaSettings(SettingsParser& parser, KafkaSettings* settings);

}  // namespace ledger
