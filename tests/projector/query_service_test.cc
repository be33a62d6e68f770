#include "projector/query/query_service.h"

#include <catch2/catch.hpp>

#include "ledger/runtime/system_clock.h"
#include "projector/query/projection_client.h"
#include "tests/projector/fold_fixture.h"

namespace projector::test {
namespace {

// A server over memory, and clients that reach it over gRPC.
struct ServedWorld {
  explicit ServedWorld(std::uint64_t seed) : log(seed) {
    projection.Add(OpenOver(store));
    Serve(0);
    queries = MakeProjectionQueries({server->address()}, absl::Seconds(5));
    stream = MakeWorkStream({server->address()});
  }
  void Serve(std::int64_t port) {
    auto started = QueryServer::Start("127.0.0.1", port, projection, clock);
    INFO(started.status().message());
    REQUIRE(started.ok());
    server = *std::move(started);
  }
  void Fold() { FoldUpTo(*projection.Find(0), log, log.next(), 64); }

  // All items until the stream says that nothing below the log's end is missing.
  std::vector<WorkItem> ReadToEnd() {
    std::vector<WorkItem> all;
    for (int turn = 0; turn < 1000; ++turn) {
      auto items = stream->Poll(absl::Milliseconds(50));
      INFO(items.status().message());
      REQUIRE(items.ok());
      for (WorkItem& item : *items) all.push_back(std::move(item));
      if (!all.empty() && std::holds_alternative<FoldedTo>(all.back().what) &&
          all.back().offset >= log.next()) {
        return all;
      }
    }
    FAIL("the stream never reached the end");
    return all;
  }

  RandomLog log;
  MemoryStore store;
  ledger::SystemClock clock;
  LocalProjection projection{absl::Milliseconds(50)};
  std::unique_ptr<QueryServer> server;
  std::unique_ptr<ledger::ProjectionQueries> queries;
  std::unique_ptr<ledger::WorkStream> stream;
};

bool SameEffect(const HistoryEntry& a, const HistoryEntry& b) {
  return a.offset == b.offset && a.appended_at_ms == b.appended_at_ms && a.value == b.value &&
         a.effect.disposition == b.effect.disposition && a.effect.reason == b.effect.reason &&
         a.effect.duplicate_of == b.effect.duplicate_of &&
         a.effect.hold_back == b.effect.hold_back && a.effect.detail == b.effect.detail;
}

TEST_CASE("query service: gives over the wire what the projection gives", "[projector]") {
  ServedWorld world(1);
  world.log.Claim();
  world.log.Grow(3000);
  world.Fold();
  const Offset next = world.log.next();
  for (std::uint32_t n = 0; n < 40; ++n) {
    const ContactId id = RandomLog::Contact(n);
    const auto view = Value(world.queries->GetContact(0, id, next));
    CHECK(view.state == Value(world.projection.GetContact(0, id, next)).state);
    CHECK(view.position.next == next);
    HistoryQuery query{0, id, kNoOffset, 9, next};
    do {
      const HistoryPage page = Value(world.queries->History(query));
      const HistoryPage expected = Value(world.projection.History(query));
      REQUIRE(page.entries.size() == expected.entries.size());
      for (std::size_t i = 0; i < page.entries.size(); ++i) {
        CHECK(SameEffect(page.entries[i], expected.entries[i]));
      }
      CHECK(page.position.next == next);
      REQUIRE(page.next == expected.next);
      query.from = page.next;
    } while (query.from != kNoOffset);
  }
  AudienceQuery query;
  query.account = RandomLog::Account(0);
  query.campaign = kSpring;
  query.message_class = MessageClass::kCampaign;
  query.program = kMarketing;
  query.limit = 7;
  query.at_least = next;
  const auto page = Value(world.queries->ScanAudience(query));
  const auto expected = Value(world.projection.ScanAudience(query));
  CHECK(page.out == expected.out);
  CHECK(page.denied == expected.denied);
  CHECK(page.open.size() == expected.open.size());
  CHECK(page.attempted == expected.attempted);
  CHECK(page.next == expected.next);

  for (std::size_t i = 0; i < page.open.size(); ++i) {
    CHECK(page.open[i].zone == expected.open[i].zone);
  }
  MembersQuery of{0, RandomLog::Account(0), {SegmentFilter::Kind::kAll, ""}, std::nullopt, 7, next};
  const auto members = Value(world.queries->ScanMembers(of));
  const auto local_members = Value(world.projection.ScanMembers(of));
  REQUIRE(members.members.size() == 7);
  for (std::size_t i = 0; i < members.members.size(); ++i) {
    CHECK(members.members[i].contact == local_members.members[i].contact);
    CHECK(members.members[i].state == local_members.members[i].state);
  }
  CHECK(members.next == local_members.next);
  of.segment.kind = static_cast<SegmentFilter::Kind>(9);
  CHECK(world.queries->ScanMembers(of).status().code() == absl::StatusCode::kInvalidArgument);

  const auto results = Value(world.queries->StepResults(0, RandomLog::Account(0), kSpring, next));
  const auto local = Value(world.projection.StepResults(0, RandomLog::Account(0), kSpring, next));
  CHECK(results.position.next == next);
  REQUIRE(results.steps.size() == local.steps.size());
  for (std::size_t i = 0; i < results.steps.size(); ++i) {
    CHECK(EncodeStepResult(results.steps[i]) == EncodeStepResult(local.steps[i]));
  }
  const auto counts = Value(world.queries->SegmentCounts(0, RandomLog::Account(1), next));
  CHECK(counts.counts ==
        Value(world.projection.SegmentCounts(0, RandomLog::Account(1), next)).counts);
  CHECK(counts.position.next == next);
  CHECK(Value(world.queries->StateDigest(0, next)).first ==
        Value(world.projection.StateDigest(0, next)).first);
  CHECK(Value(world.queries->Positions()).at(0).epoch ==
        world.projection.Find(0)->Position().epoch);
}

TEST_CASE("query service: an answer below the bound is an error over the wire", "[projector]") {
  ServedWorld world(2);
  world.log.Grow(50);
  world.Fold();
  const ContactId id = RandomLog::Contact(0);
  CHECK(absl::IsDeadlineExceeded(world.queries->GetContact(0, id, 51).status()));
  CHECK(absl::IsDeadlineExceeded(
      world.queries->History({0, id, kNoOffset, 256, 51}).status()));
  const AccountId account = RandomLog::Account(0);
  CHECK(absl::IsDeadlineExceeded(world.queries->StepResults(0, account, kSpring, 51).status()));
  CHECK(absl::IsDeadlineExceeded(world.queries->SegmentCounts(0, account, 51).status()));
  CHECK(absl::IsDeadlineExceeded(world.queries->StateDigest(0, 51).status()));
  CHECK(absl::IsNotFound(world.queries->GetContact(3, id, 0).status()));
}

TEST_CASE("query service: a stream of work carries every kind of item", "[projector]") {
  ServedWorld world(3);
  world.log.Claim();
  world.log.Grow(1500);
  world.Fold();
  for (const WorkKind kind : {WorkKind::kSending, WorkKind::kReplies}) {
    REQUIRE(world.stream->Open(kind, {{0, 0}}).ok());
    const auto items = world.ReadToEnd();
    LocalWorkStream local(world.projection, world.clock);
    REQUIRE(local.Open(kind, {{0, 0}}).ok());
    std::vector<WorkItem> expected;
    while (true) {
      auto some = Value(local.Poll(absl::ZeroDuration()));
      if (some.empty()) break;
      for (WorkItem& item : some) expected.push_back(std::move(item));
    }
    REQUIRE(items.size() >= expected.size());
    std::map<std::size_t, int> kinds;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      CHECK(items[i].offset == expected[i].offset);
      REQUIRE(items[i].what.index() == expected[i].what.index());
      ++kinds[items[i].what.index()];
      if (const auto* due = std::get_if<TextDue>(&items[i].what)) {
        const auto& other = std::get<TextDue>(expected[i].what);
        CHECK(due->due == other.due);
        CHECK(due->account == other.account);
        CHECK(due->sealed_number == other.sealed_number);
        CHECK(due->sealed_details == other.sealed_details);
        CHECK(due->zone == other.zone);
      }
      if (const auto* held = std::get_if<ReplyHeld>(&items[i].what)) {
        const auto& other = std::get<ReplyHeld>(expected[i].what);
        CHECK(held->reply == other.reply);
        CHECK(held->consent == other.consent);
        CHECK(held->sealed_details == other.sealed_details);
      }
      if (const auto* verdict = std::get_if<VerdictGiven>(&items[i].what)) {
        const auto& other = std::get<VerdictGiven>(expected[i].what);
        CHECK(verdict->intent == other.intent);
        CHECK(verdict->contact == other.contact);
        CHECK(verdict->reason == other.reason);
        CHECK(verdict->granted == other.granted);
      }
    }
    CHECK(kinds.size() == (kind == WorkKind::kSending ? 5U : 2U));
  }
}

TEST_CASE("query service: what is folded now is streamed at once", "[projector]") {
  ServedWorld world(4);
  REQUIRE(world.stream->Open(WorkKind::kReplies, {{0, 0}}).ok());
  world.ReadToEnd();
  const Offset reply = world.log.Reply(3);
  world.Fold();
  const auto items = world.ReadToEnd();
  REQUIRE(!items.empty());
  CHECK(std::holds_alternative<ReplyHeld>(items.front().what));
  CHECK(items.front().offset == reply);
}

TEST_CASE("query service: a stream that breaks is unavailable and can be opened again",
          "[projector]") {
  ServedWorld world(5);
  world.log.Grow(300);
  world.Fold();
  REQUIRE(world.stream->Open(WorkKind::kSending, {{0, 0}}).ok());
  const std::size_t before = world.ReadToEnd().size();
  const std::string address = world.server->address();
  world.server.reset();
  absl::Status status;
  for (int turn = 0; turn < 100 && status.ok(); ++turn) {
    status = world.stream->Poll(absl::Milliseconds(50)).status();
  }
  CHECK(absl::IsUnavailable(status));
  CHECK(absl::IsUnavailable(world.queries->GetContact(0, RandomLog::Contact(0), 0).status()));
  world.Serve(std::stoll(address.substr(address.find(':') + 1)));
  for (int turn = 0; turn < 100; ++turn) {
    REQUIRE(world.stream->Open(WorkKind::kSending, {{0, 0}}).ok());
    if (world.stream->Poll(absl::Milliseconds(100)).ok()) break;
  }
  REQUIRE(world.stream->Open(WorkKind::kSending, {{0, 0}}).ok());
  CHECK(world.ReadToEnd().size() == before);
}

TEST_CASE("query service: a partition that is not here ends the stream", "[projector]") {
  ServedWorld world(6);
  REQUIRE(world.stream->Open(WorkKind::kSending, {{4, 0}}).ok());
  absl::Status status;
  for (int turn = 0; turn < 100 && status.ok(); ++turn) {
    status = world.stream->Poll(absl::Milliseconds(50)).status();
  }
  CHECK(absl::IsUnavailable(status));
  CHECK(status.message().find("not held here") != absl::string_view::npos);
}

}  // namespace
}  // namespace projector::test
