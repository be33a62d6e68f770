#include "ledger/log/topics.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ledger/core/status_macros.h"
#include "ledger/log/kafka_client.h"
#include "ledger/log/kafka_config.h"
#include "ledger/log/kafka_offsets.h"
#include "ledger/log/kafka_status.h"

namespace ledger {
namespace {

using Config = std::map<std::string, std::string>;

constexpr absl::Duration kTopicRetryWait = absl::Milliseconds(100);

absl::StatusOr<KafkaAdminOptions> Options(KafkaClient& client, rd_kafka_admin_op_t operation,
                                          const Deadline& deadline) {
  KafkaAdminOptions options(rd_kafka_AdminOptions_new(client.raw(), operation));
  char error[256];
  const int ms = std::max(1, ToKafkaMs(deadline.Left()));
  if (rd_kafka_AdminOptions_set_request_timeout(options.get(), ms, error, sizeof error) !=
      RD_KAFKA_RESP_ERR_NO_ERROR) {
    return absl::InvalidArgumentError(absl::StrCat("Kafka admin request timeout: ", error));
  }
  return options;
}

// Waits for the answer to an admin request; it always comes, as the request has a timeout.
absl::StatusOr<KafkaEvent> Answer(rd_kafka_queue_t* queue, const Deadline& deadline,
                                  std::string_view what) {
  KafkaEvent event(
      rd_kafka_queue_poll(queue, ToKafkaMs(deadline.Left() + absl::Milliseconds(500))));
  if (event == nullptr) return ErrorStatus(RD_KAFKA_RESP_ERR__TIMED_OUT, what);
  const char* reason = rd_kafka_event_error_string(event.get());
  RETURN_IF_ERROR(
      ErrorStatus(rd_kafka_event_error(event.get()), what, reason == nullptr ? "" : reason));
  return event;
}

absl::Status CreateTopics(KafkaClient& client, const std::vector<TopicSpec>& specs,
                          std::int32_t replication_factor, const Deadline& deadline) {
  std::vector<KafkaNewTopic> topics;
  std::vector<rd_kafka_NewTopic_t*> raw;
  for (const TopicSpec& spec : specs) {
    char error[256];
    topics.emplace_back(rd_kafka_NewTopic_new(spec.name.c_str(), spec.partitions,
                                              replication_factor, error, sizeof error));
    if (topics.back() == nullptr) {
      return absl::InvalidArgumentError(absl::StrCat("creating topic ", spec.name, ": ", error));
    }
    for (const auto& [key, value] : spec.config) {
      rd_kafka_NewTopic_set_config(topics.back().get(), key.c_str(), value.c_str());
    }
    raw.push_back(topics.back().get());
  }
  ASSIGN_OR_RETURN(const KafkaAdminOptions options,
                   Options(client, RD_KAFKA_ADMIN_OP_CREATETOPICS, deadline));
  const KafkaQueue queue(rd_kafka_queue_new(client.raw()));
  rd_kafka_CreateTopics(client.raw(), raw.data(), raw.size(), options.get(), queue.get());
  ASSIGN_OR_RETURN(const KafkaEvent event, Answer(queue.get(), deadline, "creating topics"));
  std::size_t count = 0;
  const rd_kafka_topic_result_t** results =
      rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event.get()), &count);
  for (std::size_t i = 0; i < count; ++i) {
    const rd_kafka_resp_err_t error = rd_kafka_topic_result_error(results[i]);
    if (error == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) continue;  // Another process was faster.
    const char* reason = rd_kafka_topic_result_error_string(results[i]);
    RETURN_IF_ERROR(
        ErrorStatus(error, absl::StrCat("creating topic ", rd_kafka_topic_result_name(results[i])),
                    reason == nullptr ? "" : reason));
  }
  return absl::OkStatus();
}

// Returns the configuration of `topic` as the broker has it, defaults included.
absl::StatusOr<Config> DescribeTopic(KafkaClient& client, const std::string& topic,
                                     const Deadline& deadline) {
  const KafkaConfigResource resource(
      rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.c_str()));
  ASSIGN_OR_RETURN(const KafkaAdminOptions options,
                   Options(client, RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS, deadline));
  const KafkaQueue queue(rd_kafka_queue_new(client.raw()));
  rd_kafka_ConfigResource_t* raw = resource.get();
  rd_kafka_DescribeConfigs(client.raw(), &raw, 1, options.get(), queue.get());
  const std::string what = absl::StrCat("describing topic ", topic);
  ASSIGN_OR_RETURN(const KafkaEvent event, Answer(queue.get(), deadline, what));
  std::size_t count = 0;
  const rd_kafka_ConfigResource_t** results = rd_kafka_DescribeConfigs_result_resources(
      rd_kafka_event_DescribeConfigs_result(event.get()), &count);
  if (count != 1) return absl::UnavailableError(absl::StrCat(what, ": the broker gave no answer"));
  const char* reason = rd_kafka_ConfigResource_error_string(results[0]);
  RETURN_IF_ERROR(ErrorStatus(rd_kafka_ConfigResource_error(results[0]), what,
                              reason == nullptr ? "" : reason));
  const rd_kafka_ConfigEntry_t** entries = rd_kafka_ConfigResource_configs(results[0], &count);
  Config config;
  for (std::size_t i = 0; i < count; ++i) {
    const char* value = rd_kafka_ConfigEntry_value(entries[i]);
    config[rd_kafka_ConfigEntry_name(entries[i])] = value == nullptr ? "" : value;
  }
  return config;
}

// Whether all topics are there; a topic that was just made appears a little later.
absl::Status WaitForTopics(KafkaClient& client, const std::vector<TopicSpec>& specs,
                           const Deadline& deadline) {
  while (true) {
    ASSIGN_OR_RETURN(auto counts, PartitionCounts(client, deadline));
    std::string missing;
    for (const TopicSpec& spec : specs) {
      if (counts[spec.name] == 0) absl::StrAppend(&missing, " ", spec.name);
    }
    if (missing.empty()) return absl::OkStatus();
    if (deadline.Left() <= absl::ZeroDuration()) {
      return absl::DeadlineExceededError(
          absl::StrCat("topics have no leaders yet:", missing, "; try again"));
    }
    rd_kafka_poll(client.raw(), ToKafkaMs(kTopicRetryWait));
  }
}

absl::Status CheckTopics(KafkaClient& client, const std::vector<TopicSpec>& specs,
                         const Deadline& deadline) {
  ASSIGN_OR_RETURN(auto counts, PartitionCounts(client, deadline));
  std::vector<std::string> differences;
  for (const TopicSpec& spec : specs) {
    ASSIGN_OR_RETURN(const Config config, DescribeTopic(client, spec.name, deadline));
    for (std::string& difference : TopicDifferences(spec, counts[spec.name], config)) {
      differences.push_back(std::move(difference));
    }
  }
  if (differences.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrJoin(differences, "; "));
}

}  // namespace

absl::Status EnsureTopics(const KafkaSettings& settings, std::int32_t ledger_partitions,
                          std::int32_t replication_factor, absl::Duration timeout) {
  const Deadline deadline(timeout);
  const std::vector<TopicSpec> specs = TopicSpecs(ledger_partitions, replication_factor);
  ASSIGN_OR_RETURN(const auto client, ConnectForQueries(settings));
  ASSIGN_OR_RETURN(auto counts, PartitionCounts(*client, deadline));
  std::vector<TopicSpec> missing;
  for (const TopicSpec& spec : specs) {
    if (counts.find(spec.name) == counts.end()) missing.push_back(spec);
  }
  if (!missing.empty()) {
    RETURN_IF_ERROR(CreateTopics(*client, missing, replication_factor, deadline));
  }
  RETURN_IF_ERROR(WaitForTopics(*client, specs, deadline));
  return CheckTopics(*client, specs, deadline);
}

absl::StatusOr<std::int32_t> PartitionCount(const KafkaSettings& settings, std::string_view topic,
                                            absl::Duration timeout) {
  const Deadline deadline(timeout);
  ASSIGN_OR_RETURN(const auto client, ConnectForQueries(settings));
  return PartitionCountOf(*client, topic, deadline);
}

absl::StatusOr<std::map<PartitionId, Offset>> StartOffsets(const KafkaSettings& settings,
                                                           std::string_view topic,
                                                           absl::Duration timeout) {
  const Deadline deadline(timeout);
  ASSIGN_OR_RETURN(const auto client, ConnectForQueries(settings));
  ASSIGN_OR_RETURN(const std::int32_t partitions, PartitionCountOf(*client, topic, deadline));
  return QueryBounds(*client, topic, partitions, LogBound::kStart, deadline);
}

}  // namespace ledger
