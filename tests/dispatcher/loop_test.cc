// The loop of the dispatcher, turn by turn, over ports in memory: what it appends, asks and ends.
#include "tests/dispatcher/loop_world.h"

namespace dispatcher::test {

TEST_CASE("Dispatcher: whoever is still held after the deadline is denied, and the step ends",
          "[dispatcher][loop]") {
  LoopWorld world;
  world.Member("+14155550134", Reason::kHeld);
  world.Start();
  world.Turns(8);
  CHECK(world.Intents() == 0);
  world.clock.passed = absl::Hours(24) + absl::Seconds(2);
  world.Turns(4);
  CHECK(world.Intents() == 0);                                // by our clock alone nothing is late
  CHECK(world.All<ledger::DispatcherClaimed>().size() == 3);  // but the partition's time moves on
  world.Fold(kDeadline + 2000);
  world.Turns(6);
  REQUIRE(world.Intents() == 1);
  world.Judge(false, Reason::kTooLate);
  world.projection.page = {};
  world.clock.passed += absl::Seconds(2);
  world.Turns(8);
  CHECK(world.All<ledger::StepFinished>().size() == 1);
  const int queries = world.projection.queries;
  world.clock.passed += absl::Seconds(2);
  world.Turns(8);
  CHECK(world.projection.queries == queries);  // it is dropped
}

TEST_CASE("Dispatcher: intents are without pace only when the fold's time is past the deadline",
          "[dispatcher][loop]") {
  LoopWorld world;
  for (int i = 0; i < 100; ++i) world.Member("+1415555" + std::to_string(1000 + i));
  world.Start();
  world.clock.passed = absl::Hours(24) + absl::Seconds(30);
  world.Turns(8);
  CHECK(world.Intents() > 0);
  CHECK(world.Intents() <= 25);
  world.Fold(kDeadline + 1);
  world.Turns(2);
  CHECK(world.Intents() == 100);
}

TEST_CASE("Dispatcher: nothing is intended while its window is closed", "[dispatcher][loop]") {
  LoopWorld world;
  world.Member("+14155550134");
  world.clock.passed = absl::Hours(8);  // 20:46 in Los Angeles
  world.Start();
  for (int i = 0; i < 12; ++i) {
    world.Turns(4);
    world.clock.passed += absl::Hours(1);
  }
  CHECK(world.Intents() == 0);
  world.clock.passed = absl::Hours(21);  // 9:46
  world.Turns(4);
  CHECK(world.Intents() == 1);
}

TEST_CASE("Dispatcher: the window is that of the recipient's number", "[dispatcher][loop]") {
  LoopWorld world;
  world.Member("+12125550134");
  world.Member("+14155550134");
  world.clock.passed = absl::Hours(5);  // 20:46 in New York, 17:46 in Los Angeles
  world.Start();
  world.Turns(4);
  CHECK(world.Intents() == 1);
  CHECK(world.All<ledger::SendIntended>().back().window->zone == "America/Los_Angeles");
}

TEST_CASE("Dispatcher: a zone that was told for the contact wins over its number's",
          "[dispatcher][loop]") {
  LoopWorld campaign;
  campaign.Member("+14155550134");
  campaign.projection.page.open.back().zone = "America/Chicago";
  campaign.Start();
  campaign.Turns(4);
  REQUIRE(campaign.Intents() == 1);
  CHECK(campaign.All<ledger::SendIntended>().back().window->zone == "America/Chicago");

  LoopWorld owed(0);
  owed.Start();
  owed.Owe(ledger::MessageClass::kSingle).zone = "America/Denver";
  owed.Turns(4);
  REQUIRE(owed.Intents() == 1);
  CHECK(owed.All<ledger::SendIntended>().back().window->zone == "America/Denver");
}

TEST_CASE("Dispatcher: the hours of the number's state hold in a told zone too",
          "[dispatcher][loop]") {
  LoopWorld world;
  world.Member("+13055550134");  // Florida: until 20:00
  world.projection.page.open.back().zone = "America/Chicago";
  world.Start();
  world.Turns(4);
  const ledger::SendIntended intent = world.All<ledger::SendIntended>().back();
  CHECK(intent.window->zone == "America/Chicago");
  CHECK(intent.window->close_ms == 1'790'038'800'000);  // 20:00 in Chicago
}

TEST_CASE("Dispatcher: a text that may go out at any hour carries no window",
          "[dispatcher][loop]") {
  LoopWorld world(0);
  world.Start();
  ledger::TextDue& text = world.Owe(ledger::MessageClass::kSingle);
  text.due.program = {ledger::ProgramId("marketing"), ledger::Category::kInformational};
  world.Turns(4);
  REQUIRE(world.Intents() == 1);
  CHECK_FALSE(world.All<ledger::SendIntended>().back().window.has_value());
}

TEST_CASE("Dispatcher: a claim that holds at another offset than ours ends the process",
          "[dispatcher][loop]") {
  LoopWorld world;
  world.log.SetFaults([](const ledger::OutgoingRecord&) { return ledger::Fault::kUnknownWritten; });
  world.Turns(2);
  world.log.SetDown(false);
  world.clock.passed = absl::Seconds(1);
  world.Turns(2);
  REQUIRE(world.All<ledger::DispatcherClaimed>().size() == 2);
  world.Member("+14155550134");
  world.Fold(kNow, 0);  // the first copy; we were told of the second
  CHECK(absl::IsAborted(world.Turn()));
  CHECK(world.Intents() == 0);
}

TEST_CASE("Dispatcher: a stop gives back the grants that are still to come", "[dispatcher][loop]") {
  LoopWorld world;
  world.Member("+14155550134");
  world.Start();
  world.Turns(6);
  REQUIRE(world.Intents() == 1);
  world.dispatcher.Stop();
  world.Turns(2);
  CHECK_FALSE(world.dispatcher.IsDone());
  world.Judge(true, Reason::kNone);
  world.clock.passed = absl::Milliseconds(100);
  world.Turns(2);
  CHECK(world.dispatcher.IsDone());
  CHECK(world.gateway.submitted.empty());
  REQUIRE(world.All<ledger::SendConcluded>().size() == 1);
  CHECK(world.All<ledger::SendConcluded>()[0].outcome == ledger::SendOutcome::kWithdrawn);
  CHECK(world.All<ledger::SendConcluded>()[0].detail == "the dispatcher stops");
  world.clock.passed = absl::Seconds(10);
  world.Turns(6);
  CHECK(world.Intents() == 1);
}

TEST_CASE("Dispatcher: a command that is not understood gives grants back, and is named as why",
          "[dispatcher][loop]") {
  LoopWorld world;
  world.Member("+14155550134");
  world.Start();
  world.Turns(6);
  REQUIRE(world.Intents() == 1);
  world.control.Skip(world.control.position(), "an unknown command");
  world.Judge(true, Reason::kNone);
  world.Turns(2);
  CHECK(world.gateway.submitted.empty());
  REQUIRE(world.All<ledger::SendConcluded>().size() == 1);
  CHECK(world.All<ledger::SendConcluded>()[0].outcome == ledger::SendOutcome::kWithdrawn);
  CHECK(world.All<ledger::SendConcluded>()[0].detail ==
        "the control topic holds a command that is not understood");
}

TEST_CASE("Dispatcher: nothing is intended for a line whose gateway is down",
          "[dispatcher][loop]") {
  LoopWorld world;
  world.Member("+12125550134");
  world.Owe(ledger::MessageClass::kOptOutConfirmation);
  world.gateway.up = false;
  world.Start();
  for (int i = 0; i < 5; ++i) {
    world.Turns(4);
    world.clock.passed += absl::Seconds(1);
  }
  CHECK(world.Intents() == 0);
  world.gateway.up = true;
  world.Turns(1);
  world.clock.passed += absl::Seconds(1);  // the pace of the line begins
  world.Turns(1);
  CHECK(world.Intents() == 2);
}

// The line has one token at first, and gets more as the clock moves: one turn cannot begin both.
TEST_CASE("Dispatcher: a turn with nothing to do waits once, whatever is missing",
          "[dispatcher][loop]") {
  constexpr absl::Duration kWait = absl::Milliseconds(10);
  LoopWorld world;
  const auto waited = [&] {
    const absl::Duration before = world.stream.waited + world.gateway.waited;
    REQUIRE(world.Turn(kWait).ok());
    return world.stream.waited + world.gateway.waited - before;
  };
  world.log.SetDown(true);  // the claim is not durable
  CHECK(waited() == kWait);
  world.log.SetDown(false);
  world.clock.passed += absl::Seconds(1);
  world.Start();
  CHECK(waited() == kWait);
  world.stream.up = false;
  for (int i = 0; i < 3; ++i) CHECK(waited() == kWait);
}

TEST_CASE("Dispatcher: what the gateway has not begun is taken back by a STOP, a halt and the end",
          "[dispatcher][loop]") {
  LoopWorld world;
  world.Member("+14155550134");
  world.Start();
  world.Turns(6);
  REQUIRE(world.Intents() == 1);
  world.Judge(true, Reason::kNone);
  world.Turns(1);
  REQUIRE(world.gateway.submitted.size() == 1);
  const auto next = static_cast<ledger::Offset>(world.log.All(ledger::kLedgerTopic).size());
  CHECK(world.gateway.taken_back.empty());
  SECTION("STOP") {
    const ledger::ContactId contact =
        *world.keys.ContactIdOf(kAccount, *ledger::PhoneNumber::Parse("+14155550134"));
    world.stream.items.push_back({0, next, ledger::HoldBack{contact}});
  }
  SECTION("campaign stop") {
    consent::v1::ControlRecord record;
    record.mutable_campaign_stopped()->set_campaign("spring");
    world.Command(record);
  }
  SECTION("account halt") {
    consent::v1::ControlRecord record;
    record.mutable_account_halted();
    world.Command(record);
  }
  SECTION("end of the process") { world.dispatcher.Stop(); }
  world.Turns(1);
  REQUIRE(world.gateway.taken_back.size() == 1);
  CHECK(world.gateway.taken_back[0] == world.gateway.submitted[0].intent);
}

TEST_CASE("Dispatcher: a partition that is behind holds up what is owed on it, and nothing else",
          "[dispatcher][loop]") {
  LoopWorld world(0, 2);
  world.Owe(ledger::MessageClass::kOptOutConfirmation);
  const int behind = GENERATE(0, 1);
  world.Turns(2);
  world.stream.items.push_back({1 - behind, 1, ledger::FoldedTo{kNow, false, 0}});
  for (int i = 0; i < 5; ++i) {
    world.clock.passed += absl::Seconds(1);
    world.Turns(1);
  }
  CHECK(world.Intents() == (behind == 1 ? 1U : 0U));
  world.stream.items.push_back({behind, 1, ledger::FoldedTo{kNow, true, 0}});  // halted
  world.clock.passed += absl::Minutes(1);
  world.Turns(2);
  CHECK(world.Intents() == (behind == 1 ? 1U : 0U));
}

TEST_CASE("Dispatcher: a turn asks the projection once at most, and not while the stream is down",
          "[dispatcher][loop]") {
  LoopWorld world(3);
  world.Member("+14155550134");
  world.projection.up = false;
  world.Start();
  int last = world.projection.queries;
  for (int i = 0; i < 10; ++i) {
    world.clock.passed += absl::Milliseconds(100);
    world.Turns(1);
    CHECK(world.projection.queries <= last + 1);
    last = world.projection.queries;
  }
  CHECK(last < 8);  // and pauses after a failure
  world.stream.up = false;
  world.clock.passed += absl::Seconds(1);
  world.Turns(4);
  CHECK(world.projection.queries == last);
  world.stream.up = true;
  world.projection.up = true;
  world.clock.passed += absl::Seconds(1);
  const int lookups = world.projection.lookups;
  for (int i = 0; i < 12; ++i) {
    world.clock.passed += absl::Milliseconds(100);
    world.Turns(1);
  }
  CHECK(world.projection.lookups == lookups + 1);  // for three steps of one campaign
  CHECK(world.Intents() == 3);
}

TEST_CASE("Dispatcher: a contact whose number cannot be opened is intended once in a life",
          "[dispatcher][loop]") {
  LoopWorld world;
  world.Member("+14155550134", Reason::kNone, true);
  world.Start();
  world.Turns(6);
  REQUIRE(world.Intents() == 1);
  world.Judge(true, Reason::kNone);
  world.Turns(2);
  REQUIRE(world.All<ledger::SendConcluded>().size() == 1);
  CHECK(world.dispatcher.TakeUnreadable().size() == 1);
  CHECK(world.dispatcher.tally().unreadable == 1);
  for (int i = 0; i < 10; ++i) {
    world.clock.passed += absl::Minutes(2);
    world.Turns(4);
  }
  CHECK(world.Intents() == 1);
  CHECK(world.dispatcher.TakeUnreadable().empty());
  world.clock.passed = absl::Hours(24);
  world.Fold(kDeadline + 1);
  world.Turns(6);
  CHECK(world.Intents() == 2);  // to be denied as too late
}

}  // namespace dispatcher::test
