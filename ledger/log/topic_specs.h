// The topics of the system: their names, and how each must be set up for the laws to hold. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "ledger/core/topic_names.h"

namespace ledger {

// The largest batch that a topic takes; the broker's own default, said here so that another is
// seen. What our producers send stays below (kafka_config.cc).
inline constexpr int kBatchBytesMax = 1'048'588;

struct TopicSpec {
  std::string name;
  std::int32_t partitions = 1;
  std::map<std::string, std::string> config;  // every key is set at creation and checked later
};

// Returns all topics. `ledger_partitions` is P, for the ledger and the intake; control, rejected
// and checkpoints have one partition. With a replication factor of 3 or more an append needs two
// replicas.
[[nodiscard]] std::vector<TopicSpec> TopicSpecs(std::int32_t ledger_partitions,
                                                std::int32_t replication_factor);

// What differs between the topic that exists and the one that must be; empty if nothing does.
// Each entry names topic, key, found and wanted value, and the mend.
[[nodiscard]] std::vector<std::string> TopicDifferences(
    const TopicSpec& wanted, std::int32_t partitions_found,
    const std::map<std::string, std::string>& config_found);

}  // namespace ledger
