// librdkafka's mock cluster for component tests, with verbs for what may go wrong. It proves wiring
// and error paths; durability, real timestamps and restarts need the real broker (tests/e2e).
#pragma once

#include <librdkafka/rdkafka.h>
// After rdkafka.h, or it does not compile.
#include <librdkafka/rdkafka_mock.h>

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ledger/log/kafka_appender.h"
#include "ledger/log/kafka_handles.h"
#include "ledger/log/kafka_settings.h"

namespace ledger {

inline constexpr std::int16_t kProduceRequest = 0;
inline constexpr std::int16_t kFetchRequest = 1;
inline constexpr char kTestTopic[] = "consent.test.v1";

// One broker with one topic of two partitions.
class MockCluster {
 public:
  MockCluster() {
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    rd_kafka_conf_set_log_cb(conf, nullptr);
    char error[256];
    host_.reset(rd_kafka_new(RD_KAFKA_PRODUCER, conf, error, sizeof error));
    REQUIRE(host_ != nullptr);
    cluster_.reset(rd_kafka_mock_cluster_new(host_.get(), 1));
    REQUIRE(cluster_ != nullptr);
    REQUIRE(rd_kafka_mock_topic_create(cluster_.get(), kTestTopic, 2, 1) == 0);
  }

  [[nodiscard]] KafkaSettings Settings() const {
    return {.bootstrap_servers = rd_kafka_mock_cluster_bootstraps(cluster_.get())};
  }

  // The next answers to requests of this kind carry these errors.
  void Fail(std::int16_t request, const std::vector<rd_kafka_resp_err_t>& errors) {
    rd_kafka_mock_push_request_errors_array(cluster_.get(), request, errors.size(), errors.data());
  }
  void Heal(std::int16_t request) { rd_kafka_mock_clear_request_errors(cluster_.get(), request); }
  void GoDown() { rd_kafka_mock_broker_set_down(cluster_.get(), 1); }
  void ComeBack() { rd_kafka_mock_broker_set_up(cluster_.get(), 1); }
  void AnswerAfter(int ms) { rd_kafka_mock_broker_set_rtt(cluster_.get(), 1, ms); }

 private:
  // The cluster must go before its host.
  KafkaOwner<rd_kafka_t, rd_kafka_destroy> host_;
  KafkaOwner<rd_kafka_mock_cluster_t, rd_kafka_mock_cluster_destroy> cluster_;
};

inline OutgoingRecord Record(PartitionId partition, std::string key, std::string value) {
  return {.topic = kTestTopic,
          .partition = partition,
          .key = std::move(key),
          .value = std::move(value),
          .headers = {}};
}

// Appends one record and waits for its outcome.
inline absl::StatusOr<Appended> AppendOne(Appender& appender, OutgoingRecord record,
                                          absl::Duration wait = absl::Seconds(15)) {
  auto outcome =
      std::make_shared<absl::StatusOr<Appended>>(absl::InternalError("no outcome was reported"));
  const absl::Status queued = appender.Append(
      std::move(record), [outcome](absl::StatusOr<Appended> got) { *outcome = std::move(got); });
  if (!queued.ok()) return queued;
  const absl::Status flushed = appender.Flush(wait);
  return flushed.ok() ? *outcome : flushed;
}

}  // namespace ledger
