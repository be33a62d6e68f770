#include "ledger/log/kafka_appender.h"

#include <catch2/catch.hpp>

#include "ledger/log/kafka_status.h"
#include "tests/ledger/log/mock_cluster.h"

namespace ledger {
namespace {

std::unique_ptr<Appender> Open(const MockCluster& cluster, AppenderSettings settings = {}) {
  auto appender = MakeKafkaAppender(cluster.Settings(), settings);
  REQUIRE(appender.ok());
  return *std::move(appender);
}

AppenderSettings Impatient() {
  return {.delivery_timeout = absl::Milliseconds(1500),
          .request_timeout = absl::Milliseconds(1000)};
}

TEST_CASE("KafkaAppender: each record gets the next offset of the partition it names",
          "[ledger][log]") {
  MockCluster cluster;
  const auto appender = Open(cluster);
  std::vector<Offset> offsets;
  for (int i = 0; i < 1000; ++i) {
    REQUIRE(appender
                ->Append(Record(1, "k", std::to_string(i)),
                         [&](absl::StatusOr<Appended> got) {
                           REQUIRE(got.ok());
                           CHECK(got->partition == 1);
                           offsets.push_back(got->offset);
                         })
                .ok());
  }
  REQUIRE(appender->Flush(absl::Seconds(15)).ok());
  REQUIRE(offsets.size() == 1000);
  for (std::size_t i = 0; i < offsets.size(); ++i) CHECK(offsets[i] == static_cast<Offset>(i));
  const auto other = AppendOne(*appender, Record(0, "k", "v"));
  REQUIRE(other.ok());
  CHECK(other->offset == 0);
}

TEST_CASE("KafkaAppender: calls back only from within Poll or Flush", "[ledger][log]") {
  MockCluster cluster;
  const auto appender = Open(cluster);
  int calls = 0;
  REQUIRE(appender->Append(Record(0, "", "a"), [&](const auto&) { ++calls; }).ok());
  const auto witness = Open(cluster);
  REQUIRE(AppendOne(*witness, Record(0, "", "b")).ok());  // Time for the first one to arrive.
  CHECK(calls == 0);
  REQUIRE(appender->Flush(absl::Seconds(15)).ok());
  CHECK(calls == 1);
}

TEST_CASE("KafkaAppender: a callback may append again", "[ledger][log]") {
  MockCluster cluster;
  const auto appender = Open(cluster);
  int calls = 0;
  REQUIRE(
      appender
          ->Append(
              Record(0, "", "first"),
              [&](const auto&) {
                ++calls;
                REQUIRE(
                    appender->Append(Record(0, "", "second"), [&](const auto&) { ++calls; }).ok());
              })
          .ok());
  REQUIRE(appender->Flush(absl::Seconds(15)).ok());
  CHECK(calls == 2);
}

TEST_CASE("KafkaAppender: passing errors of the broker are not seen by the caller",
          "[ledger][log]") {
  MockCluster cluster;
  const auto appender = Open(cluster);
  cluster.Fail(kProduceRequest,
               {RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION, RD_KAFKA_RESP_ERR__TRANSPORT,
                RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS});
  CHECK(AppendOne(*appender, Record(0, "k", "v")).ok());
}

TEST_CASE("KafkaAppender: what the broker refuses is named and was not written", "[ledger][log]") {
  MockCluster cluster;
  const auto appender = Open(cluster);
  cluster.Fail(kProduceRequest, {RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED});
  const auto denied = AppendOne(*appender, Record(1, "k", "v"));
  CHECK(denied.status().code() == absl::StatusCode::kPermissionDenied);
  CHECK_THAT(std::string(denied.status().message()),
             Catch::Contains("consent.test.v1 partition 1"));
  const auto large = AppendOne(*appender, Record(0, "k", std::string(2'000'000, 'x')));
  CHECK(large.status().code() == absl::StatusCode::kInvalidArgument);
}

TEST_CASE("KafkaAppender: no broker at all is Unavailable", "[ledger][log]") {
  MockCluster cluster;
  cluster.GoDown();
  const auto appender = Open(cluster, Impatient());
  const auto outcome = AppendOne(*appender, Record(0, "k", "v"));
  CHECK(outcome.status().code() == absl::StatusCode::kUnavailable);
}

TEST_CASE("KafkaAppender: a request without an answer is Unknown", "[ledger][log]") {
  MockCluster cluster;
  const auto appender = Open(cluster, Impatient());
  REQUIRE(AppendOne(*appender, Record(0, "k", "before")).ok());
  cluster.AnswerAfter(8000);
  const auto outcome = AppendOne(*appender, Record(0, "k", "v"));
  CHECK(outcome.status().code() == absl::StatusCode::kUnknown);
}

TEST_CASE("KafkaAppender: Flush says how many records remain", "[ledger][log]") {
  MockCluster cluster;
  cluster.GoDown();
  const auto appender = Open(cluster);
  int calls = 0;
  for (int i = 0; i < 3; ++i) {
    REQUIRE(appender->Append(Record(0, "", "v"), [&](const auto&) { ++calls; }).ok());
  }
  const absl::Status flushed = appender->Flush(absl::Milliseconds(100));
  CHECK(flushed.code() == absl::StatusCode::kDeadlineExceeded);
  CHECK_THAT(std::string(flushed.message()), Catch::Contains("3 records remain"));
  CHECK(calls == 0);  // Also not when the appender goes.
}

TEST_CASE("KafkaAppender: a full queue refuses the record and never calls back for it",
          "[ledger][log]") {
  MockCluster cluster;
  cluster.GoDown();
  AppenderSettings settings = Impatient();
  settings.queue_records_max = 10;
  const auto appender = Open(cluster, settings);
  int calls = 0;
  const auto count = [&](const auto&) { ++calls; };
  for (int i = 0; i < 10; ++i) REQUIRE(appender->Append(Record(0, "", "v"), count).ok());
  const absl::Status full = appender->Append(Record(0, "", "v"), count);
  CHECK(full.code() == absl::StatusCode::kResourceExhausted);
  CHECK(appender->Flush(absl::Seconds(15)).ok());
  CHECK(calls == 10);
}

TEST_CASE("KafkaAppender: a producer that lost its sequence has failed for good", "[ledger][log]") {
  MockCluster cluster;
  const auto appender = Open(cluster, Impatient());
  cluster.Fail(kProduceRequest, {RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER});
  const auto outcome = AppendOne(*appender, Record(0, "k", "v"));
  CHECK(outcome.status().code() == absl::StatusCode::kFailedPrecondition);
  const absl::Status after = appender->Append(Record(0, "k", "v"), [](const auto&) {});
  CHECK(after.code() == absl::StatusCode::kFailedPrecondition);
  CHECK(IsClientFailure(after));
}

}  // namespace
}  // namespace ledger
