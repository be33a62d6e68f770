#include "ledger/log/kafka_positions.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/core/status_macros.h"
#include "ledger/log/kafka_client.h"
#include "ledger/log/kafka_config.h"
#include "ledger/log/kafka_status.h"

namespace ledger {
namespace {

class KafkaPositions : public PositionStore {
 public:
  KafkaPositions(std::unique_ptr<KafkaClient> client, std::string topic, std::int32_t partitions)
      : client_(std::move(client)),
        answers_(rd_kafka_queue_new(client_->raw())),
        topic_(std::move(topic)),
        partitions_(partitions) {}

  absl::StatusOr<std::map<PartitionId, Offset>> Load(absl::Duration timeout) override {
    const KafkaPartitionList list(rd_kafka_topic_partition_list_new(partitions_));
    for (PartitionId p = 0; p < partitions_; ++p) {
      rd_kafka_topic_partition_list_add(list.get(), topic_.c_str(), p);
    }
    RETURN_IF_ERROR(
        ErrorStatus(rd_kafka_committed(client_->raw(), list.get(), ToKafkaMs(timeout)), Name()));
    std::map<PartitionId, Offset> next;
    for (int i = 0; i < list->cnt; ++i) {
      const rd_kafka_topic_partition_t& entry = list->elems[i];
      RETURN_IF_ERROR(ErrorStatus(entry.err, Name()));
      if (entry.offset >= 0) next[entry.partition] = entry.offset;
    }
    return next;
  }

  absl::Status Store(const std::map<PartitionId, Offset>& next, absl::Duration timeout) override {
    const KafkaPartitionList list(rd_kafka_topic_partition_list_new(static_cast<int>(next.size())));
    for (const auto& [partition, offset] : next) {
      rd_kafka_topic_partition_list_add(list.get(), topic_.c_str(), partition)->offset = offset;
    }
    // Its own queue and a deadline: the blocking call waits for a coordinator without end.
    RETURN_IF_ERROR(ErrorStatus(
        rd_kafka_commit_queue(client_->raw(), list.get(), answers_.get(), nullptr, nullptr),
        Name()));
    const Deadline deadline(timeout);
    const KafkaEvent answer(rd_kafka_queue_poll(answers_.get(), ToKafkaMs(deadline.Left())));
    if (answer == nullptr) return ErrorStatus(RD_KAFKA_RESP_ERR__TIMED_OUT, Name());
    return ErrorStatus(rd_kafka_event_error(answer.get()), Name());
  }

 private:
  std::string Name() const { return absl::StrCat("positions of ", topic_); }

  std::unique_ptr<KafkaClient> client_;  // First: the queue goes before it.
  KafkaQueue answers_;
  const std::string topic_;
  const std::int32_t partitions_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<PositionStore>> MakeKafkaPositions(const KafkaSettings& settings,
                                                                  const std::string& group,
                                                                  const std::string& topic,
                                                                  std::int32_t partitions) {
  KafkaSettings named = settings;
  named.client_id = group;  // the reader's configuration takes its group's name from it
  ASSIGN_OR_RETURN(KafkaConf conf, ConsumerConf(named, {}));
  ASSIGN_OR_RETURN(auto client,
                   KafkaClient::Create(RD_KAFKA_CONSUMER, std::move(conf), settings.log));
  return std::make_unique<KafkaPositions>(std::move(client), topic, partitions);
}

}  // namespace ledger
