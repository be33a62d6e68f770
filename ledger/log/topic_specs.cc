#include "ledger/log/topic_specs.h"

#include "absl/strings/str_cat.h"

namespace ledger {

std::vector<TopicSpec> TopicSpecs(std::int32_t ledger_partitions, std::int32_t replication_factor) {
  // Nothing is ever deleted or compacted by the broker (offsets stay dense), the broker stamps the
  // time, and a stale replica never becomes leader. The intake is cut only by a command of ours,
  // behind the admitted position.
  const std::map<std::string, std::string> config = {
      {"cleanup.policy", "delete"},
      {"max.message.bytes", absl::StrCat(kBatchBytesMax)},
      {"retention.ms", "-1"},
      {"retention.bytes", "-1"},
      {"message.timestamp.type", "LogAppendTime"},
      {"compression.type", "producer"},
      {"min.insync.replicas", replication_factor >= 3 ? "2" : "1"},
      {"unclean.leader.election.enable", "false"}};
  return {{kIntakeTopic, ledger_partitions, config},
          {kLedgerTopic, ledger_partitions, config},
          {kControlTopic, 1, config},
          {kRejectedTopic, 1, config},
          {kCheckpointsTopic, 1, config}};
}

std::vector<std::string> TopicDifferences(const TopicSpec& wanted, std::int32_t partitions_found,
                                          const std::map<std::string, std::string>& config_found) {
  std::vector<std::string> differences;
  if (partitions_found != wanted.partitions) {
    differences.push_back(absl::StrCat("topic ", wanted.name, " has ", partitions_found,
                                       " partitions, wanted are ", wanted.partitions,
                                       ": the number is frozen at creation, so set it to ",
                                       partitions_found, " here, or use another cluster"));
  }
  for (const auto& [key, value] : wanted.config) {
    const auto found = config_found.find(key);
    const std::string is = found == config_found.end() ? "(not reported)" : found->second;
    if (is == value) continue;
    differences.push_back(absl::StrCat("topic ", wanted.name, " has ", key, "=", is, ", wanted is ",
                                       value, ": mend it with kafka-configs.sh --alter --topic ",
                                       wanted.name, " --add-config ", key, "=", value));
  }
  return differences;
}

}  // namespace ledger
