// What intents, grants, outcomes and claims do to a contact: sections 5 and 6 of the design.
#include <catch2/catch.hpp>
#include <limits>

#include "tests/support/fold_world.h"

namespace ledger::test {

TEST_CASE("Apply: a claim leaves older open grants unknown and hands them out", "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.FormOptIn();
  world.Append(world.Intent());
  const Effect effect = world.Append(DispatcherClaimed{0, 1, "next"});
  REQUIRE(effect.became_unknown.size() == 1);
  CHECK(effect.became_unknown[0].contact == world.contact_id);
  CHECK(world.partition.open.empty());
}

TEST_CASE("Apply: only the newest command counts, and an older epoch cannot close a step",
          "[ledger][apply]") {
  FoldWorld world;
  const Offset old = world.Claim();
  world.Claim();
  world.Append(Halted{CampaignId("spring"), 50});
  CHECK(world.Append(Resumed{CampaignId("spring"), 40}).reason == Reason::kOlderRevision);
  CHECK(world.Append(StepFinished{CampaignId("spring"), 0, old, {}}).reason == Reason::kOlderEpoch);
  CHECK(world.partition.finished.empty());
}

TEST_CASE("Apply: a step is closed once, and a command that is ignored leaves no trace",
          "[ledger][apply]") {
  FoldWorld world;
  const StepFinished finished{CampaignId("spring"), 0, world.Claim(), {}};
  CHECK(world.Append(finished).disposition == Disposition::kApplied);
  const PartitionState before = world.partition;
  CHECK(world.Append(finished).reason == Reason::kStepFinished);
  CHECK(world.partition.finished == before.finished);
  CHECK(world.Append(Halted{CampaignId("spring"), kNoOffset}).reason == Reason::kOlderRevision);
  CHECK(world.partition.halts.empty());
}

TEST_CASE("Apply: a late failure undoes no delivery", "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  const SendIntended ask = world.Intent(MessageClass::kOptInRequest);
  world.Append(ask);
  world.Append(DeliveryReported{ask.intent, ask.message, Delivery::kDelivered, "", false, false});
  world.Append(DeliveryReported{ask.intent, ask.message, Delivery::kFailed, "", true, false});
  CHECK(world.MarketingStatus() == Status::kPending);
  CHECK_FALSE(world.contact.bad_number);
}

TEST_CASE("Apply: a report resolves an unknown attempt, whoever made it", "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.FormOptIn();
  const SendIntended intent = world.Intent();
  world.Append(intent);
  world.Claim();
  DeliveryReported report{intent.intent, intent.message, Delivery::kDelivered, "", false, false};
  CHECK(world.Append(report).disposition == Disposition::kApplied);
  CHECK(world.messages[intent.message].state == AttemptState::kDone);
  report.delivery = Delivery::kFailed;
  world.Append(report);
  CHECK(world.messages[intent.message].delivery == Delivery::kDelivered);
}

TEST_CASE("Apply: outcomes of an intent that holds no grant are ignored", "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.FormOptIn();
  const SendIntended first = world.Intent();
  const SendIntended second = world.Intent();
  world.Append(first);
  world.Append(second);
  CHECK(world.Conclude(second, SendOutcome::kWithdrawn).reason == Reason::kNotThisAttempt);
  CHECK(world.messages[first.message].state == AttemptState::kOpen);
}

TEST_CASE("Apply: a provider that says the person opted out has stopped the contact",
          "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.FormOptIn();
  const SendIntended intent = world.Intent();
  world.Append(intent);
  SendConcluded refused{intent.intent, intent.message, SendOutcome::kRejected, "", "21610", false,
                        true};
  world.Append(refused);
  CHECK(world.MarketingStatus() == Status::kStopped);
}

// What the person said to the provider is true whatever became of the attempt.

TEST_CASE("Apply: a provider's opt-out counts whichever attempt it is told with",
          "[ledger][apply]") {
  const auto stops = [](bool reported, bool granted, SendOutcome before, SendOutcome now) {
    FoldWorld world;
    world.Claim();
    world.FormOptIn();
    const SendIntended intent = world.Intent();
    if (granted) world.Append(intent);
    if (before != SendOutcome::kUnknownValue) world.Conclude(intent, before);
    const MessageState message = world.messages[intent.message];
    const Effect effect =
        reported ? world.Append(DeliveryReported{intent.intent, intent.message,
                                                 Delivery::kDelivered, "4775", false, true})
                 : world.Append(SendConcluded{intent.intent, intent.message, now, "", "21610",
                                              false, true});
    CHECK(effect.hold_back);
    CHECK(effect.disposition == Disposition::kApplied);
    if (effect.reason != Reason::kNone) CHECK(world.messages[intent.message] == message);
    return world.MarketingStatus() == Status::kStopped;
  };
  constexpr SendOutcome kNone = SendOutcome::kUnknownValue;
  CHECK(stops(false, true, kNone, SendOutcome::kRejected));
  CHECK(stops(false, true, kNone, SendOutcome::kWithdrawn));
  CHECK(stops(false, true, SendOutcome::kAccepted, SendOutcome::kRejected));
  CHECK(stops(false, true, SendOutcome::kWithdrawn, SendOutcome::kRejected));
  CHECK(stops(false, false, kNone, SendOutcome::kRejected));
  CHECK(stops(true, true, kNone, kNone));
  CHECK(stops(true, false, kNone, kNone));
}

TEST_CASE("Apply: an intent with terms that cannot be added up is malformed", "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.FormOptIn();
  for (const int which : {0, 1, 2, 3, 4, 5}) {
    SendIntended intent = world.Intent();
    constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max();
    if (which == 0) intent.age_limit_ms = kHuge;
    if (which == 1) intent.validity_ms = -1;
    if (which == 2) intent.pending_term_ms = kHuge;
    if (which == 3) intent.planned_at_ms = std::numeric_limits<std::int64_t>::min();
    if (which == 4) intent.window->close_ms = kHuge;
    if (which == 5) intent.cap = {1, kHuge};
    CHECK(world.Append(intent).reason == Reason::kMalformed);
  }
}

TEST_CASE("Apply: a cap that comes later counts the texts from before it", "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.FormOptIn();
  const SendIntended uncapped = world.Intent();
  world.Append(uncapped);
  world.Conclude(uncapped, SendOutcome::kAccepted);
  SendIntended capped = world.Intent();
  capped.message = CampaignMessageId(kAccount, CampaignId("next"), 0, world.contact_id);
  capped.cap = {1, 86'400'000};
  CHECK(world.Append(capped).reason == Reason::kCap);
}

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

TEST_CASE("Apply: a request whose deadline no intent may carry is owed by nobody",
          "[ledger][apply]") {
  FoldWorld world;
  world.FormOptIn();
  MessageRequested request;
  request.message = MessageId::FromBytes("request of 16 by");
  request.message_class = MessageClass::kSingle;
  request.program = kMarketing;
  for (const TimeMs deadline :
       {std::numeric_limits<TimeMs>::max(), TimeMs{10'000'000'000'001}, kNoTime, TimeMs{-2}}) {
    request.deadline_ms = deadline;
    CHECK(world.Append(request).reason == Reason::kMalformed);
  }
  CHECK(world.contact.due.empty());
  request.deadline_ms = 10'000'000'000'000;
  CHECK(world.Append(request).disposition == Disposition::kApplied);
}

TEST_CASE("Apply: an ask is owed in the language that it was asked for in", "[ledger][apply]") {
  FoldWorld world;
  MessageRequested request;
  request.message = MessageId::FromBytes("request of 16 by");
  request.message_class = MessageClass::kOptInRequest;
  request.program = kMarketing;
  request.deadline_ms = world.now_ms + 60'000;
  request.language = "fr";
  world.Append(request);
  REQUIRE(world.contact.due.size() == 1);
  CHECK(world.contact.due[0].language == "fr");
}

TEST_CASE("Apply: the denial of a stale intent leaves the newer request under its message",
          "[ledger][apply]") {
  FoldWorld world;
  MessageRequested request = world.RequestSingle(60'000);
  const SendIntended stale = world.IntentFor(world.contact.due.at(0));
  request.deadline_ms += 1;  // asked for again, with other content
  world.Append(request);
  CHECK(world.Append(stale).reason == Reason::kNotOwed);
  REQUIRE(world.contact.due.size() == 1);
  CHECK(world.contact.due[0].origin == world.offset - 1);
}

TEST_CASE("Apply: what was owed under a grant of a replaced dispatcher ends with its deadline",
          "[ledger][apply]") {
  FoldWorld world;
  world.RequestSingle(10'000);
  const auto intent = [&] { return world.IntentFor(world.contact.due.at(0)); };
  REQUIRE(world.Append(intent()).disposition == Disposition::kGranted);
  world.Claim();
  CHECK(world.Append(intent()).reason == Reason::kAlreadyAttempted);
  CHECK(world.contact.due.size() == 1);  // its holder may still take it back
  world.now_ms += 10'000;
  CHECK(world.Append(intent()).reason == Reason::kAlreadyAttempted);
  CHECK(world.contact.due.empty());
}

}  // namespace ledger::test
