#include "projector/fold/batch_fold.h"

#include <catch2/catch.hpp>

#include "ledger/codec/state_codec.h"
#include "ledger/core/consent.h"
#include "projector/fold/derived_segments.h"
#include "tests/projector/fold_fixture.h"

namespace projector::test {
namespace {

// Counts of `~all`, statuses and reachability, counted by looking at every contact.
std::map<std::string, std::uint64_t> CountByHand(const StateStore& store, std::uint32_t contacts,
                                                 const AccountId& account) {
  std::map<std::string, std::uint64_t> counts;
  for (std::uint32_t n = 0; n < contacts; ++n) {
    const ContactId id = RandomLog::Contact(n);
    const std::string bytes = Value(store.LoadContacts({&id, 1})).front();
    if (bytes.empty()) continue;
    const ContactState state = *DecodeContactState(bytes);
    if (state.account != account) continue;
    for (const std::string& segment : SegmentsOf(state)) ++counts[segment];
  }
  return counts;
}

std::uint64_t Total(const StepResult& result) {
  std::uint64_t total = result.delivered + result.accepted + result.queued + result.failed +
                        result.rejected + result.unknown + result.open + result.withdrawn;
  for (const auto& [reason, count] : result.denied) total += count;
  return total;
}

TEST_CASE("BatchFold: how the log is cut into batches never shows", "[projector]") {
  for (const std::uint64_t seed : {1U, 2U, 3U, 4U, 5U}) {
    INFO("seed " << seed);
    RandomLog log(seed);
    log.Grow(1500);
    MemoryStore one_by_one;
    FoldUpTo(*OpenOver(one_by_one), log, log.next(), 1);
    const std::string expected = Dump(one_by_one, 40);
    for (const Offset size : {7, 100, 5000}) {
      MemoryStore store;
      FoldUpTo(*OpenOver(store), log, log.next(), size);
      CHECK(Dump(store, 40) == expected);
    }
  }
}

TEST_CASE("BatchFold: a process that dies between batches counts nothing twice", "[projector]") {
  RandomLog log(11);
  log.Grow(1200);
  MemoryStore straight;
  FoldUpTo(*OpenOver(straight), log, log.next(), 64);
  MemoryStore store;
  for (Offset end = 50; end < log.next() + 50; end += 50) {
    // A new object each time: whatever the old one knew is gone. The record before the position
    // comes again, as it does after a restart.
    FoldUpTo(*OpenOver(store), log, std::min(end, log.next()), 17);
  }
  CHECK(Dump(store, 40) == Dump(straight, 40));
}

TEST_CASE("BatchFold: counters say what looking at every contact says", "[projector]") {
  RandomLog log(21);
  log.Grow(3000);
  MemoryStore store;
  FoldUpTo(*OpenOver(store), log, log.next(), 33);
  for (const char* name : {"acme", "zenith"}) {
    CHECK(Value(store.ScanCounters(AccountId(name))) == CountByHand(store, 40, AccountId(name)));
  }
}

TEST_CASE("BatchFold: every message that an intent named stands in one place of its step",
          "[projector]") {
  RandomLog log(31);
  log.Claim();
  log.Grow(4000);
  MemoryStore store;
  FoldUpTo(*OpenOver(store), log, log.next(), 100);
  std::map<StepKey, std::uint64_t> named;
  std::uint64_t attempted = 0;
  for (std::uint32_t n = 0; n < 40; ++n) {
    for (std::uint32_t step = 0; step < 3; ++step) {
      const MessageId id =
          CampaignMessageId(RandomLog::Account(n), kSpring, step, RandomLog::Contact(n));
      if (Value(store.LoadMessages({&id, 1})).front().empty()) continue;
      ++named[{{RandomLog::Account(n), kSpring}, step}];
    }
  }
  REQUIRE(!named.empty());
  for (const auto& [key, count] : named) {
    const StepResult result = *store.LoadResult(key);
    CHECK(Total(result) == count);
    attempted += result.delivered + result.accepted + result.unknown;
  }
  CHECK(attempted > 0);
}

TEST_CASE("BatchFold: a record that nobody knows halts the partition before it", "[projector]") {
  RandomLog log(41);
  log.Grow(100);
  const Offset bad = log.AppendToPartition(RulesActivated{99});
  log.Grow(50);
  MemoryStore store;
  const auto partition = OpenOver(store);
  FoldUpTo(*partition, log, log.next(), 40);
  CHECK(partition->Position().next == bad);
  CHECK(partition->Position().halted);
  CHECK(partition->Position().halted_why.find("rules version 99") != std::string::npos);
  // A bound above it can never be reached, and it says so at once.
  CHECK(partition->Read(bad + 1, absl::Hours(1)).status().code() == absl::StatusCode::kUnavailable);
}

TEST_CASE("BatchFold: another record where the last one stood closes the partition",
          "[projector]") {
  RandomLog log(51);
  log.Grow(100);
  RandomLog other(52);
  other.Grow(200);
  MemoryStore store;
  FoldUpTo(*OpenOver(store), log, 100, 40);
  const auto partition = OpenOver(store);
  FoldUpTo(*partition, other, 200, 40);
  CHECK(partition->Position().next == 100);
  CHECK(partition->Position().halted);
  CHECK(partition->Position().halted_why.find("offset 99") != std::string::npos);
}

TEST_CASE("BatchFold: does not go on without having seen the last record again", "[projector]") {
  RandomLog log(61);
  log.Grow(100);
  MemoryStore store;
  FoldUpTo(*OpenOver(store), log, 50, 40);
  const auto partition = OpenOver(store);
  REQUIRE(partition->Fold(Views(log, 50, 60)).ok());
  CHECK(partition->Position().halted);
  CHECK(partition->Position().next == 50);
}

TEST_CASE("BatchFold: a gap in the offsets closes the partition and folds nothing", "[projector]") {
  RandomLog log(71);
  log.Grow(100);
  MemoryStore store;
  const auto partition = OpenOver(store);
  REQUIRE(partition->Fold(Views(log, 0, 10)).ok());
  CHECK(partition->Fold(Views(log, 11, 20)).ok());
  CHECK(partition->Position().next == 10);
  CHECK(partition->IsClosed());
}

TEST_CASE("BatchFold: the digest tells states apart", "[projector]") {
  RandomLog log(81);
  log.Grow(500);
  MemoryStore store;
  const auto partition = OpenOver(store);
  FoldUpTo(*partition, log, 400, 100);
  const std::string before = DigestNow(*partition);
  FoldUpTo(*partition, log, 401, 1);
  CHECK(DigestNow(*partition) != before);
}

}  // namespace
}  // namespace projector::test
