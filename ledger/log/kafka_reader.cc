#include "ledger/log/kafka_reader.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"
#include "ledger/log/kafka_client.h"
#include "ledger/log/kafka_config.h"
#include "ledger/log/kafka_offsets.h"
#include "ledger/log/kafka_status.h"
#include "ledger/log/offset_track.h"

namespace ledger {
namespace {

// The messages whose bytes the caller looks at; frees them.
class HeldMessages {
 public:
  ~HeldMessages() { Clear(); }

  void Clear() {
    for (rd_kafka_message_t* message : messages_) rd_kafka_message_destroy(message);
    messages_.clear();
  }

  // Takes up to `max` more from `queue`. The client waits until all have come or `wait` is over.
  void Take(rd_kafka_queue_t* queue, std::size_t max, absl::Duration wait) {
    const std::size_t had = messages_.size();
    messages_.resize(had + max, nullptr);
    const ssize_t got =
        rd_kafka_consume_batch_queue(queue, ToKafkaMs(wait), messages_.data() + had, max);
    messages_.resize(had + (got > 0 ? static_cast<std::size_t>(got) : 0));
  }

  [[nodiscard]] const std::vector<rd_kafka_message_t*>& all() const { return messages_; }

 private:
  std::vector<rd_kafka_message_t*> messages_;
};

class KafkaReader : public LogReader {
 public:
  KafkaReader(KafkaSettings settings, ReaderSettings reader)
      : settings_(std::move(settings)), reader_(reader) {}
  ~KafkaReader() override { Disconnect(); }

  absl::Status Connect() {
    ASSIGN_OR_RETURN(KafkaConf conf, ConsumerConf(settings_, reader_));
    ASSIGN_OR_RETURN(auto client,
                     KafkaClient::Create(RD_KAFKA_CONSUMER, std::move(conf), settings_.log));
    Disconnect();
    client_ = std::move(client);
    rd_kafka_poll_set_consumer(client_->raw());
    queue_.reset(rd_kafka_queue_get_consumer(client_->raw()));
    return absl::OkStatus();
  }

  absl::Status Assign(std::string_view topic, const std::map<PartitionId, Offset>& next) override {
    const Deadline deadline(reader_.assign_timeout);
    // A fresh client: nothing that was fetched for the assignment before can come.
    if (!topic_.empty()) RETURN_IF_ERROR(Connect());
    held_.Clear();
    track_.Start({});
    failure_ = absl::OkStatus();
    RETURN_IF_ERROR(CheckInside(topic, next, deadline));
    topic_ = std::string(topic);
    track_.Start(next);
    const KafkaPartitionList list(rd_kafka_topic_partition_list_new(static_cast<int>(next.size())));
    for (const auto& [partition, offset] : next) {
      rd_kafka_topic_partition_list_add(list.get(), topic_.c_str(), partition)->offset = offset;
    }
    return ErrorStatus(rd_kafka_assign(client_->raw(), list.get()),
                       absl::StrCat("assigning ", topic_));
  }

  absl::StatusOr<std::vector<LogRecord>> Poll(std::size_t max, absl::Duration wait) override {
    held_.Clear();
    RETURN_IF_ERROR(failure_);
    // Not in one call: librdkafka would wait until `max` records have come.
    held_.Take(queue_.get(), max, absl::ZeroDuration());
    if (held_.all().empty() && max > 0 && wait > absl::ZeroDuration()) {
      held_.Take(queue_.get(), 1, wait);
      if (!held_.all().empty() && max > 1) held_.Take(queue_.get(), max - 1, absl::ZeroDuration());
    }
    std::vector<LogRecord> records;
    records.reserve(held_.all().size());
    for (const rd_kafka_message_t* message : held_.all()) {
      failure_ = Accept(*message, records);
      if (!failure_.ok()) break;
    }
    if (!records.empty()) {
      (void)client_->TakeBrokersLost();  // Over, as records come.
      return records;
    }
    if (!failure_.ok()) {
      // Only what cannot heal is repeated until the next Assign().
      return absl::IsUnavailable(failure_) ? std::exchange(failure_, absl::OkStatus()) : failure_;
    }
    RETURN_IF_ERROR(client_->Health());
    if (client_->TakeBrokersLost()) {
      return absl::UnavailableError(
          absl::StrCat("reading ", topic_, ": no broker answers: ", client_->last_error()));
    }
    return records;
  }

  absl::StatusOr<std::map<PartitionId, Offset>> EndOffsets(std::string_view topic,
                                                           absl::Duration timeout) override {
    const Deadline deadline(timeout);
    RETURN_IF_ERROR(ConnectBounds());
    ASSIGN_OR_RETURN(const std::int32_t partitions, CountOf(topic, deadline));
    auto ends = QueryBounds(*bounds_, topic, partitions, LogBound::kEnd, deadline);
    // Perhaps the leader moved: the next call asks for the metadata again.
    if (!ends.ok()) counts_.clear();
    return ends;
  }

 private:
  void Disconnect() {
    held_.Clear();
    queue_.reset();
    if (client_ != nullptr) rd_kafka_consumer_close(client_->raw());
    client_.reset();
  }

  // A client of its own for the questions: on the connection of the other one they would stand in
  // line behind a fetch that the broker holds back for fetch_wait.
  absl::Status ConnectBounds() {
    if (bounds_ != nullptr) return absl::OkStatus();
    ASSIGN_OR_RETURN(bounds_, ConnectForQueries(settings_));
    return absl::OkStatus();
  }

  // The number of partitions is frozen at creation, so it is asked once.
  absl::StatusOr<std::int32_t> CountOf(std::string_view topic, const Deadline& deadline) {
    const auto known = counts_.find(topic);
    if (known != counts_.end()) return known->second;
    ASSIGN_OR_RETURN(const std::int32_t count, PartitionCountOf(*bounds_, topic, deadline));
    counts_.emplace(topic, count);
    return count;
  }

  absl::Status CheckInside(std::string_view topic, const std::map<PartitionId, Offset>& next,
                           const Deadline& deadline) {
    RETURN_IF_ERROR(ConnectBounds());
    ASSIGN_OR_RETURN(const std::int32_t count, CountOf(topic, deadline));
    ASSIGN_OR_RETURN(auto starts, QueryBounds(*bounds_, topic, count, LogBound::kStart, deadline));
    ASSIGN_OR_RETURN(auto ends, QueryBounds(*bounds_, topic, count, LogBound::kEnd, deadline));
    for (const auto& [partition, offset] : next) {
      if (partition < 0 || partition >= count) {
        return absl::InvalidArgumentError(absl::StrCat("assigning ", ToAbsl(topic), ": partition ",
                                                       partition, " of ", count, " partitions"));
      }
      if (offset >= starts[partition] && offset <= ends[partition]) continue;
      return absl::OutOfRangeError(absl::StrCat(
          "assigning ", ToAbsl(topic), " partition ", partition, ": offset ", offset,
          " is not in the log, which goes from ", starts[partition], " to ", ends[partition],
          ": records are lost; keep the partition closed until TruncationAccepted"));
    }
    return absl::OkStatus();
  }

  // Adds the record of `message`, or says why it cannot be.
  absl::Status Accept(const rd_kafka_message_t& message, std::vector<LogRecord>& records) {
    if (message.err == RD_KAFKA_RESP_ERR__PARTITION_EOF) return absl::OkStatus();
    if (message.err != RD_KAFKA_RESP_ERR_NO_ERROR) return Failure(message);
    const Offset due = track_.Due(message.partition);
    if (reader_.committed_only && due != kNoOffset && message.offset > due) {
      track_.SkipTo(message.partition, message.offset);
    }
    const OffsetTrack::Arrival arrival = track_.Arrive(message.partition, message.offset);
    if (arrival == OffsetTrack::Arrival::kGap) {
      return absl::DataLossError(absl::StrCat(
          "reading ", topic_, " partition ", message.partition, ": offset ", message.offset,
          " came where ", due, " was due; offsets must be dense: was the topic compacted, cut, or ",
          "written in transactions?"));
    }
    if (arrival != OffsetTrack::Arrival::kNext) return absl::OkStatus();
    rd_kafka_timestamp_type_t type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE;
    const std::int64_t time = rd_kafka_message_timestamp(&message, &type);
    records.push_back(
        {.partition = message.partition,
         .offset = message.offset,
         .appended_at_ms = type == RD_KAFKA_TIMESTAMP_LOG_APPEND_TIME ? time : kNoTime,
         .key = {static_cast<const char*>(message.key), message.key_len},
         .value = {static_cast<const char*>(message.payload), message.len},
         .tombstone = message.payload == nullptr});
    return absl::OkStatus();
  }

  absl::Status Failure(const rd_kafka_message_t& message) {
    RETURN_IF_ERROR(client_->Health());
    const absl::Status status =
        ErrorStatus(message.err, absl::StrCat("reading ", topic_, " partition ", message.partition),
                    rd_kafka_message_errstr(&message));
    // A late answer is as passing as a lost one.
    return absl::IsDeadlineExceeded(status) ? absl::UnavailableError(status.message()) : status;
  }

  const KafkaSettings settings_;
  const ReaderSettings reader_;
  std::unique_ptr<KafkaClient> client_;
  std::unique_ptr<KafkaClient> bounds_;
  KafkaQueue queue_;
  HeldMessages held_;
  std::string topic_;  // Empty until something was assigned.
  OffsetTrack track_;
  absl::Status failure_;
  std::map<std::string, std::int32_t, std::less<>> counts_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<LogReader>> MakeKafkaReader(const KafkaSettings& settings,
                                                           const ReaderSettings& reader) {
  auto made = std::make_unique<KafkaReader>(settings, reader);
  RETURN_IF_ERROR(made->Connect());
  return made;
}

}  // namespace ledger
