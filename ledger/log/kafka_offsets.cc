#include "ledger/log/kafka_offsets.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"
#include "ledger/log/kafka_config.h"
#include "ledger/log/kafka_status.h"

namespace ledger {

absl::StatusOr<std::unique_ptr<KafkaClient>> ConnectForQueries(const KafkaSettings& settings) {
  ASSIGN_OR_RETURN(KafkaConf conf, QueryConf(settings));
  return KafkaClient::Create(RD_KAFKA_CONSUMER, std::move(conf), settings.log);
}

namespace {

// What the client last said of itself (for example that a certificate is refused): the error of a
// question names only the lost connection. Only the client's owner polls it, which is here.
std::string Reason(KafkaClient& client) {
  rd_kafka_poll(client.raw(), 0);
  return client.last_error();
}

}  // namespace

absl::StatusOr<std::map<std::string, std::int32_t>> PartitionCounts(KafkaClient& client,
                                                                    const Deadline& deadline) {
  // All topics, because asking for one by name may create it on a broker that allows that.
  const rd_kafka_metadata_t* answer = nullptr;
  const rd_kafka_resp_err_t error =
      rd_kafka_metadata(client.raw(), 1, nullptr, &answer, ToKafkaMs(deadline.Left()));
  const KafkaMetadata metadata(answer);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return ErrorStatus(error, "asking Kafka for its topics", Reason(client));
  }
  std::map<std::string, std::int32_t> counts;
  for (int i = 0; i < metadata->topic_cnt; ++i) {
    const rd_kafka_metadata_topic_t& topic = metadata->topics[i];
    counts[topic.topic] = topic.err == RD_KAFKA_RESP_ERR_NO_ERROR
                              ? static_cast<std::int32_t>(topic.partition_cnt)
                              : 0;
  }
  return counts;
}

absl::StatusOr<std::int32_t> PartitionCountOf(KafkaClient& client, std::string_view topic,
                                              const Deadline& deadline) {
  ASSIGN_OR_RETURN(const auto counts, PartitionCounts(client, deadline));
  const auto found = counts.find(std::string(topic));
  if (found == counts.end()) {
    return absl::NotFoundError(absl::StrCat("Kafka has no topic ", ToAbsl(topic),
                                            "; start consent-ledger, which makes it"));
  }
  if (found->second == 0) {
    return absl::UnavailableError(absl::StrCat("topic ", ToAbsl(topic), " is not ready yet"));
  }
  return found->second;
}

namespace {

// How long an answer that contradicts the partition count is asked again, and how often.
constexpr absl::Duration kSettleTime = absl::Seconds(3);
constexpr absl::Duration kAskAgainEvery = absl::Milliseconds(50);

// The client's own view of a topic may lag behind what the broker just told: it then denies
// partitions that exist, or asks one that no longer leads them.
bool MaySettle(rd_kafka_resp_err_t error) {
  return error == RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION ||
         error == RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC ||
         error == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART ||
         error == RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION ||
         error == RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE;
}

rd_kafka_resp_err_t AskBounds(KafkaClient& client, rd_kafka_topic_partition_list_t* list,
                              LogBound bound, const Deadline& deadline) {
  for (int i = 0; i < list->cnt; ++i) {
    list->elems[i].offset = static_cast<std::int64_t>(bound);
    list->elems[i].err = RD_KAFKA_RESP_ERR_NO_ERROR;
  }
  const rd_kafka_resp_err_t error =
      rd_kafka_offsets_for_times(client.raw(), list, ToKafkaMs(deadline.Left()));
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return error;
  for (int i = 0; i < list->cnt; ++i) {
    if (MaySettle(list->elems[i].err)) return list->elems[i].err;
  }
  return RD_KAFKA_RESP_ERR_NO_ERROR;
}

}  // namespace

absl::StatusOr<std::map<PartitionId, Offset>> QueryBounds(KafkaClient& client,
                                                          std::string_view topic,
                                                          std::int32_t partitions, LogBound bound,
                                                          const Deadline& deadline) {
  const std::string name(topic);
  const std::string what =
      absl::StrCat("asking for the ", bound == LogBound::kEnd ? "end" : "start", " of ", name);
  const KafkaPartitionList list(rd_kafka_topic_partition_list_new(partitions));
  for (std::int32_t p = 0; p < partitions; ++p) {
    rd_kafka_topic_partition_list_add(list.get(), name.c_str(), p);
  }
  const Deadline settled(kSettleTime);
  rd_kafka_resp_err_t error = AskBounds(client, list.get(), bound, deadline);
  while (MaySettle(error) && settled.Left() > absl::ZeroDuration() &&
         deadline.Left() > absl::ZeroDuration()) {
    absl::SleepFor(kAskAgainEvery);
    error = AskBounds(client, list.get(), bound, deadline);
  }
  RETURN_IF_ERROR(ErrorStatus(error, what, client.last_error()));
  std::map<PartitionId, Offset> bounds;
  for (int i = 0; i < list->cnt; ++i) {
    const rd_kafka_topic_partition_t& entry = list->elems[i];
    RETURN_IF_ERROR(ErrorStatus(entry.err, absl::StrCat(what, " partition ", entry.partition)));
    if (entry.offset < 0) {
      return absl::UnavailableError(
          absl::StrCat(what, " partition ", entry.partition, ": the broker gave no offset"));
    }
    bounds[entry.partition] = entry.offset;
  }
  return bounds;
}

}  // namespace ledger
