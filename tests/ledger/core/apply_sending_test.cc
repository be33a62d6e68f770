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
