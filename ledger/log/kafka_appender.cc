#include "ledger/log/kafka_appender.h"

#include <array>
#include <list>
#include <string>
#include <unordered_map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/core/status_macros.h"
#include "ledger/log/kafka_client.h"
#include "ledger/log/kafka_config.h"
#include "ledger/log/kafka_status.h"

namespace ledger {
namespace {

// A record that librdkafka holds; its value is not copied, so it stays here until the report.
struct InFlight {
  OutgoingRecord record;
  AppendDone done;
  class KafkaAppender* owner = nullptr;
  std::list<InFlight>::iterator self;
};

std::string Name(std::string_view action, const OutgoingRecord& record) {
  std::string name(action);
  absl::StrAppend(&name, " ", record.topic, " partition ", record.partition);
  return name;
}

rd_kafka_vu_t BytesEntry(rd_kafka_vtype_t type, std::string& bytes) {
  rd_kafka_vu_t entry = {};
  entry.vtype = type;
  entry.u.mem.ptr = bytes.data();
  entry.u.mem.size = bytes.size();
  return entry;
}

class KafkaAppender : public Appender {
 public:
  absl::Status Open(const KafkaSettings& settings, const AppenderSettings& appender) {
    ASSIGN_OR_RETURN(KafkaConf conf, ProducerConf(settings, appender));
    rd_kafka_conf_set_dr_msg_cb(conf.get(), &KafkaAppender::OnDelivery);
    ASSIGN_OR_RETURN(client_,
                     KafkaClient::Create(RD_KAFKA_PRODUCER, std::move(conf), settings.log));
    return absl::OkStatus();
  }

  absl::Status Append(OutgoingRecord record, AppendDone done) override {
    in_flight_.push_front(InFlight{std::move(record), std::move(done), this, {}});
    const auto entry = in_flight_.begin();
    entry->self = entry;
    const absl::Status queued = Produce(*entry);
    if (!queued.ok()) in_flight_.erase(entry);
    return queued;
  }

  void Poll(absl::Duration wait) override { rd_kafka_poll(client_->raw(), ToKafkaMs(wait)); }

  absl::Status Flush(absl::Duration wait) override {
    const rd_kafka_resp_err_t error = rd_kafka_flush(client_->raw(), ToKafkaMs(wait));
    if (in_flight_.empty()) return absl::OkStatus();
    return absl::DeadlineExceededError(absl::StrCat(
        "flush: ", in_flight_.size(), " records remain after ", absl::FormatDuration(wait), " (",
        rd_kafka_err2name(error), ") ", client_->last_error()));
  }

 private:
  absl::Status Produce(InFlight& entry) {
    OutgoingRecord& record = entry.record;
    std::array<rd_kafka_vu_t, 6> fields;
    std::size_t count = 0;
    fields[count].vtype = RD_KAFKA_VTYPE_RKT;
    fields[count++].u.rkt = TopicOf(record.topic);
    fields[count].vtype = RD_KAFKA_VTYPE_PARTITION;
    fields[count++].u.i32 = record.partition;
    fields[count++] = BytesEntry(RD_KAFKA_VTYPE_KEY, record.key);
    fields[count++] = BytesEntry(RD_KAFKA_VTYPE_VALUE, record.value);
    fields[count].vtype = RD_KAFKA_VTYPE_OPAQUE;
    fields[count++].u.ptr = &entry;
    KafkaHeaders headers;
    if (!record.headers.empty()) {
      headers.reset(rd_kafka_headers_new(record.headers.size()));
      for (const auto& [name, value] : record.headers) {
        rd_kafka_header_add(headers.get(), name.data(), static_cast<ssize_t>(name.size()),
                            value.data(), static_cast<ssize_t>(value.size()));
      }
      fields[count].vtype = RD_KAFKA_VTYPE_HEADERS;
      fields[count++].u.headers = headers.get();
    }
    const KafkaError error(rd_kafka_produceva(client_->raw(), fields.data(), count));
    if (error != nullptr) {
      RETURN_IF_ERROR(client_->Health());
      return ErrorStatus(rd_kafka_error_code(error.get()), Name("queueing for", record));
    }
    headers.release();  // Taken, because the record was queued.
    return absl::OkStatus();
  }

  // Kept open: looking a topic up for each record costs a third of an append.
  rd_kafka_topic_t* TopicOf(const std::string& name) {
    KafkaTopic& topic = topics_[name];
    if (topic == nullptr) topic.reset(rd_kafka_topic_new(client_->raw(), name.c_str(), nullptr));
    return topic.get();
  }

  absl::StatusOr<Appended> Outcome(const rd_kafka_message_t& report,
                                   const OutgoingRecord& record) const {
    if (report.err != RD_KAFKA_RESP_ERR_NO_ERROR) {
      RETURN_IF_ERROR(client_->Health());
      return DeliveryStatus(report.err, rd_kafka_message_status(&report),
                            Name("appending to", record), client_->last_error());
    }
    if (report.offset < 0) {
      return absl::UnknownError(absl::StrCat(
          Name("appending to", record), ": written, but the broker no longer knows its offset"));
    }
    rd_kafka_timestamp_type_t type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE;
    const std::int64_t time = rd_kafka_message_timestamp(&report, &type);
    return Appended{.partition = report.partition,
                    .offset = report.offset,
                    .appended_at_ms = type == RD_KAFKA_TIMESTAMP_LOG_APPEND_TIME ? time : kNoTime};
  }

  static void OnDelivery(rd_kafka_t*, const rd_kafka_message_t* report, void*) noexcept {
    auto* entry = static_cast<InFlight*>(report->_private);
    KafkaAppender& owner = *entry->owner;
    absl::StatusOr<Appended> outcome = owner.Outcome(*report, entry->record);
    const AppendDone done = std::move(entry->done);
    owner.in_flight_.erase(entry->self);
    if (done) done(std::move(outcome));  // May append again.
  }

  std::list<InFlight> in_flight_;  // Goes after the client, which still points into it.
  std::unique_ptr<KafkaClient> client_;
  std::unordered_map<std::string, KafkaTopic> topics_;  // Go before the client.
};

}  // namespace

absl::StatusOr<std::unique_ptr<Appender>> MakeKafkaAppender(const KafkaSettings& settings,
                                                            const AppenderSettings& appender) {
  auto made = std::make_unique<KafkaAppender>();
  RETURN_IF_ERROR(made->Open(settings, appender));
  return made;
}

}  // namespace ledger
