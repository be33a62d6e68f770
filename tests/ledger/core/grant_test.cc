// The grant table (section 6 of the design), a row a case, in the order in which causes are tested:
// final, then passing.
#include "ledger/core/grant.h"

#include <catch2/catch.hpp>
#include <functional>

#include "tests/support/fold_world.h"

namespace ledger::test {
namespace {

using Setup = std::function<void(FoldWorld&)>;
using Change = std::function<void(FoldWorld&, SendIntended&)>;

struct Row {
  const char* situation;
  Setup given;
  MessageClass message_class;
  Change change;
  Reason expected;
};

void Nothing(FoldWorld&) {}
void Same(FoldWorld&, SendIntended&) {}
void OptedIn(FoldWorld& w) { w.FormOptIn(); }
void Imported(FoldWorld& w) { w.Import(EvidenceGrade::kC); }
void Asked(FoldWorld& w) {
  SendIntended ask = w.Intent(MessageClass::kOptInRequest);
  ask.message = CampaignMessageId(kAccount, CampaignId("earlier"), 0, w.contact_id);
  REQUIRE(w.Append(ask).disposition == Disposition::kGranted);
}
void AskedAndExpired(FoldWorld& w) {
  Asked(w);
  w.now_ms += 90'000'000;
}
void Stopped(FoldWorld& w) {
  w.FormOptIn();
  w.Stop();
}
void OptedOutOnTheWeb(FoldWorld& w) {
  w.FormOptIn();
  w.WebOptOut();
}
void Held(FoldWorld& w) {
  w.FormOptIn();
  w.Receive();
}
void Blocked(FoldWorld& w) {
  w.FormOptIn();
  w.Append(EventRejected{0, 7, "undecodable"});
}
void BadNumber(FoldWorld& w) {
  w.FormOptIn();
  w.Append(NumberDeactivated{"carrier"});
}
void Erased(FoldWorld& w) {
  w.FormOptIn();
  w.Append(ContactErased{"dpo", "request"});
}
void Attempted(FoldWorld& w) {
  w.FormOptIn();
  const SendIntended earlier = w.Intent();
  w.Append(earlier);
  w.Conclude(earlier, SendOutcome::kAccepted);
}
void AttemptUnknown(FoldWorld& w) {
  w.FormOptIn();
  const SendIntended earlier = w.Intent();
  w.Append(earlier);
  w.Conclude(earlier, SendOutcome::kUnknown);
}
void Withdrawn(FoldWorld& w) {
  w.FormOptIn();
  const SendIntended earlier = w.Intent();
  w.Append(earlier);
  w.Conclude(earlier, SendOutcome::kWithdrawn);
}
void OpenGrantOfDeadDispatcher(FoldWorld& w) {
  w.FormOptIn();
  w.Append(w.Intent());
  w.Claim();
}
void OpenGrantNow(FoldWorld& w) {
  w.FormOptIn();
  w.Append(w.Intent());
}
void StepClosed(FoldWorld& w) {
  w.FormOptIn();
  w.Append(StepFinished{CampaignId("spring"), 0, w.partition.epoch, {}});
}
void LogTruncated(FoldWorld& w) {
  w.FormOptIn();
  w.Append(TruncationAccepted{1, 2, "operator"});
}
void HaltedAccount(FoldWorld& w) {
  w.FormOptIn();
  w.Append(Halted{CampaignId(), 50});
}
void HaltedCampaign(FoldWorld& w) {
  w.FormOptIn();
  w.Append(Halted{CampaignId("spring"), 50});
}
void ResumedCampaign(FoldWorld& w) {
  HaltedCampaign(w);
  w.Append(Resumed{CampaignId("spring"), 60});
}
void CapSpent(FoldWorld& w) {
  w.FormOptIn();
  SendIntended earlier = w.Intent();
  earlier.message = CampaignMessageId(kAccount, CampaignId("earlier"), 0, w.contact_id);
  earlier.cap = {1, 86'400'000};
  REQUIRE(w.Append(earlier).disposition == Disposition::kGranted);
  w.Conclude(earlier, SendOutcome::kAccepted);
}
void LateBy(FoldWorld& w, SendIntended& i, TimeMs ms) { i.deadline_ms = w.now_ms + 1000 - ms; }
void Late(FoldWorld& w, SendIntended& i) { LateBy(w, i, 1); }
void AtDeadline(FoldWorld& w, SendIntended& i) { LateBy(w, i, 0); }
void JustInTime(FoldWorld& w, SendIntended& i) { LateBy(w, i, -1); }
void OldEpoch(FoldWorld&, SendIntended& i) { i.epoch -= 1; }
void Capped(FoldWorld&, SendIntended& i) { i.cap = {1, 86'400'000}; }
void ClosedWindow(FoldWorld& w, SendIntended& i) {
  i.window = Window{w.now_ms + 60'000, w.now_ms + 3'600'000, "America/New_York", "test"};
}
void WindowClosesTooSoon(FoldWorld& w, SendIntended& i) { i.window->close_ms = w.now_ms + 30'000; }
void NoWindow(FoldWorld&, SendIntended& i) { i.window.reset(); }
void PlannedLongAgo(FoldWorld& w, SendIntended& i) { i.planned_at_ms = w.now_ms - 61'000; }
void OldRevision(FoldWorld&, SendIntended& i) { i.revision = 55; }
void AskedTwiceAtMost(FoldWorld&, SendIntended& i) { i.ask_limit = 1; }
void AskedWithoutEnd(FoldWorld&, SendIntended& i) { i.ask_limit = 0; }

// What is owed, last of all.
void Owed(FoldWorld& w, SendIntended& i) { i = w.IntentFor(w.contact.due.back()); }
void SingleRequested(FoldWorld& w) {
  w.FormOptIn();
  w.Append(w.Request("order-1", MessageClass::kSingle));
}
void AskRequested(FoldWorld& w) { w.Append(w.Request("ask-1", MessageClass::kOptInRequest)); }
void Answered(FoldWorld& w, Consequence consequence, MessageClass answer) {
  w.Decide(w.Receive(), consequence, {{answer, kMarketing, "template", "en"}});
}
void HelpOwed(FoldWorld& w) { Answered(w, Consequence::kNone, MessageClass::kHelp); }
void CustomOwed(FoldWorld& w) { Answered(w, Consequence::kNone, MessageClass::kCustomReply); }
void OptInOwed(FoldWorld& w) {
  Answered(w, Consequence::kOptIn, MessageClass::kOptInConfirmation);
}
void OptOutOwed(FoldWorld& w) {
  w.FormOptIn();
  Answered(w, Consequence::kRevoke, MessageClass::kOptOutConfirmation);
}
// What comes between: another reply waits, or the like.
Setup Then(Setup first, Setup second) {
  return [=](FoldWorld& w) {
    first(w);
    second(w);
  };
}
void Waits(FoldWorld& w) { w.Receive(); }
void InReview(FoldWorld& w) { w.Decide(w.Receive(), Consequence::kHold); }
void IsHalted(FoldWorld& w) { w.Append(Halted{CampaignId(), 50}); }
void IsBlocked(FoldWorld& w) { w.Append(EventRejected{0, 7, "undecodable"}); }
void IsDead(FoldWorld& w) { w.Append(NumberDeactivated{"carrier"}); }
void IsErased(FoldWorld& w) { w.Append(ContactErased{"dpo", "request"}); }
void TenAnswers(FoldWorld& w) {
  for (int i = 0; i < 10; ++i) {
    HelpOwed(w);
    const SendIntended help = w.IntentFor(w.contact.due.back());
    REQUIRE(w.Append(help).disposition == Disposition::kGranted);
    w.Conclude(help, SendOutcome::kAccepted);
  }
}
void ADayPasses(FoldWorld& w) { w.now_ms += 86'400'000; }

constexpr MessageClass kCampaign = MessageClass::kCampaign;
constexpr MessageClass kAsk = MessageClass::kOptInRequest;
constexpr MessageClass kSingle = MessageClass::kSingle;
constexpr MessageClass kHelp = MessageClass::kHelp;
constexpr MessageClass kOptIn = MessageClass::kOptInConfirmation;
constexpr MessageClass kOptOut = MessageClass::kOptOutConfirmation;
constexpr MessageClass kCustom = MessageClass::kCustomReply;

const Row kRows[] = {
    {"an opted-in contact", OptedIn, kCampaign, Same, Reason::kNone},
    {"a contact whose attempt was withdrawn", Withdrawn, kCampaign, Same, Reason::kNone},
    // Final.
    {"a message that was attempted", Attempted, kCampaign, Same, Reason::kAlreadyAttempted},
    {"a message whose fate is unknown", AttemptUnknown, kCampaign, Same, Reason::kAlreadyAttempted},
    {"a grant that a dead dispatcher left open", OpenGrantOfDeadDispatcher, kCampaign, Same,
     Reason::kAlreadyAttempted},
    {"a step that is closed", StepClosed, kCampaign, Same, Reason::kStepFinished},
    {"a step older than an accepted loss", LogTruncated, kCampaign,
     [](FoldWorld& w, SendIntended& i) { i.because.step_due_ms = w.now_ms - 1000; },
     Reason::kLogLost},
    {"a step that is due after an accepted loss", LogTruncated, kCampaign,
     [](FoldWorld& w, SendIntended& i) { i.because.step_due_ms = w.now_ms + 1; }, Reason::kNone},
    {"a request older than an accepted loss", Then(SingleRequested, LogTruncated), kSingle, Owed,
     Reason::kLogLost},
    {"an intent after its deadline", OptedIn, kCampaign, Late, Reason::kTooLate},
    {"an intent at its deadline", OptedIn, kCampaign, AtDeadline, Reason::kTooLate},
    {"an intent before its deadline", OptedIn, kCampaign, JustInTime, Reason::kNone},
    {"a single text at the deadline of its request", SingleRequested, kSingle,
     [](FoldWorld& w, SendIntended& i) {
       Owed(w, i);
       w.now_ms = w.contact.due.back().deadline_ms - 1000;
       i.planned_at_ms = w.now_ms;
     },
     Reason::kTooLate},
    {"an unknown contact", Nothing, kCampaign, Same, Reason::kNotSet},
    {"an imported contact", Imported, kCampaign, Same, Reason::kImported},
    {"an asked contact", Asked, kCampaign, Same, Reason::kPending},
    {"a contact who sent STOP", Stopped, kCampaign, Same, Reason::kStopped},
    {"a contact who left on the web", OptedOutOnTheWeb, kCampaign, Same, Reason::kOptedOut},
    {"a blocked contact", Blocked, kCampaign, Same, Reason::kBlocked},
    {"a dead number", BadNumber, kCampaign, Same, Reason::kBadNumber},
    {"an erased contact", Erased, kCampaign, Same, Reason::kErased},
    {"a single text that nobody requested", OptedIn, MessageClass::kSingle,
     [](FoldWorld&, SendIntended& i) { i.because.campaign = CampaignId(); }, Reason::kNotOwed},
    {"a help answer that nothing owes", OptedIn, MessageClass::kHelp,
     [](FoldWorld&, SendIntended& i) { i.because.campaign = CampaignId(); }, Reason::kNotOwed},
    {"a campaign class without a campaign", OptedIn, kCampaign,
     [](FoldWorld&, SendIntended& i) { i.because.campaign = CampaignId(); }, Reason::kNotOwed},
    // Asks.
    {"an ask to a stranger", Nothing, kAsk, Same, Reason::kNone},
    {"an ask to an imported contact", Imported, kAsk, Same, Reason::kNone},
    {"an ask while one is pending", Asked, kAsk, Same, Reason::kPending},
    {"an ask after one that expired", AskedAndExpired, kAsk, Same, Reason::kNone},
    {"an ask beyond the limit", AskedAndExpired, kAsk, AskedTwiceAtMost, Reason::kAskLimit},
    {"an ask without a limit", Nothing, kAsk, AskedWithoutEnd, Reason::kMalformed},
    {"an ask to an opted-in contact", OptedIn, kAsk, Same, Reason::kOptedInAlready},
    {"an ask after a STOP", Stopped, kAsk, Same, Reason::kRevoked},
    {"an ask after a web opt-out", OptedOutOnTheWeb, kAsk, Same, Reason::kRevoked},
    {"an ask outside the window", Imported, kAsk, ClosedWindow, Reason::kWindow},
    // Passing.
    {"a message that holds an open grant", OpenGrantNow, kCampaign, Same, Reason::kAlreadyGranted},
    {"an intent of an older epoch", OptedIn, kCampaign, OldEpoch, Reason::kEpoch},
    {"an intent that does not know of a command", ResumedCampaign, kCampaign, OldRevision,
     Reason::kRevision},
    {"an intent that knows of the resumption", ResumedCampaign, kCampaign, Same, Reason::kNone},
    {"a halted account", HaltedAccount, kCampaign, Same, Reason::kHalted},
    {"a halted campaign", HaltedCampaign, kCampaign, Same, Reason::kHalted},
    {"a contact with an undecided reply", Held, kCampaign, Same, Reason::kHeld},
    {"a dispatcher whose clock is off", OptedIn, kCampaign, PlannedLongAgo, Reason::kClock},
    {"a closed window", OptedIn, kCampaign, ClosedWindow, Reason::kWindow},
    {"a window that closes before the text is sure to be out", OptedIn, kCampaign,
     WindowClosesTooSoon, Reason::kWindow},
    {"a marketing intent without a window", OptedIn, kCampaign, NoWindow, Reason::kWindow},
    {"a contact whose cap is spent", CapSpent, kCampaign, Capped, Reason::kCap},
    // Requests and answers.
    {"a single text that was requested", SingleRequested, kSingle, Owed, Reason::kNone},
    {"a single text to one who left since", Then(SingleRequested, OptedOutOnTheWeb), kSingle, Owed,
     Reason::kOptedOut},
    {"an ask that was requested", AskRequested, kAsk, Owed, Reason::kNone},
    {"help", HelpOwed, kHelp, Owed, Reason::kNone},
    {"help while another reply waits", Then(HelpOwed, Waits), kHelp, Owed, Reason::kNone},
    {"help while another reply is looked at", Then(HelpOwed, InReview), kHelp, Owed,
     Reason::kNone},
    {"help while the account is halted", Then(HelpOwed, IsHalted), kHelp, Owed, Reason::kNone},
    {"help to a blocked contact", Then(HelpOwed, IsBlocked), kHelp, Owed, Reason::kNone},
    {"the eleventh answer of a day", Then(TenAnswers, HelpOwed), kHelp, Owed, Reason::kAnswerCap},
    {"an answer a day after ten", Then(Then(TenAnswers, ADayPasses), HelpOwed), kHelp, Owed,
     Reason::kNone},
    {"an opt-out confirmation", OptOutOwed, kOptOut, Owed, Reason::kNone},
    {"an opt-out confirmation while another reply waits", Then(OptOutOwed, Waits), kOptOut, Owed,
     Reason::kNone},
    {"an opt-out confirmation while another reply is looked at", Then(OptOutOwed, InReview),
     kOptOut, Owed, Reason::kNone},
    {"an opt-out confirmation while the account is halted", Then(OptOutOwed, IsHalted), kOptOut,
     Owed, Reason::kNone},
    {"an opt-out confirmation to a blocked contact", Then(OptOutOwed, IsBlocked), kOptOut, Owed,
     Reason::kNone},
    {"an opt-in confirmation", OptInOwed, kOptIn, Owed, Reason::kNone},
    {"an opt-in confirmation while the account is halted", Then(OptInOwed, IsHalted), kOptIn, Owed,
     Reason::kNone},
    {"an opt-in confirmation while another reply waits", Then(OptInOwed, Waits), kOptIn, Owed,
     Reason::kHeld},
    {"an opt-in confirmation to a blocked contact", Then(OptInOwed, IsBlocked), kOptIn, Owed,
     Reason::kBlocked},
    {"an opt-in confirmation to a dead number", Then(OptInOwed, IsDead), kOptIn, Owed,
     Reason::kBadNumber},
    {"a custom reply", CustomOwed, kCustom, Owed, Reason::kNone},
    {"a custom reply while the account is halted", Then(CustomOwed, IsHalted), kCustom, Owed,
     Reason::kNone},
    {"a custom reply while another reply waits", Then(CustomOwed, Waits), kCustom, Owed,
     Reason::kHeld},
    {"a custom reply to a blocked contact", Then(CustomOwed, IsBlocked), kCustom, Owed,
     Reason::kBlocked},
    {"a custom reply to a dead number", Then(CustomOwed, IsDead), kCustom, Owed,
     Reason::kBadNumber},
    {"a custom reply to one who was erased", Then(IsErased, CustomOwed), kCustom, Owed,
     Reason::kErased},
    {"a custom reply to one who sent STOP", Then(CustomOwed, Stopped), kCustom, Owed,
     Reason::kStopped},
};

Reason VerdictOf(const Row& row) {
  FoldWorld world;
  world.Claim();
  row.given(world);
  SendIntended intent = world.Intent(row.message_class);
  row.change(world, intent);
  const Effect effect = world.Append(intent);
  return effect.disposition == Disposition::kGranted ? Reason::kNone : effect.reason;
}

}  // namespace

TEST_CASE("Grant: every cause denies as the table says", "[ledger][grant]") {
  for (const Row& row : kRows) {
    INFO(row.situation);
    CHECK(static_cast<int>(VerdictOf(row)) == static_cast<int>(row.expected));
  }
}

TEST_CASE("Grant: a final cause is named before a passing one", "[ledger][grant]") {
  FoldWorld world;
  world.Claim();
  Held(world);
  world.WebOptOut();
  SendIntended intent = world.Intent();
  OldEpoch(world, intent);
  ClosedWindow(world, intent);
  CHECK(world.Append(intent).reason == Reason::kOptedOut);
}

TEST_CASE("Grant: a denial changes nothing about the message", "[ledger][grant]") {
  FoldWorld world;
  world.Claim();
  OpenGrantNow(world);
  SendIntended intent = world.Intent();
  OldEpoch(world, intent);
  const MessageState before = world.messages[intent.message];
  CHECK(world.Append(intent).disposition == Disposition::kDenied);
  CHECK(world.messages[intent.message] == before);
}

TEST_CASE("Grant: informational programs text at any hour", "[ledger][grant]") {
  FoldWorld world;
  world.Claim();
  world.Append(ledger::OptedIn{{kShipping}, OptInMethod::kCheckout, {}}, kStart);
  MessageRequested request = world.Request("order-1", MessageClass::kSingle);
  request.program = kShipping;
  world.Append(request);
  SendIntended intent = world.IntentFor(world.contact.due.at(0));
  NoWindow(world, intent);
  CHECK(world.Append(intent).disposition == Disposition::kGranted);
}

TEST_CASE("Grant: an all but outdated policy cannot turn marketing into information",
          "[ledger][grant]") {
  FoldWorld world;
  world.Claim();
  world.FormOptIn();
  SendIntended intent = world.Intent();
  intent.program.category = Category::kInformational;  // the recorded category holds
  NoWindow(world, intent);
  CHECK(world.Append(intent).reason == Reason::kWindow);
}

}  // namespace ledger::test
