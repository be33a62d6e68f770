// The reader of the control topic, over a topic in memory.
#include "ledger/control/control_reader.h"

#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <vector>

#include "tests/ledger/control/control_world.h"

namespace ledger {
namespace {

// One partition in memory, whose records arrive two at a time.
class TopicInMemory : public LogReader {
 public:
  absl::Status Assign(std::string_view topic, const std::map<PartitionId, Offset>& next) override {
    REQUIRE(topic == "consent.control.v1");
    const Offset from = next.at(0);
    if (from > static_cast<Offset>(values.size())) return absl::OutOfRangeError("beyond the end");
    next_ = from;
    return absl::OkStatus();
  }
  absl::StatusOr<std::vector<LogRecord>> Poll(std::size_t max, absl::Duration wait) override {
    waited += wait;
    std::vector<LogRecord> records;
    while (records.size() < std::min<std::size_t>(max, 2) &&
           next_ < static_cast<Offset>(values.size())) {
      LogRecord record;
      record.offset = next_ + skipped;
      record.appended_at_ms = testing::kStart;
      record.value = values[static_cast<std::size_t>(next_)];
      records.push_back(record);
      ++next_;
    }
    return records;
  }
  absl::StatusOr<std::map<PartitionId, Offset>> EndOffsets(std::string_view /*topic*/,
                                                           absl::Duration /*timeout*/) override {
    return std::map<PartitionId, Offset>{{0, static_cast<Offset>(values.size()) + missing}};
  }

  std::vector<std::string> values;
  Offset skipped = 0;  // offsets that are missing before the next record
  Offset missing = 0;  // records that the end counts and that never arrive
  absl::Duration waited;

 private:
  Offset next_ = 0;
};

// Time that passes only while the topic is waited for.
class WaitingClock : public Clock {
 public:
  explicit WaitingClock(const TopicInMemory& topic) : topic_(topic) {}
  [[nodiscard]] absl::Time Now() const override { return absl::UnixEpoch(); }
  [[nodiscard]] absl::Duration Monotonic() const override { return topic_.waited; }

 private:
  const TopicInMemory& topic_;
};

void CreateAccount(TopicInMemory& topic) {
  NewAccount account;
  account.account = "acme";
  account.name = "Acme";
  account.line = "+15550100";
  account.actor = "alice";
  account.issued_at_ms = testing::kStart;
  for (const auto& record : DefaultAccountRecords(account)) {
    topic.values.push_back(*EncodeControl(record));
  }
}

TEST_CASE("Control reader: catches up with the topic and goes on from there", "[control]") {
  TopicInMemory topic;
  const WaitingClock clock(topic);
  CreateAccount(topic);
  ControlState state;
  ControlReader reader("consent.control.v1", topic, state);
  REQUIRE(reader.Start().ok());
  REQUIRE(reader.CatchUp(clock, absl::Seconds(10)).ok());
  CHECK(state.position() == static_cast<Offset>(topic.values.size()));
  CHECK(state.invalid().empty());
  CHECK(state.FindAccount(AccountId("acme")) != nullptr);
  CHECK(*reader.Poll(10, absl::ZeroDuration()) == 0);
}

TEST_CASE("Control reader: a record that no one can read makes the state incomplete", "[control]") {
  TopicInMemory topic;
  const WaitingClock clock(topic);
  topic.values.push_back("{\"not\": \"protobuf\"}");
  CreateAccount(topic);
  ControlState state;
  ControlReader reader("consent.control.v1", topic, state);
  REQUIRE(reader.Start().ok());
  REQUIRE(reader.CatchUp(clock, absl::Seconds(10)).ok());
  CHECK_FALSE(state.complete());
  CHECK(state.first_unreadable() == 0);
  CHECK(state.WhyInvalid(0).has_value());
  CHECK(state.FindAccount(AccountId("acme")) != nullptr);
}

TEST_CASE("Control reader: a gap, a short topic and a slow topic are told apart", "[control]") {
  TopicInMemory topic;
  const WaitingClock clock(topic);
  CreateAccount(topic);
  ControlState state;
  ControlReader reader("consent.control.v1", topic, state);
  REQUIRE(reader.Start().ok());
  topic.missing = 1;
  CHECK(absl::IsDeadlineExceeded(reader.CatchUp(clock, absl::Seconds(5))));
  CreateAccount(topic);
  topic.skipped = 1;
  CHECK(absl::IsDataLoss(reader.Poll(10, absl::ZeroDuration()).status()));
  topic.values.resize(3);
  CHECK(absl::IsOutOfRange(reader.Start()));
}

}  // namespace
}  // namespace ledger
