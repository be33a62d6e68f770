#include "projector/fold/work_feed.h"

#include <catch2/catch.hpp>
#include <set>

#include "tests/projector/fold_fixture.h"

namespace projector::test {
namespace {

// One partition, a stream of work from it, and what came out.
struct FeedWorld {
  explicit FeedWorld(std::uint64_t seed) : log(seed) {}

  void Fold() { FoldUpTo(*partition, log, log.next(), 64); }
  std::vector<WorkItem> Drain(LocalWorkStream& stream) {
    std::vector<WorkItem> all;
    while (true) {
      auto items = stream.Poll(absl::ZeroDuration());
      REQUIRE(items.ok());
      if (items->empty()) return all;
      for (WorkItem& item : *items) all.push_back(std::move(item));
    }
  }
  template <typename T>
  static std::vector<std::pair<Offset, T>> Only(const std::vector<WorkItem>& items) {
    std::vector<std::pair<Offset, T>> only;
    for (const WorkItem& item : items) {
      if (const T* what = std::get_if<T>(&item.what)) only.emplace_back(item.offset, *what);
    }
    return only;
  }

  RandomLog log;
  MemoryStore store;
  LocalProjection projection{absl::ZeroDuration()};
  StandingClock clock;
  PartitionProjection* partition = [this] {
    projection.Add(OpenOver(store));
    return projection.Find(0);
  }();
};

TEST_CASE("WorkFeed: gives every verdict once while it lasts and again after a restart",
          "[projector]") {
  FeedWorld world(1);
  world.log.Claim();
  LocalWorkStream live(world.projection, world.clock);
  REQUIRE(live.Open(WorkKind::kSending, {{0, 0}}).ok());
  std::vector<WorkItem> seen;
  for (int round = 0; round < 20; ++round) {
    world.log.Grow(100);
    world.Fold();
    for (WorkItem& item : world.Drain(live)) seen.push_back(std::move(item));
  }
  LocalWorkStream late(world.projection, world.clock);
  REQUIRE(late.Open(WorkKind::kSending, {{0, 0}}).ok());
  const std::vector<WorkItem> again = world.Drain(late);

  const auto first = FeedWorld::Only<VerdictGiven>(seen);
  const auto second = FeedWorld::Only<VerdictGiven>(again);
  REQUIRE(first.size() > 100);
  REQUIRE(first.size() == second.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    CHECK(first[i].first == second[i].first);
    CHECK(first[i].second.intent == second[i].second.intent);
    CHECK(first[i].second.granted == second[i].second.granted);
    CHECK(first[i].second.reason == second[i].second.reason);
    CHECK(first[i].second.at_ms == second[i].second.at_ms);
  }
  CHECK(FeedWorld::Only<HoldBack>(seen).size() == FeedWorld::Only<HoldBack>(again).size());
  CHECK(FeedWorld::Only<Claimed>(seen).size() == FeedWorld::Only<Claimed>(again).size());
  CHECK(FeedWorld::Only<FoldedTo>(again).back().first == world.log.next());
}

TEST_CASE("WorkFeed: gives verdicts from the offset that was asked for", "[projector]") {
  FeedWorld world(2);
  world.log.Claim();
  world.log.Grow(1000);
  world.Fold();
  LocalWorkStream stream(world.projection, world.clock);
  REQUIRE(stream.Open(WorkKind::kSending, {{0, 600}}).ok());
  const auto verdicts = FeedWorld::Only<VerdictGiven>(world.Drain(stream));
  REQUIRE(!verdicts.empty());
  for (const auto& [offset, verdict] : verdicts) CHECK(offset >= 600);
}

TEST_CASE("WorkFeed: a reader that is ahead of a rebuilt projection misses nothing that is owed",
          "[projector]") {
  FeedWorld world(3);
  LocalWorkStream stream(world.projection, world.clock);
  REQUIRE(stream.Open(WorkKind::kSending, {{0, 1000}}).ok());
  CHECK(FeedWorld::Only<VerdictGiven>(world.Drain(stream)).empty());
  MessageRequested request;
  request.message = RequestMessageId(RandomLog::Account(0), "shop", "1", RandomLog::Contact(0));
  request.message_class = MessageClass::kSingle;
  request.program = kShipping;
  request.deadline_ms = world.log.now_ms() + 60'000;
  const Offset offset = world.log.Append(0, request);
  world.Fold();
  const auto due = FeedWorld::Only<TextDue>(world.Drain(stream));
  REQUIRE(due.size() == 1);
  CHECK(due[0].first == offset);
  CHECK(due[0].second.due.message == request.message);
  CHECK(due[0].second.sealed_number == kSealed);
  CHECK(due[0].second.sealed_details == "sealed-words");
}

TEST_CASE("WorkFeed: a request that a text made due does not bring the person's words",
          "[projector]") {
  FeedWorld world(3);
  LocalWorkStream stream(world.projection, world.clock);
  REQUIRE(stream.Open(WorkKind::kSending, {{0, 0}}).ok());
  world.log.Reply(7);
  world.log.Decide(Consequence::kNone, {{MessageClass::kOptInRequest, kMarketing, "", "en"}});
  world.Fold();
  const auto due = FeedWorld::Only<TextDue>(world.Drain(stream));
  REQUIRE(due.size() == 1);
  CHECK(due[0].second.sealed_details.empty());
}

TEST_CASE("WorkFeed: what is due comes again with the zone that was told since", "[projector]") {
  FeedWorld world(3);
  LocalWorkStream stream(world.projection, world.clock);
  REQUIRE(stream.Open(WorkKind::kSending, {{0, 0}}).ok());
  for (const std::uint32_t contact : {7U, 8U}) {
    world.log.Reply(contact);
    world.log.Decide(Consequence::kNone, {{MessageClass::kOptInRequest, kMarketing, "", "en"}});
  }
  world.Fold();
  REQUIRE(FeedWorld::Only<TextDue>(world.Drain(stream)).size() == 2);
  world.log.Append(7, ZoneTold{"Pacific/Honolulu", "", ""});
  world.Fold();
  const auto due = FeedWorld::Only<TextDue>(world.Drain(stream));
  REQUIRE(due.size() == 1);
  CHECK(due[0].second.contact == RandomLog::Contact(7));
  CHECK(due[0].second.zone == "Pacific/Honolulu");
}

TEST_CASE("WorkFeed: all that is owed comes whole whenever the stream starts", "[projector]") {
  FeedWorld world(4);
  world.log.Grow(1500);
  world.Fold();
  std::size_t owed = 0;
  for (const ContactId& id : Value(world.store.ScanWork(WorkIndex::kDue, std::nullopt, 1000))) {
    owed += world.projection.GetContact(0, id, 0)->state.due.size();
  }
  std::size_t held = 0;
  for (const ContactId& id : Value(world.store.ScanWork(WorkIndex::kHeld, std::nullopt, 1000))) {
    held += world.projection.GetContact(0, id, 0)->state.held.size();
  }
  REQUIRE(owed > 0);
  REQUIRE(held > 0);
  for (const Offset from : {Offset{0}, world.log.next(), world.log.next() + 500}) {
    LocalWorkStream sending(world.projection, world.clock);
    REQUIRE(sending.Open(WorkKind::kSending, {{0, from}}).ok());
    CHECK(FeedWorld::Only<TextDue>(world.Drain(sending)).size() == owed);
    LocalWorkStream replies(world.projection, world.clock);
    REQUIRE(replies.Open(WorkKind::kReplies, {{0, from}}).ok());
    const auto waiting = FeedWorld::Only<ReplyHeld>(world.Drain(replies));
    CHECK(waiting.size() == held);
    for (const auto& [offset, item] : waiting) {
      CHECK(item.reply.at.position == offset);
      CHECK(item.sealed_details == "sealed-words");
    }
  }
}

TEST_CASE("WorkFeed: a reply and a claim come live and a position every second", "[projector]") {
  FeedWorld world(5);
  LocalWorkStream replies(world.projection, world.clock);
  LocalWorkStream sending(world.projection, world.clock);
  REQUIRE(replies.Open(WorkKind::kReplies, {{0, 0}}).ok());
  REQUIRE(sending.Open(WorkKind::kSending, {{0, 0}}).ok());
  CHECK(FeedWorld::Only<FoldedTo>(world.Drain(replies)).size() == 1);
  world.Drain(sending);
  const Offset reply = world.log.Reply(7);
  const Offset claim = world.log.Claim();
  world.Fold();
  const auto held = FeedWorld::Only<ReplyHeld>(world.Drain(replies));
  REQUIRE(held.size() == 1);
  CHECK(held[0].first == reply);
  CHECK(held[0].second.contact == RandomLog::Contact(7));
  const auto items = world.Drain(sending);
  CHECK(FeedWorld::Only<Claimed>(items).at(0).first == claim);
  CHECK(FeedWorld::Only<HoldBack>(items).at(0).first == reply);
  CHECK(world.Drain(sending).empty());
  world.clock.monotonic += absl::Seconds(1);
  CHECK(FeedWorld::Only<FoldedTo>(world.Drain(sending)).size() == 1);
}

TEST_CASE("WorkFeed: a flood comes in bounded shares, whole", "[projector]") {
  FeedWorld world(8);
  constexpr std::uint32_t kContacts = 20;
  for (std::uint32_t n = 0; n < 200 * kContacts; ++n) {
    const std::uint32_t contact = n % kContacts;
    world.log.Reply(contact);
    MessageRequested request;
    request.message = RequestMessageId(RandomLog::Account(contact), "shop", std::to_string(n),
                                       RandomLog::Contact(contact));
    request.message_class = MessageClass::kSingle;
    request.program = kShipping;
    request.deadline_ms = world.log.now_ms() + 3'600'000;
    world.log.Append(contact, request);
  }
  world.Fold();
  for (const WorkKind kind : {WorkKind::kReplies, WorkKind::kSending}) {
    std::size_t expected = 0;
    for (std::uint32_t n = 0; n < kContacts; ++n) {
      const ContactState state = world.projection.GetContact(0, RandomLog::Contact(n), 0)->state;
      expected += kind == WorkKind::kReplies ? state.held.size() : state.due.size();
    }
    REQUIRE(expected > 600);
    LocalWorkStream stream(world.projection, world.clock);
    REQUIRE(stream.Open(kind, {{0, world.log.next()}}).ok());
    std::set<Offset> told;
    std::size_t items = 0;
    while (true) {
      const auto share = stream.Poll(absl::ZeroDuration());
      REQUIRE(share.ok());
      if (share->empty()) break;
      CHECK(share->size() <= 513);  // the last one with the position
      for (const WorkItem& item : *share) {
        if (std::holds_alternative<FoldedTo>(item.what)) continue;
        told.insert(item.offset);
        ++items;
      }
    }
    CHECK(told.size() == expected);
    CHECK(items == expected);
  }
}

TEST_CASE("WorkFeed: replies beyond those that are held are handed out too, live and again",
          "[projector]") {
  FeedWorld world(9);
  LocalWorkStream live(world.projection, world.clock);
  REQUIRE(live.Open(WorkKind::kReplies, {{0, 0}}).ok());
  world.Drain(live);
  std::vector<Offset> replies;
  for (int i = 0; i < 260; ++i) replies.push_back(world.log.Reply(1));
  world.Fold();
  const auto offsets_of = [&](LocalWorkStream& stream) {
    std::vector<Offset> offsets;
    for (const auto& [offset, held] : FeedWorld::Only<ReplyHeld>(world.Drain(stream))) {
      CHECK(held.reply.at.position == offset);
      CHECK(held.sealed_details == "sealed-words");
      CHECK_FALSE(held.reply.event.empty());
      offsets.push_back(offset);
    }
    return offsets;
  };
  CHECK(offsets_of(live) == replies);
  LocalWorkStream late(world.projection, world.clock);
  REQUIRE(late.Open(WorkKind::kReplies, {{0, 0}}).ok());
  CHECK(offsets_of(late) == replies);
}

TEST_CASE("WorkFeed: a halt is told", "[projector]") {
  FeedWorld world(6);
  LocalWorkStream stream(world.projection, world.clock);
  REQUIRE(stream.Open(WorkKind::kSending, {{0, 0}}).ok());
  CHECK_FALSE(FeedWorld::Only<FoldedTo>(world.Drain(stream)).back().second.halted);
  world.partition->Halt("for a test");
  CHECK(FeedWorld::Only<FoldedTo>(world.Drain(stream)).back().second.halted);
}

TEST_CASE("WorkFeed: a partition that is not here is not found", "[projector]") {
  FeedWorld world(7);
  LocalWorkStream stream(world.projection, world.clock);
  CHECK(stream.Open(WorkKind::kSending, {{9, 0}}).code() == absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace projector::test
