#include "projector/fold/local_projection.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "ledger/core/consent.h"
#include "tests/projector/fold_fixture.h"

namespace projector::test {
namespace {

struct QueryWorld {
  explicit QueryWorld(std::uint64_t seed) : log(seed) { projection.Add(OpenOver(store)); }
  void Fold() { FoldUpTo(*projection.Find(0), log, log.next(), 64); }

  AudienceQuery Query(MessageClass message_class = MessageClass::kCampaign) const {
    AudienceQuery query;
    query.account = RandomLog::Account(0);
    query.campaign = kSpring;
    query.message_class = message_class;
    query.program = kMarketing;
    query.at_least = log.next();
    return query;
  }
  AudiencePage ScanAll(AudienceQuery query) {
    AudiencePage sum;
    do {
      auto page = projection.ScanAudience(query);
      REQUIRE(page.ok());
      for (AudienceMember& member : page->open) sum.open.push_back(member);
      sum.granted_open += page->granted_open;
      sum.attempted += page->attempted;
      for (const auto& [why, count] : page->out) sum.out[why] += count;
      for (const auto& [why, count] : page->denied) sum.denied[why] += count;
      query.after = page->next;
    } while (query.after.has_value());
    return sum;
  }
  // All pages, the oldest record first.
  std::vector<HistoryEntry> ReadHistory(const ContactId& contact, std::uint32_t limit) {
    std::vector<HistoryEntry> all;
    HistoryQuery query{0, contact, kNoOffset, limit, log.next()};
    do {
      HistoryPage page = Value(projection.History(query));
      CHECK(page.entries.size() <= limit);
      for (HistoryEntry& entry : page.entries) all.push_back(std::move(entry));
      query.from = page.next;
    } while (query.from != kNoOffset);
    std::reverse(all.begin(), all.end());
    return all;
  }
  static std::uint64_t Total(const AudiencePage& page) {
    std::uint64_t total = page.open.size() + page.granted_open + page.attempted;
    for (const auto& [why, count] : page.out) total += count;
    for (const auto& [why, count] : page.denied) total += count;
    return total;
  }

  RandomLog log;
  MemoryStore store;
  LocalProjection projection{absl::ZeroDuration()};
};

TEST_CASE("LocalProjection: an answer below the bound is an error", "[projector]") {
  QueryWorld world(1);
  world.log.Grow(100);
  world.Fold();
  const ContactId contact = RandomLog::Contact(0);
  CHECK(world.projection.GetContact(0, contact, 100)->position.next == 100);
  CHECK(world.projection.GetContact(0, contact, 101).status().code() ==
        absl::StatusCode::kDeadlineExceeded);
  HistoryQuery history{0, contact};
  history.at_least = 100;
  CHECK(Value(world.projection.History(history)).position.next == 100);
  history.at_least = 101;
  CHECK(absl::IsDeadlineExceeded(world.projection.History(history).status()));
  const AccountId account = RandomLog::Account(0);
  CHECK(Value(world.projection.StepResults(0, account, kSpring, 100)).position.next == 100);
  CHECK(absl::IsDeadlineExceeded(
      world.projection.StepResults(0, account, kSpring, 101).status()));
  CHECK(Value(world.projection.SegmentCounts(0, account, 100)).position.next == 100);
  CHECK(absl::IsDeadlineExceeded(world.projection.SegmentCounts(0, account, 101).status()));
  CHECK(Value(world.projection.StateDigest(0, 100)).second.next == 100);
  CHECK(absl::IsDeadlineExceeded(world.projection.StateDigest(0, 101).status()));
  AudienceQuery query = world.Query();
  query.at_least = 101;
  CHECK(world.projection.ScanAudience(query).status().code() ==
        absl::StatusCode::kDeadlineExceeded);
  CHECK(world.projection.GetContact(1, contact, 0).status().code() == absl::StatusCode::kNotFound);
}

TEST_CASE("LocalProjection: the members of a segment come page by page, the derived ones too",
          "[projector]") {
  QueryWorld world(4);
  for (const std::uint32_t n : {0U, 2U, 4U}) {
    world.log.Append(n, OptedIn{{kMarketing}, OptInMethod::kWebForm, {}});
  }
  world.log.Append(2, OptedOut{{Reach::kEverything, {}}, OptOutMeans::kWeb, {}, {}});
  world.Fold();
  MembersQuery query;
  query.account = RandomLog::Account(0);
  query.segment = {SegmentFilter::Kind::kNamed, "~reachable/marketing"};
  query.limit = 2;
  query.at_least = world.log.next();
  std::set<ContactId> found;
  int pages = 0;
  do {
    const MembersPage page = Value(world.projection.ScanMembers(query));
    for (const Member& member : page.members) {
      found.insert(member.contact);
      CHECK(member.state == Value(world.projection.GetContact(0, member.contact, 0)).state);
    }
    query.after = page.next;
    ++pages;
  } while (query.after.has_value());
  CHECK(found == std::set<ContactId>{RandomLog::Contact(0), RandomLog::Contact(4)});
  CHECK(pages == 2);
  query.limit = 0;
  CHECK(world.projection.ScanMembers(query).status().code() ==
        absl::StatusCode::kInvalidArgument);
}

TEST_CASE("LocalProjection: a contact's history has all its records in order", "[projector]") {
  QueryWorld world(2);
  world.log.Grow(2000);
  world.Fold();
  for (std::uint32_t n = 0; n < 40; ++n) {
    const ContactId contact = RandomLog::Contact(n);
    std::vector<Offset> expected;
    for (const OwnedRecord& record : world.log.records()) {
      if (record.key == ContactKey(contact)) expected.push_back(record.offset);
    }
    const std::vector<HistoryEntry> history = world.ReadHistory(contact, 7);
    REQUIRE(history.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      CHECK(history[i].offset == expected[i]);
      CHECK(history[i].value == world.log.records()[static_cast<std::size_t>(expected[i])].value);
    }
    CHECK(world.projection.GetContact(0, contact, 0)->state.sequence == expected.size());
  }
}

TEST_CASE("LocalProjection: commits get in between the pages of a long history", "[projector]") {
  QueryWorld world(6);
  constexpr Offset kReplies = 1000;
  for (Offset i = 0; i < kReplies; ++i) world.log.Reply(0);
  world.Fold();
  HistoryQuery query{0, RandomLog::Contact(0)};
  query.limit = 1'000'000;  // asking for all does not get all
  std::vector<Offset> read;
  int pages = 0;
  do {
    const HistoryPage page = Value(world.projection.History(query));
    CHECK(page.entries.size() <= 256);
    // The page is held while the fold goes on, which shows that no lock is.
    world.log.Reply(0);
    world.Fold();
    CHECK(page.position.next == kReplies + pages);
    for (const HistoryEntry& entry : page.entries) read.push_back(entry.offset);
    query.from = page.next;
    ++pages;
  } while (query.from != kNoOffset);
  CHECK(pages == 4);
  // What was there at the first page, each once; what came later is newer than that page.
  REQUIRE(read.size() == static_cast<std::size_t>(kReplies));
  for (Offset i = 0; i < kReplies; ++i) {
    CHECK(read[static_cast<std::size_t>(i)] == kReplies - 1 - i);
  }
}

TEST_CASE("LocalProjection: a page of a history ends at its bytes too", "[projector]") {
  QueryWorld world(7);
  for (int i = 0; i < 10; ++i) {
    world.log.AppendRaw(ContactKey(RandomLog::Contact(0)), std::string(200'000, 'x'));
  }
  world.Fold();
  HistoryQuery query{0, RandomLog::Contact(0)};
  CHECK(Value(world.projection.History(query)).entries.size() == 3);
  CHECK(world.ReadHistory(RandomLog::Contact(0), 256).size() == 10);
}

TEST_CASE("LocalProjection: a history goes on at a record of the contact only", "[projector]") {
  QueryWorld world(8);
  const Offset claim = world.log.Claim();
  const Offset mine = world.log.Reply(0);
  const Offset other = world.log.Reply(1);
  world.Fold();
  HistoryQuery query{0, RandomLog::Contact(0), mine};
  CHECK(Value(world.projection.History(query)).entries.size() == 1);
  for (const Offset wrong : {claim, other, world.log.next(), Offset{-7}}) {
    query.from = wrong;
    CHECK(absl::IsInvalidArgument(world.projection.History(query).status()));
  }
  query = {0, RandomLog::Contact(0)};
  query.limit = 0;
  CHECK(absl::IsInvalidArgument(world.projection.History(query).status()));
}

TEST_CASE("LocalProjection: what a halted partition answers says that it is halted",
          "[projector]") {
  QueryWorld world(9);
  world.log.Grow(100);
  world.Fold();
  const AccountId account = RandomLog::Account(0);
  CHECK_FALSE(Value(world.projection.SegmentCounts(0, account, 0)).position.halted);
  world.projection.Find(0)->Halt("records were lost");
  CHECK(Value(world.projection.SegmentCounts(0, account, 0)).position.halted_why ==
        "records were lost");
  CHECK(Value(world.projection.StepResults(0, account, kSpring, 0)).position.halted);
  CHECK(Value(world.projection.History({0, RandomLog::Contact(0)})).position.halted);
  CHECK(Value(world.projection.StateDigest(0, 0)).second.halted);
  CHECK(absl::IsUnavailable(world.projection.SegmentCounts(0, account, 101).status()));
}

TEST_CASE("LocalProjection: a publisher's segment that begins with ~ is no segment",
          "[projector]") {
  QueryWorld world(10);
  world.log.Append(0, ContactListed{SegmentName("~vip")});
  world.log.Append(2, ContactListed{SegmentName("~reachable/marketing")});
  world.log.Append(4, ContactListed{SegmentName("vip")});
  world.Fold();
  const auto counts = Value(world.projection.SegmentCounts(0, RandomLog::Account(0), 0)).counts;
  CHECK(counts == std::map<std::string, std::uint64_t>{{"~all", 3}, {"vip", 1}});
  AudienceQuery query = world.Query();
  for (const char* name : {"~vip", "~reachable/marketing", "~"}) {
    for (const auto kind : {SegmentFilter::Kind::kNamed, SegmentFilter::Kind::kPrefix}) {
      query.segment = {kind, name};
      CHECK(QueryWorld::Total(world.ScanAll(query)) == 0);
    }
  }
  query.segment = {SegmentFilter::Kind::kPrefix, ""};
  CHECK(QueryWorld::Total(world.ScanAll(query)) == 1);
}

TEST_CASE("LocalProjection: everyone in an audience has exactly one place", "[projector]") {
  QueryWorld world(3);
  world.log.Claim();
  world.log.Grow(3000);
  world.Fold();
  const auto counts = Value(world.projection.SegmentCounts(0, RandomLog::Account(0), 0)).counts;
  for (const MessageClass c : {MessageClass::kCampaign, MessageClass::kOptInRequest}) {
    AudienceQuery query = world.Query(c);
    CHECK(QueryWorld::Total(world.ScanAll(query)) == counts.at("~all"));
    query.limit = 3;  // pages change nothing
    CHECK(QueryWorld::Total(world.ScanAll(query)) == counts.at("~all"));
    query.segment = {SegmentFilter::Kind::kNamed, "vip"};
    CHECK(QueryWorld::Total(world.ScanAll(query)) == counts.at("vip"));
  }
}

TEST_CASE("LocalProjection: an audience shows who is open and why the others are not",
          "[projector]") {
  QueryWorld world(4);
  RandomLog& log = world.log;
  log.Claim();
  const auto import = [&](std::uint32_t n) {
    log.Append(n, OptedIn{{kMarketing}, OptInMethod::kWebForm, {}});
  };
  for (const std::uint32_t n : {0U, 2U, 4U, 6U, 8U}) import(n);
  log.Append(2, OptedOut{{Reach::kEverything, {}}, OptOutMeans::kWeb, {}, {}});
  log.Reply(4);
  const SendIntended granted = log.Intent(6, 0);
  log.Append(6, granted);
  log.Append(10, ContactListed{SegmentName("vip")});
  SendIntended late = log.Intent(8, 0);
  late.deadline_ms = kStart;
  log.Append(8, late);
  world.Fold();

  AudiencePage page = world.ScanAll(world.Query());
  REQUIRE(page.open.size() == 2);
  for (const AudienceMember& member : page.open) {
    CHECK(member.passing ==
          (member.contact == RandomLog::Contact(4) ? Reason::kHeld : Reason::kNone));
    CHECK(member.sealed_number == kSealed);
  }
  CHECK(page.granted_open == 1);
  CHECK(page.out == std::map<Reason, std::uint64_t>{{Reason::kOptedOut, 1}, {Reason::kNotSet, 1}});
  CHECK(page.denied == std::map<Reason, std::uint64_t>{{Reason::kTooLate, 1}});

  AudienceQuery reachable = world.Query();
  reachable.segment = {SegmentFilter::Kind::kNamed, "~reachable/marketing"};
  CHECK(QueryWorld::Total(world.ScanAll(reachable)) == 3);
  AudienceQuery prefix = world.Query();
  prefix.segment = {SegmentFilter::Kind::kPrefix, "vi"};
  CHECK(QueryWorld::Total(world.ScanAll(prefix)) == 1);

  // The dispatcher dies: the open grant is nobody's, and never sent again.
  log.Claim();
  world.Fold();
  CHECK(world.ScanAll(world.Query()).attempted == 1);
  const auto results =
      Value(world.projection.StepResults(0, RandomLog::Account(0), kSpring, 0)).steps;
  REQUIRE(results.size() == 1);
  CHECK(results.front().unknown == 1);
  CHECK(results.front().open == 0);
  CHECK(results.front().denied == std::map<Reason, std::uint64_t>{{Reason::kTooLate, 1}});
  CHECK(results.front().first_grant_ms == results.front().last_grant_ms);
}

TEST_CASE("LocalProjection: an audience is scanned for what campaigns send only", "[projector]") {
  QueryWorld world(5);
  CHECK(world.projection.ScanAudience(world.Query(MessageClass::kHelp)).status().code() ==
        absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace projector::test
