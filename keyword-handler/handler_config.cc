#include "keyword-handler/handler_config.h"

#include "ledger/log/kafka_flags.h"
#include "ledger/runtime/settings.h"

namespace keyword_handler {

std::optional<int> ParseConfig(int argc, const char* const* argv, HandlerConfig* config) {
  ledger::SettingsParser parser("consent-keyword-handler",
                                "Decides what replies mean. Sends nothing.");
  parser.Example(
      "consent-keyword-handler --kafka-bootstrap 127.0.0.1:9092 --projector-address 127.0.0.1:7070 "
      "--keys-file keys");
  ledger::AddProcessSettings(parser, &config->process);
  ledger::AddKafkaSettings(parser, &config->kafka);
  parser.Add("projector-address", &config->projector_addresses,
             "Projectors; partition p is asked at address p mod n.");
  parser.Add("keys-file", &config->keys_file, "The key file, which opens the words of replies.",
             ledger::Presence::kRequired);
  if (const std::optional<int> code = parser.Parse(argc, argv)) return code;
  ledger::ApplyProcessSettings(config->process, "consent-keyword-handler");
  parser.LogNonDefaults();
  return std::nullopt;
}

}  // namespace keyword_handler
