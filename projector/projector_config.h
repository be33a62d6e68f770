// The settings of consent-projector.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ledger/log/kafka_settings.h"
#include "ledger/runtime/process_settings.h"

namespace projector {

struct ProjectorConfig {
  ledger::ProcessSettings process;
  ledger::KafkaSettings kafka;
  // One folder a partition is made in it. May be lost: it is built again from the log.
  std::string data_dir;
  // Where queries and streams of work are served, without authentication: keep it on the loopback,
  // or behind a network policy.
  std::string query_address = "127.0.0.1";
  // 0 picks a free port and logs it.
  std::int64_t query_port = 7070;
  // Partition p is folded by the projector whose shard is p mod shards.
  std::int64_t shard = 0;
  std::int64_t shards = 1;
  // Blocks kept in memory, over all partitions. Too small: lookups read the disk; too large: the
  // pod's limit ends the process.
  std::int64_t block_cache_mib = 256;
  // Builds every partition anew before anything is served.
  bool rebuild = false;
};

// Returns nothing to go on, or the code to exit with now.
[[nodiscard]] std::optional<int> ParseConfig(int argc, const char* const* argv,
                                             ProjectorConfig* config);

}  // namespace projector
