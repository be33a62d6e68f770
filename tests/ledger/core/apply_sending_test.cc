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

TEST_CASE("Apply: a YES to an ask that was withdrawn or refused opts in to nothing",
          "[ledger][apply]") {
  for (const SendOutcome outcome : {SendOutcome::kWithdrawn, SendOutcome::kRejected}) {
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
      world.Conclude(ask, outcome);
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

TEST_CASE("Apply: the denial of a stale intent leaves the newer request under its message",
          "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.FormOptIn();
  MessageRequested request;
  request.message = MessageId::FromBytes("request of 16 by");
  request.message_class = MessageClass::kSingle;
  request.program = kMarketing;
  request.deadline_ms = world.now_ms + 60'000;
  world.Append(request);
  SendIntended stale = world.Intent(MessageClass::kSingle);
  stale.message = request.message;
  stale.because = {CampaignId(), 0, kNoTime, world.offset};
  request.deadline_ms += 1;  // asked for again, with other content
  world.Append(request);
  CHECK(world.Append(stale).reason == Reason::kNotOwed);
  REQUIRE(world.contact.due.size() == 1);
  CHECK(world.contact.due[0].origin == world.offset - 1);
}

TEST_CASE("Apply: what was owed under a grant of a replaced dispatcher ends with its deadline",
          "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.FormOptIn();
  MessageRequested request;
  request.message = MessageId::FromBytes("request of 16 by");
  request.message_class = MessageClass::kSingle;
  request.program = kMarketing;
  request.deadline_ms = world.now_ms + 10'000;
  world.Append(request);
  const auto intent = [&] {
    SendIntended made = world.Intent(MessageClass::kSingle);
    made.message = request.message;
    made.because = {CampaignId(), 0, kNoTime, world.contact.due.at(0).origin};
    return made;
  };
  REQUIRE(world.Append(intent()).disposition == Disposition::kGranted);
  world.Claim();
  CHECK(world.Append(intent()).reason == Reason::kAlreadyAttempted);
  CHECK(world.contact.due.size() == 1);  // its holder may still take it back
  world.now_ms += 10'000;
  CHECK(world.Append(intent()).reason == Reason::kAlreadyAttempted);
  CHECK(world.contact.due.empty());
}

}  // namespace ledger::test
