// Lines of deactivation files, and the double opt-ins that wait.
#include <catch2/catch.hpp>
#include <sstream>

#include "ledger/cli/deactivation_line.h"
#include "ledger/cli/pending_view.h"
#include "tests/support/fold_world.h"

namespace ledger::cli {
namespace {

using test::FoldWorld;
using test::kMarketing;
using test::kShipping;

TEST_CASE("Deactivation line: a number a line, what follows a comma is passed over", "[cli]") {
  std::istringstream in("\xef\xbb\xbf+14155550134,2026-11-27\r\n\n# remark\n"
                        " \"4155550135\" \n4155550136");
  std::vector<std::string> numbers;
  while (const auto line = ReadDeactivationLine(in)) numbers.push_back(line->number);
  CHECK(numbers ==
        std::vector<std::string>{"+14155550134", "", "", "4155550135", "4155550136"});
}

TEST_CASE("Deactivation line: a line without end costs no memory and hides no other", "[cli]") {
  std::istringstream in(std::string(100'000, '4') + "\n4155550135\n" +
                        std::string("\0\0", 2) + "\n");
  const auto first = ReadDeactivationLine(in);
  REQUIRE(first.has_value());
  CHECK(first->too_long);
  CHECK(ReadDeactivationLine(in)->number == "4155550135");
  CHECK(ReadDeactivationLine(in)->number.empty());
  CHECK_FALSE(ReadDeactivationLine(in).has_value());
}

SendIntended AskFor(const FoldWorld& world, const ProgramRef& program, const char* message) {
  SendIntended ask;
  ask.message = MessageId::FromBytes(message);
  ask.intent = IntentId::FromBytes(message);
  ask.message_class = MessageClass::kOptInRequest;
  ask.program = program;
  ask.line = test::kLine;
  ask.because.campaign = CampaignId("asks");
  ask.because.step_due_ms = test::kStart;
  ask.epoch = world.partition.epoch;
  ask.planned_at_ms = world.now_ms + 1000;
  ask.window = Window{test::kStart, test::kStart + 86'400'000, "UTC", "test"};
  ask.ask_limit = 2;
  ask.pending_term_ms = 60'000;
  return ask;
}

TEST_CASE("Pending: who was asked and did not answer, also behind the term", "[cli]") {
  FoldWorld world;
  world.partition.epoch = 0;
  REQUIRE(world.Append(AskFor(world, kMarketing, "message-of-16-by")).disposition ==
          Disposition::kGranted);
  const Member member{world.contact_id, world.contact};
  const auto asks = PendingOf(member, ProgramId(), world.now_ms);
  REQUIRE(asks.size() == 1);
  CHECK(asks[0].program == kMarketing.program);
  CHECK(asks[0].asked_at_ms == world.now_ms);
  CHECK(asks[0].ends_at_ms == world.now_ms + 60'000);
  CHECK(asks[0].asks == 1);
  CHECK(asks[0].state == PendingState::kOpen);
  CHECK(PendingOf(member, kShipping.program, world.now_ms).empty());
  CHECK(PendingOf(member, ProgramId(), world.now_ms + 59'999)[0].state == PendingState::kOpen);
  CHECK(PendingOf(member, ProgramId(), world.now_ms + 60'000)[0].state == PendingState::kExpired);
  world.Decide(world.Receive(), Consequence::kConfirm);
  CHECK(PendingOf({world.contact_id, world.contact}, ProgramId(), world.now_ms).empty());
}

TEST_CASE("Pending: who is to be asked and is not texted yet, until the request's deadline",
          "[cli]") {
  FoldWorld world;
  const MessageRequested request = world.Request("1", MessageClass::kOptInRequest);
  world.Append(request);
  world.Append(world.Request("2", MessageClass::kSingle));
  const auto pending = [&](const ProgramId& program, TimeMs now_ms) {
    return PendingOf({world.contact_id, world.contact}, program, now_ms);
  };
  const auto asks = pending(ProgramId(), world.now_ms);
  REQUIRE(asks.size() == 1);
  CHECK(asks[0].program == kMarketing.program);
  CHECK(asks[0].state == PendingState::kNotTexted);
  CHECK(asks[0].asked_at_ms == kNoTime);
  CHECK(asks[0].ends_at_ms == request.deadline_ms);
  CHECK(pending(kMarketing.program, request.deadline_ms - 1).size() == 1);
  CHECK(pending(kShipping.program, world.now_ms).empty());
  CHECK(pending(ProgramId(), request.deadline_ms).empty());
  world.FormOptIn();  // the request will be denied
  CHECK(pending(ProgramId(), world.now_ms).empty());
}

TEST_CASE("Pending: a request that failed is counted apart, and waits again once it arrived",
          "[cli]") {
  FoldWorld world;
  world.partition.epoch = 0;
  const SendIntended ask = AskFor(world, kMarketing, "message-of-16-by");
  REQUIRE(world.Append(ask).disposition == Disposition::kGranted);
  world.Append(DeliveryReported{ask.intent, ask.message, Delivery::kFailed, "", false, false});
  const auto pending = [&] {
    return PendingOf({world.contact_id, world.contact}, ProgramId(), world.now_ms);
  };
  CHECK(pending().empty());
  world.Append(DeliveryReported{ask.intent, ask.message, Delivery::kDelivered, "", false, false});
  REQUIRE(pending().size() == 1);
  CHECK(pending()[0].asks == 1);
  CHECK(pending()[0].failed_asks == 1);
}

TEST_CASE("Pending: the longest asked stand first, those not texted yet last", "[cli]") {
  PendingAsk texted;
  texted.asked_at_ms = 500;
  texted.ends_at_ms = 900;
  PendingAsk earlier = texted;
  earlier.asked_at_ms = 400;
  PendingAsk waits;
  waits.state = PendingState::kNotTexted;
  waits.ends_at_ms = 300;
  PendingAsk waits_longer = waits;
  waits_longer.ends_at_ms = 310;
  std::vector<PendingAsk> asks = {waits_longer, texted, waits, earlier};
  SortPending(asks);
  CHECK(asks == std::vector<PendingAsk>{earlier, texted, waits, waits_longer});
}

}  // namespace
}  // namespace ledger::cli
