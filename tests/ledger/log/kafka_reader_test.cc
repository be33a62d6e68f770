#include "ledger/log/kafka_reader.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "ledger/log/topics.h"
#include "tests/ledger/log/mock_cluster.h"

namespace ledger {
namespace {

using Clock = std::chrono::steady_clock;

std::unique_ptr<LogReader> Open(const MockCluster& cluster, ReaderSettings settings = {}) {
  auto reader = MakeKafkaReader(cluster.Settings(), settings);
  REQUIRE(reader.ok());
  return *std::move(reader);
}

void Fill(const MockCluster& cluster, PartitionId partition, int records) {
  auto appender = MakeKafkaAppender(cluster.Settings());
  REQUIRE(appender.ok());
  for (int i = 0; i < records; ++i) {
    REQUIRE((*appender)
                ->Append(Record(partition, "key" + std::to_string(i), "value" + std::to_string(i)),
                         [](const absl::StatusOr<Appended>& got) { REQUIRE(got.ok()); })
                .ok());
  }
  REQUIRE((*appender)->Flush(absl::Seconds(15)).ok());
}

// Polls until `want` records have come, and returns their values with partition and offset.
std::vector<std::string> Read(LogReader& reader, std::size_t want) {
  std::vector<std::string> seen;
  for (int tries = 0; tries < 100 && seen.size() < want; ++tries) {
    const auto records = reader.Poll(1000, absl::Milliseconds(200));
    REQUIRE(records.ok());
    for (const LogRecord& record : *records) {
      seen.push_back(std::to_string(record.partition) + "/" + std::to_string(record.offset) + " " +
                     std::string(record.key) + "=" + std::string(record.value));
    }
  }
  return seen;
}

TEST_CASE("KafkaReader: reads back what was appended, from the given offsets", "[ledger][log]") {
  MockCluster cluster;
  Fill(cluster, 0, 3);
  Fill(cluster, 1, 2);
  const auto reader = Open(cluster);
  REQUIRE(reader->Assign(kTestTopic, {{0, 1}, {1, 0}}).ok());
  auto seen = Read(*reader, 4);
  std::sort(seen.begin(), seen.end());
  CHECK(seen == std::vector<std::string>{"0/1 key1=value1", "0/2 key2=value2", "1/0 key0=value0",
                                         "1/1 key1=value1"});
}

TEST_CASE("KafkaReader: a new assignment replaces the one before", "[ledger][log]") {
  MockCluster cluster;
  Fill(cluster, 0, 500);
  const auto reader = Open(cluster);
  REQUIRE(reader->Assign(kTestTopic, {{0, 0}}).ok());
  const auto first = reader->Poll(10, absl::Seconds(5));
  REQUIRE(first.ok());
  REQUIRE(!first->empty());
  REQUIRE(reader->Assign(kTestTopic, {{0, 498}}).ok());
  CHECK(Read(*reader, 2) ==
        std::vector<std::string>{"0/498 key498=value498", "0/499 key499=value499"});
}

TEST_CASE("KafkaReader: offsets outside the log are refused", "[ledger][log]") {
  MockCluster cluster;
  Fill(cluster, 0, 3);
  const auto reader = Open(cluster);
  CHECK(reader->Assign(kTestTopic, {{0, 3}}).ok());
  const absl::Status above = reader->Assign(kTestTopic, {{0, 4}, {1, 0}});
  CHECK(above.code() == absl::StatusCode::kOutOfRange);
  CHECK_THAT(std::string(above.message()),
             Catch::Contains("offset 4") && Catch::Contains("0 to 3"));
  CHECK(reader->Assign(kTestTopic, {{7, 0}}).code() == absl::StatusCode::kInvalidArgument);
  CHECK(reader->Assign("consent.none.v1", {{0, 0}}).code() == absl::StatusCode::kNotFound);
}

TEST_CASE("KafkaReader: Poll comes back empty after its wait and at once with the first record",
          "[ledger][log]") {
  MockCluster cluster;
  Fill(cluster, 0, 1);
  const auto reader = Open(cluster);
  REQUIRE(reader->Assign(kTestTopic, {{0, 0}}).ok());
  auto start = Clock::now();
  const auto first = reader->Poll(1000, absl::Seconds(20));
  REQUIRE(first.ok());
  CHECK(first->size() == 1);
  CHECK(Clock::now() - start < std::chrono::seconds(10));
  start = Clock::now();
  const auto none = reader->Poll(1000, absl::Milliseconds(300));
  REQUIRE(none.ok());
  CHECK(none->empty());
  CHECK(Clock::now() - start >= std::chrono::milliseconds(290));
  CHECK(Clock::now() - start < std::chrono::seconds(3));
}

TEST_CASE("KafkaReader: an empty value is no tombstone and a missing one is", "[ledger][log]") {
  MockCluster cluster;
  auto appender = MakeKafkaAppender(cluster.Settings());
  REQUIRE(AppendOne(**appender, Record(0, "k", "")).ok());
  rd_kafka_conf_t* conf = rd_kafka_conf_new();
  char error[256];
  REQUIRE(rd_kafka_conf_set(conf, "bootstrap.servers", cluster.Settings().bootstrap_servers.c_str(),
                            error, sizeof error) == RD_KAFKA_CONF_OK);
  const KafkaOwner<rd_kafka_t, rd_kafka_destroy> raw(
      rd_kafka_new(RD_KAFKA_PRODUCER, conf, error, sizeof error));
  REQUIRE(rd_kafka_producev(raw.get(), RD_KAFKA_V_TOPIC(kTestTopic), RD_KAFKA_V_PARTITION(0),
                            RD_KAFKA_V_KEY("k", 1), RD_KAFKA_V_END) == 0);
  REQUIRE(rd_kafka_flush(raw.get(), 10000) == 0);
  const auto reader = Open(cluster);
  REQUIRE(reader->Assign(kTestTopic, {{0, 0}}).ok());
  std::vector<bool> tombstones;
  while (tombstones.size() < 2) {
    const auto records = reader->Poll(10, absl::Seconds(5));
    REQUIRE(records.ok());
    REQUIRE(!records->empty());
    for (const LogRecord& record : *records) tombstones.push_back(record.tombstone);
  }
  CHECK(tombstones == std::vector<bool>{false, true});
}

TEST_CASE("KafkaReader: EndOffsets gives the next offset of each partition", "[ledger][log]") {
  MockCluster cluster;
  Fill(cluster, 1, 5);
  const auto reader = Open(cluster);
  const auto ends = reader->EndOffsets(kTestTopic, absl::Seconds(10));
  REQUIRE(ends.ok());
  CHECK(*ends == std::map<PartitionId, Offset>{{0, 0}, {1, 5}});
  CHECK(PartitionCount(cluster.Settings(), kTestTopic).value() == 2);
  CHECK(StartOffsets(cluster.Settings(), kTestTopic).value() ==
        std::map<PartitionId, Offset>{{0, 0}, {1, 0}});
}

TEST_CASE("KafkaReader: EndOffsets keeps its timeout against a slow broker", "[ledger][log]") {
  MockCluster cluster;
  const auto reader = Open(cluster);
  SECTION("before it knows the topic") {}
  SECTION("when it knows the topic") {
    REQUIRE(reader->EndOffsets(kTestTopic, absl::Seconds(10)).ok());
  }
  cluster.AnswerAfter(4000);
  const auto start = Clock::now();
  const auto ends = reader->EndOffsets(kTestTopic, absl::Milliseconds(500));
  CHECK(!ends.ok());
  CHECK(Clock::now() - start < std::chrono::milliseconds(1500));
}

TEST_CASE("KafkaReader: says once that the brokers are lost and goes on when they are back",
          "[ledger][log]") {
  MockCluster cluster;
  Fill(cluster, 0, 1);
  const auto reader = Open(cluster);
  REQUIRE(reader->Assign(kTestTopic, {{0, 0}}).ok());
  REQUIRE(Read(*reader, 1).size() == 1);
  cluster.GoDown();
  absl::Status lost;
  for (int tries = 0; tries < 50 && lost.ok(); ++tries) {
    lost = reader->Poll(10, absl::Milliseconds(200)).status();
  }
  CHECK(lost.code() == absl::StatusCode::kUnavailable);
  CHECK(!reader->EndOffsets(kTestTopic, absl::Milliseconds(300)).ok());
  cluster.ComeBack();
  Fill(cluster, 0, 1);
  CHECK(Read(*reader, 1) == std::vector<std::string>{"0/1 key0=value0"});
}

TEST_CASE("KafkaReader: an offset that the log no longer has is DataLoss until assigned anew",
          "[ledger][log]") {
  MockCluster cluster;
  Fill(cluster, 0, 1);
  const auto reader = Open(cluster);
  REQUIRE(reader->Assign(kTestTopic, {{0, 0}}).ok());
  REQUIRE(Read(*reader, 1).size() == 1);
  absl::Status lost;
  const auto start = Clock::now();
  while (!absl::IsDataLoss(lost) && Clock::now() - start < std::chrono::seconds(30)) {
    // Again and again, because the mock forgets one when it holds an empty fetch back.
    cluster.Fail(kFetchRequest, {RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE});
    lost = reader->Poll(10, absl::Milliseconds(200)).status();
    INFO(lost.ToString());
    // On a busy machine the mock may also answer too late.
    REQUIRE((lost.ok() || absl::IsUnavailable(lost) || absl::IsDataLoss(lost)));
  }
  CHECK(lost.code() == absl::StatusCode::kDataLoss);
  CHECK(reader->Poll(10, absl::ZeroDuration()).status() == lost);
  cluster.Heal(kFetchRequest);
  REQUIRE(reader->Assign(kTestTopic, {{0, 0}}).ok());
  CHECK(Read(*reader, 1).size() == 1);
}

}  // namespace
}  // namespace ledger
