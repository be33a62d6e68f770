// What becomes of requests to opt in: which YES answers them, and which count against the limit.
#include <catch2/catch.hpp>

#include "tests/support/fold_world.h"

namespace ledger::test {

// The person cannot have answered an ask that never left.
TEST_CASE("Apply: a YES to an ask that was withdrawn opts in to nothing", "[ledger][apply]") {
  for (const bool decided_first : {false, true}) {
    FoldWorld world;
    world.Claim();
    const SendIntended ask = world.Intent(MessageClass::kOptInRequest);
    world.Append(ask);
    const Offset yes = world.Receive();
    if (decided_first) {
      CHECK(world.Decide(yes, Consequence::kConfirm).reason == Reason::kNone);
      CHECK(world.Reachable());
    }
    world.Conclude(ask, SendOutcome::kWithdrawn);
    if (!decided_first) {
      CHECK(world.Decide(yes, Consequence::kConfirm).reason == Reason::kNoPendingAsk);
    }
    CHECK_FALSE(world.Reachable());
    CHECK(world.MarketingStatus() == Status::kNotSet);
    SendIntended campaign = world.Intent();
    campaign.message = CampaignMessageId(kAccount, CampaignId("sale"), 1, world.contact_id);
    CHECK(world.Append(campaign).reason == Reason::kNotSet);
  }
}

// A gateway may refuse a text of which a part has left.

TEST_CASE("Apply: a refused ask gives the status back, but a YES that came before counts",
          "[ledger][apply]") {
  for (const bool decided_first : {false, true}) {
    FoldWorld world;
    world.Claim();
    const SendIntended ask = world.Intent(MessageClass::kOptInRequest);
    world.Append(ask);
    const Offset yes = world.Receive();
    if (decided_first) world.Decide(yes, Consequence::kConfirm);
    world.Conclude(ask, SendOutcome::kRejected);
    if (!decided_first) {
      CHECK(world.MarketingStatus() == Status::kNotSet);
      world.Decide(yes, Consequence::kConfirm);
    }
    CHECK(world.Reachable());
  }
  FoldWorld refused;
  refused.Claim();
  const SendIntended ask = refused.Intent(MessageClass::kOptInRequest);
  refused.Append(ask);
  refused.Conclude(ask, SendOutcome::kRejected);
  CHECK(refused.Decide(refused.Receive(), Consequence::kConfirm).reason == Reason::kNoPendingAsk);
}

TEST_CASE("Apply: a YES answers only what was asked from the line that it came to",
          "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.Ask();
  SendIntended elsewhere = world.Intent(MessageClass::kOptInRequest);
  elsewhere.message = CampaignMessageId(kAccount, CampaignId("shipping"), 0, world.contact_id);
  elsewhere.program = kShipping;
  elsewhere.line = kOtherLine;
  REQUIRE(world.Append(elsewhere).disposition == Disposition::kGranted);
  const Offset yes = world.Receive(kNoTime, {}, kOtherLine);
  REQUIRE(world.contact.held.at(0).asks.size() == 1);
  ReplyDecided decided;
  decided.reply_offset = yes;
  decided.reply_event = world.events[yes];
  decided.consequence = Consequence::kConfirm;
  world.Append(decided);
  CHECK(StatusOf(world.contact, kShipping, world.now_ms) == Status::kOptedIn);
  CHECK(world.MarketingStatus() == Status::kPending);
  CHECK(world.Decide(world.Receive(kNoTime, {}, kOtherLine), Consequence::kConfirm).reason ==
        Reason::kNoPendingAsk);
  world.Decide(world.Receive(), Consequence::kConfirm);
  CHECK(world.Reachable());
}

TEST_CASE("Apply: what a withdrawn ask takes back is its own opt-in alone", "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  const SendIntended ask = world.Intent(MessageClass::kOptInRequest);
  world.Append(ask);
  world.Decide(world.Receive(), Consequence::kConfirm);
  world.Start();
  world.Conclude(ask, SendOutcome::kWithdrawn);
  CHECK(world.Reachable());
}

TEST_CASE("Apply: a YES counts though the ask's delivery was reported as failed",
          "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  const SendIntended ask = world.Intent(MessageClass::kOptInRequest);
  world.Append(ask);
  world.Conclude(ask, SendOutcome::kAccepted);
  const Offset yes = world.Receive();
  world.Append(DeliveryReported{ask.intent, ask.message, Delivery::kFailed, "", false, false});
  world.Decide(yes, Consequence::kConfirm);
  CHECK(world.Reachable());
}

TEST_CASE("Apply: a YES to an ask that failed counts only once the ask was delivered after all",
          "[ledger][apply]") {
  for (const bool delivered : {false, true}) {
    INFO(delivered);
    FoldWorld world;
    world.Claim();
    const SendIntended ask = world.Intent(MessageClass::kOptInRequest);
    world.Append(ask);
    DeliveryReported report{ask.intent, ask.message, Delivery::kFailed, "", false, false};
    world.Append(report);
    report.delivery = Delivery::kDelivered;
    if (delivered) world.Append(report);
    world.Decide(world.Receive(), Consequence::kConfirm);
    CHECK(world.Reachable() == delivered);
  }
}

TEST_CASE("Apply: a delivery that is told late does not bring back what a newer ask replaced",
          "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  const SendIntended first = world.Intent(MessageClass::kOptInRequest);
  SendIntended second = world.Intent(MessageClass::kOptInRequest);
  second.message = MessageId::FromBytes("the second of 16");
  world.Append(first);
  DeliveryReported report{first.intent, first.message, Delivery::kFailed, "", false, false};
  world.Append(report);
  REQUIRE(world.Append(second).disposition == Disposition::kGranted);
  world.Append(
      DeliveryReported{second.intent, second.message, Delivery::kFailed, "", false, false});
  report.delivery = Delivery::kDelivered;
  world.Append(report);
  world.Decide(world.Receive(), Consequence::kConfirm);
  CHECK_FALSE(world.Reachable());
}

TEST_CASE("Apply: a carrier that reports every ask as failed ends the asking", "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  SendIntended ask;
  for (const char* const message : {"the first, of 16", "the second of 16", "the third, of 16"}) {
    ask = world.Intent(MessageClass::kOptInRequest);
    ask.message = MessageId::FromBytes(message);
    REQUIRE(world.Append(ask).disposition == Disposition::kGranted);
    world.Append(DeliveryReported{ask.intent, ask.message, Delivery::kFailed, "", false, false});
  }
  ask = world.Intent(MessageClass::kOptInRequest);
  ask.message = MessageId::FromBytes("the fourth of 16");
  CHECK(world.Append(ask).reason == Reason::kAskLimit);
  // A number that texts is alive: who asks to join is asked.
  world.Decide(world.Receive(), Consequence::kNone);
  ask = world.Intent(MessageClass::kOptInRequest);
  ask.message = MessageId::FromBytes("the fifth, of 16");
  CHECK(world.Append(ask).disposition == Disposition::kGranted);
}

// Whether a person who was asked once, of once at most, may be asked again after what became of it.
struct AskedOnceRow {
  const char* name;
  std::vector<SendOutcome> concluded;
  std::vector<Delivery> reported;
  bool claimed_anew;  // another dispatcher took the partition over before any outcome
  Reason again;
};

const AskedOnceRow kAskedOnceRows[] = {
    {"withdrawn", {SendOutcome::kWithdrawn}, {}, false, Reason::kNone},
    {"refused", {SendOutcome::kRejected}, {}, false, Reason::kNone},
    {"refused, told twice", {SendOutcome::kRejected, SendOutcome::kRejected}, {}, false,
     Reason::kNone},
    {"accepted", {SendOutcome::kAccepted}, {}, false, Reason::kAskLimit},
    {"nobody knows", {SendOutcome::kUnknown}, {}, false, Reason::kAskLimit},
    {"nobody knows, and then it was refused", {SendOutcome::kUnknown, SendOutcome::kRejected}, {},
     false, Reason::kNone},
    {"its dispatcher is gone", {}, {}, true, Reason::kAskLimit},
    {"its dispatcher is gone, and then it failed", {}, {Delivery::kFailed}, true, Reason::kNone},
    {"failed", {SendOutcome::kAccepted}, {Delivery::kFailed, Delivery::kFailed}, false,
     Reason::kNone},
    {"expired", {SendOutcome::kAccepted}, {Delivery::kExpired}, false, Reason::kNone},
    {"delivered, and then a failure is told", {SendOutcome::kAccepted},
     {Delivery::kDelivered, Delivery::kFailed}, false, Reason::kAskLimit},
    {"a failure is told, and then it was delivered", {SendOutcome::kAccepted},
     {Delivery::kFailed, Delivery::kDelivered, Delivery::kDelivered}, false, Reason::kAskLimit},
    {"refused, and delivered all the same", {SendOutcome::kRejected}, {Delivery::kDelivered}, false,
     Reason::kAskLimit},
};

TEST_CASE("Apply: only an ask that may have reached the person counts against the limit",
          "[ledger][apply]") {
  for (const AskedOnceRow& row : kAskedOnceRows) {
    INFO(row.name);
    FoldWorld world;
    world.Claim();
    SendIntended ask = world.Intent(MessageClass::kOptInRequest);
    ask.ask_limit = 1;
    ask.pending_term_ms = 1;
    REQUIRE(world.Append(ask).disposition == Disposition::kGranted);
    if (row.claimed_anew) world.Claim();
    for (const SendOutcome outcome : row.concluded) world.Conclude(ask, outcome);
    for (const Delivery delivery : row.reported) {
      world.Append(DeliveryReported{ask.intent, ask.message, delivery, "", false, false});
    }
    SendIntended again = world.Intent(MessageClass::kOptInRequest);
    again.message = CampaignMessageId(kAccount, CampaignId("again"), 0, world.contact_id);
    again.ask_limit = 1;
    CHECK(world.Append(again).reason == row.again);
    again = world.Intent(MessageClass::kOptInRequest);
    again.message = CampaignMessageId(kAccount, CampaignId("third"), 0, world.contact_id);
    again.ask_limit = 1;
    CHECK(world.Append(again).reason != Reason::kNone);
  }
}

}  // namespace ledger::test
