#include "projector/projector_config.h"

#include "absl/status/status.h"
#include "ledger/log/kafka_flags.h"
#include "ledger/runtime/settings.h"

namespace projector {

std::optional<int> ParseConfig(int argc, const char* const* argv, ProjectorConfig* config) {
  ledger::SettingsParser parser("consent-projector",
                                "Folds the ledger into RocksDB and answers questions about it.");
  parser.Example(
      "consent-projector --kafka-bootstrap 127.0.0.1:9092 --data-dir /var/lib/consent/projection");
  ledger::AddProcessSettings(parser, &config->process);
  ledger::AddKafkaSettings(parser, &config->kafka);
  parser.Add("data-dir", &config->data_dir, "Folder of the projection; may be lost.",
             ledger::Presence::kRequired);
  parser.Add("query-address", &config->query_address, "Address that serves queries.");
  parser.Add("query-port", &config->query_port, "Port that serves queries; 0 picks one.",
             {.min = 0, .max = 65'535});
  parser.Add("shard", &config->shard, "Which share of the partitions is folded here.",
             {.min = 0, .max = 1'023});
  parser.Add("shards", &config->shards, "Into how many shares the partitions are cut.",
             {.min = 1, .max = 1'024});
  parser.Add("block-cache-mib", &config->block_cache_mib,
             "Memory for blocks of the store over all partitions in MiB.",
             {.min = 8, .max = 1'048'576});
  parser.Add("rebuild", &config->rebuild, "Builds every partition anew from the log first.");
  parser.Check([config] {
    if (config->shard < config->shards) return absl::OkStatus();
    return absl::InvalidArgumentError("shard must be below shards");
  });
  if (const std::optional<int> code = parser.Parse(argc, argv)) return code;
  ledger::ApplyProcessSettings(config->process, "consent-projector");
  parser.LogNonDefaults();
  return std::nullopt;
}

}  // namespace projector
