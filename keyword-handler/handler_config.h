// The settings of consent-keyword-handler.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/log/kafka_settings.h"
#include "ledger/runtime/process_settings.h"

namespace keyword_handler {

struct HandlerConfig {
  ledger::ProcessSettings process;
  ledger::KafkaSettings kafka;
  // Projectors, host:port; partition p is asked at address p mod n.
  std::vector<std::string> projector_addresses = {"127.0.0.1:7070"};
  // The key file: opens the words of replies. Readable by this process only.
  std::string keys_file;
};

// Reads flags, environment and file. Returns nothing to go on, or the code to exit with.
std::optional<int> ParseConfig(int argc, const char* const* argv, HandlerConfig* config);

}  // namespace keyword_handler
