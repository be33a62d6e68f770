// What is owed to a person who wrote: which answers, until when, and on what ground.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/fold_world.h"

namespace ledger::test {
namespace {

AnswerDue Answer(MessageClass message_class) {
  return {message_class, kMarketing, "template", "en"};
}

}  // namespace

TEST_CASE("Apply: a STOP that changes the status owes one confirmation, a second STOP none",
          "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.FormOptIn();
  world.Decide(world.Receive(), Consequence::kRevoke, {Answer(MessageClass::kOptOutConfirmation)});
  REQUIRE(world.contact.due.size() == 1);
  const SendIntended intent = world.IntentFor(world.contact.due[0]);
  CHECK(world.Append(intent).disposition == Disposition::kGranted);
  world.Conclude(intent, SendOutcome::kAccepted);
  CHECK(world.contact.due.empty());
  world.Decide(world.Receive(), Consequence::kRevoke, {Answer(MessageClass::kOptOutConfirmation)});
  CHECK(world.contact.due.empty());
}

TEST_CASE("Apply: an opt-out confirmation is too late after five minutes, and not owed after START",
          "[ledger][apply]") {
  FoldWorld late;
  late.Claim();
  late.Decide(late.Receive(), Consequence::kRevoke, {Answer(MessageClass::kOptOutConfirmation)});
  REQUIRE(late.contact.due.size() == 1);
  late.now_ms += 301'000;
  CHECK(late.Append(late.IntentFor(late.contact.due[0])).reason == Reason::kTooLate);
  CHECK(late.contact.due.empty());

  FoldWorld back;
  back.Claim();
  back.Decide(back.Receive(), Consequence::kRevoke, {Answer(MessageClass::kOptOutConfirmation)});
  back.Start();
  CHECK(back.Append(back.IntentFor(back.contact.due[0])).reason == Reason::kNotOwed);
}

TEST_CASE("Apply: an opt-in confirmation goes out only while that opt-in is the ground",
          "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.Decide(world.Receive(), Consequence::kOptIn, {Answer(MessageClass::kOptInConfirmation)});
  REQUIRE(world.contact.due.size() == 1);
  const DueMessage due = world.contact.due[0];
  world.Stop();
  CHECK(world.Append(world.IntentFor(due)).reason == Reason::kNotOwed);
}

TEST_CASE("Apply: two robots that answer each other are stopped by the cap", "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  int granted = 0;
  for (int i = 0; i < 15; ++i) {
    world.Decide(world.Receive(), Consequence::kNone, {Answer(MessageClass::kHelp)});
    const SendIntended intent = world.IntentFor(world.contact.due.back());
    granted += world.Append(intent).disposition == Disposition::kGranted ? 1 : 0;
    world.Conclude(intent, SendOutcome::kAccepted);
  }
  CHECK(granted == 10);
}

TEST_CASE("Apply: a YES to two asks owes one confirmation, grounded in an opt-in that it made",
          "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.Ask();
  SendIntended second = world.Intent(MessageClass::kOptInRequest);
  second.message = CampaignMessageId(kAccount, CampaignId("shipping"), 0, world.contact_id);
  second.program = kShipping;
  REQUIRE(world.Append(second).disposition == Disposition::kGranted);
  const Offset yes = world.Receive();
  ReplyDecided decided;
  decided.reply_offset = yes;
  decided.reply_event = world.events[yes];
  decided.consequence = Consequence::kConfirm;
  decided.answers = {Answer(MessageClass::kOptInConfirmation)};
  world.Append(decided);
  REQUIRE(world.contact.due.size() == 1);
  CHECK(world.Append(world.IntentFor(world.contact.due[0])).disposition == Disposition::kGranted);
}

TEST_CASE("Apply: START twice is confirmed once", "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.Decide(world.Receive(), Consequence::kOptIn, {Answer(MessageClass::kOptInConfirmation)});
  world.Decide(world.Receive(), Consequence::kOptIn, {Answer(MessageClass::kOptInConfirmation)});
  REQUIRE(world.contact.due.size() == 1);
  CHECK(world.Append(world.IntentFor(world.contact.due[0])).disposition == Disposition::kGranted);
}

TEST_CASE("Apply: each program that a START opts in to is confirmed, an erased one's too",
          "[ledger][apply]") {
  for (const bool erased : {false, true}) {
    FoldWorld world;
    world.Claim();
    if (erased) {
      world.Append(OptedIn{{kMarketing, kShipping}, OptInMethod::kWebForm, {}},
                   world.now_ms + 1000);
      world.Append(ContactErased{"dpo", "request"});
    }
    ReplyDecided decided;
    decided.reply_offset = world.Receive();
    decided.reply_event = world.events[decided.reply_offset];
    decided.consequence = Consequence::kOptIn;
    decided.programs = {kMarketing, kShipping};
    for (const ProgramRef& program : decided.programs) {
      decided.answers.push_back({MessageClass::kOptInConfirmation, program, "template", "en"});
    }
    world.Append(decided);
    REQUIRE(world.contact.due.size() == 2);
    CHECK(world.contact.due[0].program.program != world.contact.due[1].program.program);
    for (const DueMessage& due : std::vector<DueMessage>(world.contact.due)) {
      CHECK(world.Append(world.IntentFor(due)).disposition == Disposition::kGranted);
    }
  }
}

// The gateway tells seconds, and of two texts of one second nobody knows which was sent first.
TEST_CASE("Apply: a START of the STOP's own second lifts nothing, is owed nothing, and says so",
          "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.FormOptIn();
  const TimeMs second = world.now_ms + 1000;
  world.Decide(world.Receive(second), Consequence::kRevoke);
  const Effect same = world.Decide(world.Receive(second), Consequence::kOptIn,
                                   {Answer(MessageClass::kOptInConfirmation)});
  CHECK(same.disposition == Disposition::kIgnored);
  CHECK(same.reason == Reason::kRevokedLater);
  CHECK(world.contact.due.empty());
  CHECK(world.contact.held.empty());
  const Effect later = world.Decide(world.Receive(second + 1000), Consequence::kOptIn,
                                    {Answer(MessageClass::kOptInConfirmation)});
  CHECK(later.disposition == Disposition::kApplied);
  CHECK(later.reason == Reason::kNone);
  CHECK(world.contact.due.size() == 1);
}

TEST_CASE("Apply: what is owed survives the claim of another dispatcher", "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.Decide(world.Receive(), Consequence::kOptIn, {Answer(MessageClass::kOptInConfirmation)});
  const SendIntended first = world.IntentFor(world.contact.due[0]);
  REQUIRE(world.Append(first).disposition == Disposition::kGranted);
  world.Claim();
  CHECK(world.Append(world.IntentFor(world.contact.due[0])).reason == Reason::kAlreadyAttempted);
  world.Conclude(first, SendOutcome::kWithdrawn);
  REQUIRE(world.contact.due.size() == 1);
  CHECK(world.Append(world.IntentFor(world.contact.due[0])).disposition == Disposition::kGranted);
}

TEST_CASE("Apply: a keyword without a program answers nobody who revoked one", "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.FormOptIn();
  world.WebOptOut();
  AnswerDue answer = Answer(MessageClass::kCustomReply);
  answer.program = ProgramRef{};
  world.Decide(world.Receive(), Consequence::kNone, {answer});
  REQUIRE(world.contact.due.size() == 1);
  CHECK(world.Append(world.IntentFor(world.contact.due[0])).reason == Reason::kOptedOut);
}

TEST_CASE("Apply: an answer is granted for what is owed, not for what the intent claims",
          "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.Decide(world.Receive(), Consequence::kNone, {Answer(MessageClass::kHelp)});
  SendIntended intent = world.IntentFor(world.contact.due[0]);
  intent.because.origin += 1;
  CHECK(world.Append(intent).reason == Reason::kNotOwed);
}

TEST_CASE("Apply: an opt-out confirmation finds room among requests", "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.FormOptIn();
  for (int i = 0; i < 40; ++i) {
    MessageRequested request;
    request.message = RequestMessageId(kAccount, "shop", std::to_string(i), world.contact_id);
    request.message_class = MessageClass::kSingle;
    request.program = kMarketing;
    request.deadline_ms = world.now_ms + 3'600'000;
    world.Append(request);
  }
  CHECK(world.contact.due.size() == 32);
  world.Decide(world.Receive(), Consequence::kRevoke, {Answer(MessageClass::kOptOutConfirmation)});
  CHECK(std::any_of(world.contact.due.begin(), world.contact.due.end(), [](const DueMessage& due) {
    return due.message_class == MessageClass::kOptOutConfirmation;
  }));
}

TEST_CASE("Apply: a reply from before an erasure is owed no answer, one from after it is",
          "[ledger][apply]") {
  FoldWorld world;
  const std::vector<AnswerDue> help = {{MessageClass::kHelp, kMarketing, "help", "en"}};
  const Offset before = world.Receive();
  world.Append(ContactErased{"dpo", "request"});
  const Offset after = world.Receive();
  world.Decide(before, Consequence::kNone, help);
  CHECK(world.contact.due.empty());
  world.Decide(after, Consequence::kNone, help);
  REQUIRE(world.contact.due.size() == 1);
  CHECK(world.contact.due[0].origin == after);
}

// The same person under a new key: this START is what makes them reachable.

TEST_CASE("Apply: a START after an erasure is owed its confirmation", "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.FormOptIn();
  world.Append(ContactErased{"dpo", "request"});
  world.Decide(world.Receive(), Consequence::kOptIn, {Answer(MessageClass::kOptInConfirmation)});
  REQUIRE(world.contact.due.size() == 1);
  CHECK(world.Append(world.IntentFor(world.contact.due[0])).disposition == Disposition::kGranted);
}

TEST_CASE("Apply: an opt-in from before an erasure is owed no confirmation", "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.Ask();
  world.Append(ContactErased{"dpo", "request"});
  world.Decide(world.Receive(), Consequence::kConfirm, {Answer(MessageClass::kOptInConfirmation)});
  CHECK(world.contact.due.empty());
}

TEST_CASE("Apply: a text that asks to join owes a request, to a number that nobody knew before",
          "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.Decide(world.Receive(), Consequence::kNone, {Answer(MessageClass::kOptInRequest)});
  REQUIRE(world.contact.due.size() == 1);
  const DueMessage due = world.contact.due[0];
  CHECK(due.line == kLine);
  const SendIntended intent = world.IntentFor(due);
  CHECK(world.Append(intent).disposition == Disposition::kGranted);
  CHECK(world.MarketingStatus() == Status::kPending);
  world.Decide(world.Receive(), Consequence::kConfirm);
  CHECK(world.Reachable());
}

TEST_CASE("Apply: who asks to join again while the request is out is not asked again",
          "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  const auto ask = [&] {
    world.Decide(world.Receive(), Consequence::kNone, {Answer(MessageClass::kOptInRequest)});
    REQUIRE(world.contact.due.size() == 1);
    const SendIntended intent = world.IntentFor(world.contact.due[0]);
    const Reason reason = world.Append(intent).reason;
    if (reason == Reason::kNone) world.Conclude(intent, SendOutcome::kAccepted);
    CHECK(world.contact.due.empty());
    return reason;
  };
  CHECK(ask() == Reason::kNone);
  CHECK(ask() == Reason::kPending);
}

TEST_CASE("Apply: a request because of a text is denied after a STOP that was decided later",
          "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  const Offset stop = world.Receive();
  const Offset start = world.Receive();
  world.Decide(start, Consequence::kNone, {Answer(MessageClass::kOptInRequest)});
  world.Decide(stop, Consequence::kRevoke);
  REQUIRE(world.contact.due.size() == 1);
  CHECK(world.Append(world.IntentFor(world.contact.due[0])).reason == Reason::kRevoked);
  CHECK(world.MarketingStatus() == Status::kStopped);
}

TEST_CASE("Apply: one text may ask for several programs, and its request waits three days at most",
          "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  AnswerDue shipping = Answer(MessageClass::kOptInRequest);
  shipping.program = kShipping;
  world.Decide(world.Receive(), Consequence::kNone,
               {Answer(MessageClass::kOptInRequest), shipping});
  REQUIRE(world.contact.due.size() == 2);
  CHECK(world.Append(world.IntentFor(world.contact.due[0])).disposition == Disposition::kGranted);
  world.now_ms += 3 * 86'400'000LL;
  SendIntended late = world.IntentFor(world.contact.due[0]);
  CHECK(world.Append(late).reason == Reason::kTooLate);
}

TEST_CASE("Apply: a person's decision is confirmed in time, in the words of what it stopped",
          "[ledger][apply]") {
  for (const bool late : {false, true}) {
    INFO(late);
    FoldWorld world;
    world.Claim();
    world.FormOptIn();
    const Offset reply = world.Receive();
    world.Decide(reply, Consequence::kHold);
    if (late) world.now_ms += 300'000;
    AnswerDue confirmation;  // of no program: who decides for a person does not know the line's
    confirmation.message_class = MessageClass::kOptOutConfirmation;
    world.Decide(reply, Consequence::kRevoke, {confirmation}, "ann");
    REQUIRE(world.contact.due.size() == 1);
    CHECK(world.contact.due[0].program == kMarketing);
    const Effect effect = world.Append(world.IntentFor(world.contact.due[0]));
    CHECK((effect.disposition == Disposition::kGranted) == !late);
  }
}

TEST_CASE("Apply: a person who decides a reply asks for nothing", "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  const Offset reply = world.Receive();
  world.Decide(reply, Consequence::kHold);
  world.Decide(reply, Consequence::kNone, {Answer(MessageClass::kOptInRequest)}, "ann");
  CHECK(world.contact.held.empty());
  CHECK(world.contact.due.empty());
}

}  // namespace ledger::test
