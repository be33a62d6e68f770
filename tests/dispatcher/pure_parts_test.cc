// The small pure parts: pace, words, due texts, progress of a step, intent table.
#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "dispatcher/due_texts.h"
#include "dispatcher/intent_table.h"
#include "dispatcher/pace.h"
#include "dispatcher/step_progress.h"

namespace dispatcher {
namespace {

template <typename Id>
Id MakeId(int number) {
  std::string raw(16, '.');
  raw.replace(0, std::to_string(number).size(), std::to_string(number));
  return Id::FromBytes(raw);
}

TEST_CASE("Pace: gives its rate and saves up no more than its burst", "[dispatcher][pace]") {
  Pace pace(20, absl::Milliseconds(100));
  CHECK(pace.Available(absl::Seconds(100)) == 1);
  pace.Take();
  CHECK(pace.Available(absl::Seconds(100)) == 0);
  CHECK(pace.Available(absl::Seconds(100) + absl::Milliseconds(51)) == 1);
  CHECK(pace.Available(absl::Seconds(200)) == 2);
  CHECK(pace.OpenMax() == 10);
  CHECK(Pace(0.5, absl::Milliseconds(100)).OpenMax() == 1);
}

ledger::TextDue Due(int number, ledger::MessageClass message_class, const char* line = "") {
  ledger::TextDue text;
  text.due.message = MakeId<ledger::MessageId>(number);
  text.due.message_class = message_class;
  text.due.origin = number;
  text.due.line = ledger::LineId(line);
  return text;
}

// The origins that are tried at `now`, in order; each has the same fate.
std::vector<ledger::Offset> TryAll(DueTexts& due, absl::Duration now, DueTexts::Tried fate) {
  std::vector<ledger::Offset> tried;
  due.TryReady(now, [&](const DueText& text) {
    tried.push_back(text.text.due.origin);
    return fate;
  });
  return tried;
}

TEST_CASE("DueTexts: opt-out confirmations first, passing denials wait longer each time",
          "[dispatcher][due]") {
  using Origins = std::vector<ledger::Offset>;
  DueTexts due;
  due.Add(0, Due(1, ledger::MessageClass::kSingle));
  due.Add(0, Due(2, ledger::MessageClass::kHelp));
  due.Add(0, Due(3, ledger::MessageClass::kOptOutConfirmation));
  CHECK(TryAll(due, absl::ZeroDuration(), DueTexts::Tried::kBegun) == Origins{3, 2, 1});
  due.Add(0, Due(3, ledger::MessageClass::kOptOutConfirmation));  // the stream repeats itself
  CHECK(TryAll(due, absl::ZeroDuration(), DueTexts::Tried::kBegun).empty());
  const auto third = MakeId<ledger::MessageId>(3);
  due.Postpone(third, absl::ZeroDuration());
  CHECK(TryAll(due, absl::Milliseconds(249), DueTexts::Tried::kLater).empty());
  CHECK(TryAll(due, absl::Milliseconds(250), DueTexts::Tried::kLater) == Origins{3});
  CHECK(TryAll(due, absl::Milliseconds(700), DueTexts::Tried::kLater).empty());
  CHECK(TryAll(due, absl::Milliseconds(750), DueTexts::Tried::kBegun) == Origins{3});
  due.Forget(third);
  CHECK(due.size() == 2);
}

TEST_CASE("DueTexts: the denial of an older request leaves the newer one to be tried",
          "[dispatcher][due]") {
  using Origins = std::vector<ledger::Offset>;
  DueTexts due;
  due.Add(0, Due(1, ledger::MessageClass::kSingle));
  REQUIRE(TryAll(due, absl::ZeroDuration(), DueTexts::Tried::kBegun) == Origins{1});
  ledger::TextDue newer = Due(1, ledger::MessageClass::kSingle);
  newer.due.origin = 9;
  due.Add(0, newer);
  due.Deny(newer.due.message);
  CHECK(TryAll(due, absl::ZeroDuration(), DueTexts::Tried::kBegun) == Origins{9});
  due.Deny(newer.due.message);
  CHECK(due.size() == 0);
}

TEST_CASE("DueTexts: a line without room costs one look and holds up no other line",
          "[dispatcher][due]") {
  using Origins = std::vector<ledger::Offset>;
  DueTexts due;
  for (int i = 1; i <= 50; ++i) due.Add(0, Due(i, ledger::MessageClass::kSingle, "+1"));
  due.Add(0, Due(60, ledger::MessageClass::kSingle, "+2"));
  CHECK(TryAll(due, absl::ZeroDuration(), DueTexts::Tried::kLaneIsFull) == Origins{1, 60});
  CHECK(TryAll(due, absl::ZeroDuration(), DueTexts::Tried::kBegun).size() == 51);
}

TEST_CASE("StepProgress: finishes only after a whole sweep found nobody left",
          "[dispatcher][step]") {
  using Need = StepProgress::Need;
  StepProgress step;
  const absl::Duration now = absl::Seconds(10);
  REQUIRE(step.NeedAt(now, 0) == Need::kScan);
  ledger::AudiencePage page;
  page.open.push_back({MakeId<ledger::ContactId>(1), "", ledger::Reason::kNone, {}});
  page.open.push_back({MakeId<ledger::ContactId>(2), "", ledger::Reason::kHeld, {}});
  page.next = MakeId<ledger::ContactId>(2);
  step.TakePage(page, now, false);
  REQUIRE(step.NeedAt(now, 0) == Need::kIntend);
  CHECK(step.Next().contact == MakeId<ledger::ContactId>(1));
  REQUIRE(step.NeedAt(now, 1) == Need::kScan);
  step.TakePage({}, now, false);
  CHECK(step.NeedAt(now, 1) == Need::kWait);
  CHECK(step.NeedAt(now, 0) == Need::kWait);  // somebody is held: a sweep after a pause
  REQUIRE(step.NeedAt(now + absl::Seconds(1), 0) == Need::kScan);
  ledger::AudiencePage open;
  open.granted_open = 1;
  step.TakePage(open, now, false);
  REQUIRE(step.NeedAt(now + absl::Seconds(1), 0) == Need::kScan);
  ledger::AudiencePage last;
  last.out[ledger::Reason::kStopped] = 7;
  step.TakePage(last, now, false);
  CHECK(step.NeedAt(now, 0) == Need::kFinish);
  CHECK(step.counts().at(ledger::Reason::kStopped) == 7);
  step.Finish();
  CHECK(step.NeedAt(now, 0) == Need::kDone);
}

TEST_CASE("StepProgress: whoever is held after the deadline is intended, so that the step ends",
          "[dispatcher][step]") {
  using Need = StepProgress::Need;
  ledger::AudiencePage page;
  page.open.push_back({MakeId<ledger::ContactId>(2), "", ledger::Reason::kHeld, {}});
  StepProgress early;
  early.TakePage(page, absl::ZeroDuration(), false);
  CHECK(early.NeedAt(absl::ZeroDuration(), 0) == Need::kWait);
  StepProgress late;
  late.TakePage(page, absl::ZeroDuration(), true);
  REQUIRE(late.NeedAt(absl::ZeroDuration(), 0) == Need::kIntend);
  CHECK(late.Next().contact == MakeId<ledger::ContactId>(2));
}

TEST_CASE("StepProgress: sweeps that bring nothing come ever more seldom, until one is granted",
          "[dispatcher][step]") {
  using Need = StepProgress::Need;
  ledger::AudiencePage page;
  page.open.push_back({MakeId<ledger::ContactId>(2), "", ledger::Reason::kHeld, {}});
  StepProgress step;
  absl::Duration now;
  absl::Duration pause = absl::Milliseconds(500);
  for (int sweep = 0; sweep < 12; ++sweep) {
    REQUIRE(step.NeedAt(now, 0) == Need::kScan);
    step.TakePage(page, now, false);
    CHECK(step.NeedAt(now + pause - absl::Milliseconds(1), 0) == Need::kWait);
    now += pause;
    pause = std::min(2 * pause, absl::Seconds(60));
  }
  CHECK(pause == absl::Seconds(60));
  step.TakePage(page, now, false);
  step.NoteGrant(now);
  CHECK(step.NeedAt(now + absl::Milliseconds(500), 0) == Need::kScan);
  step.TakePage(page, now, false);
  step.TakePage(page, now, false);
  step.Hurry(now);
  CHECK(step.NeedAt(now, 0) == Need::kScan);
}

PendingIntent Intent(int number) {
  PendingIntent intent;
  intent.intended.intent = MakeId<ledger::IntentId>(number);
  intent.intended.message = MakeId<ledger::MessageId>(number);
  intent.intended.message_class = ledger::MessageClass::kCampaign;
  intent.intended.age_limit_ms = 2000;
  intent.contact = MakeId<ledger::ContactId>(number);
  intent.born = absl::Seconds(1);
  return intent;
}

ledger::VerdictGiven Verdict(int number, bool granted) {
  ledger::VerdictGiven verdict;
  verdict.intent = MakeId<ledger::IntentId>(number);
  verdict.message = MakeId<ledger::MessageId>(number);
  verdict.granted = granted;
  return verdict;
}

bool AnyLine(const ledger::LineId& /*line*/) { return true; }

TEST_CASE("IntentTable: a grant is taken out once, whatever the stream repeats",
          "[dispatcher][table]") {
  IntentTable table;
  table.Add(Intent(1));
  CHECK(table.Note(Verdict(1, true), 5) == Settled::kGranted);
  CHECK(table.TakeNextGranted(absl::Seconds(2), AnyLine).has_value());
  CHECK(table.Note(Verdict(1, true), 5) == Settled::kNotOurs);
  CHECK_FALSE(table.TakeNextGranted(absl::Seconds(2), AnyLine).has_value());
  CHECK(table.size() == 0);
}

TEST_CASE("IntentTable: a grant that grew old is never sent", "[dispatcher][table]") {
  IntentTable table;
  table.Add(Intent(1));
  table.Note(Verdict(1, true), 5);
  CHECK_FALSE(table.TakeNextGranted(absl::Seconds(3), AnyLine).has_value());
  CHECK(table.TakeTooOld(absl::Milliseconds(2999)).empty());
  CHECK(table.TakeTooOld(absl::Seconds(3)).size() == 1);
}

std::vector<PendingIntent> TakeHeldBack(IntentTable& table, const ledger::ContactId& contact,
                                        ledger::Offset offset) {
  return table.TakeGrantedOf(
      [&](const PendingIntent& intent) { return IsHeldBack(intent, contact, offset); });
}

TEST_CASE("IntentTable: a revocation takes back what stands before it", "[dispatcher][table]") {
  IntentTable table;
  table.Add(Intent(1));
  table.Note(Verdict(1, true), 5);
  CHECK(TakeHeldBack(table, MakeId<ledger::ContactId>(2), 9).empty());
  CHECK(TakeHeldBack(table, MakeId<ledger::ContactId>(1), 5).empty());
  CHECK(TakeHeldBack(table, MakeId<ledger::ContactId>(1), 6).size() == 1);
}

TEST_CASE("IntentTable: with little room the most urgent class goes first, then the oldest",
          "[dispatcher][table]") {
  IntentTable table;
  const ledger::MessageClass classes[] = {
      ledger::MessageClass::kCampaign, ledger::MessageClass::kCampaign, ledger::MessageClass::kHelp,
      ledger::MessageClass::kOptOutConfirmation};
  for (int i = 0; i < 4; ++i) {
    PendingIntent intent = Intent(i);
    intent.intended.message_class = classes[i];
    intent.born = absl::Seconds(2) - absl::Milliseconds(i);
    table.Add(std::move(intent));
    table.Note(Verdict(i, true), 5);
  }
  for (const int next : {3, 2, 1, 0}) {
    const auto taken = table.TakeNextGranted(absl::Seconds(2), AnyLine);
    REQUIRE(taken.has_value());
    CHECK(taken->intended.intent == MakeId<ledger::IntentId>(next));
  }
}

TEST_CASE("IntentTable: a line without room holds up no other line", "[dispatcher][table]") {
  IntentTable table;
  for (int i = 0; i < 2; ++i) {
    PendingIntent intent = Intent(i);
    intent.intended.line = ledger::LineId(i == 0 ? "slow" : "quick");
    table.Add(std::move(intent));
    table.Note(Verdict(i, true), 5);
  }
  const auto quick = [](const ledger::LineId& line) { return line.value() == "quick"; };
  const auto taken = table.TakeNextGranted(absl::Seconds(2), quick);
  REQUIRE(taken.has_value());
  CHECK(taken->intended.intent == MakeId<ledger::IntentId>(1));
  CHECK_FALSE(table.TakeNextGranted(absl::Seconds(2), quick).has_value());
  CHECK(table.TakeNextGranted(absl::Seconds(2), AnyLine).has_value());
}

TEST_CASE("IntentTable: lines take turns by urgency and age, and one without room is asked once",
          "[dispatcher][table]") {
  IntentTable table;
  for (int i = 0; i < 8; ++i) {
    PendingIntent intent = Intent(i);
    intent.intended.line = ledger::LineId(i % 2 == 0 ? "slow" : "quick");
    intent.born = absl::Seconds(2) - absl::Milliseconds(i);
    table.Add(std::move(intent));
    table.Note(Verdict(i, true), 5);
  }
  int asked = 0;
  const auto quick = [&](const ledger::LineId& line) {
    ++asked;
    return line.value() == "quick";
  };
  for (const int next : {7, 5, 3, 1}) {
    CHECK(table.TakeNextGranted(absl::Seconds(2), quick)->intended.intent ==
          MakeId<ledger::IntentId>(next));
  }
  CHECK(asked == 7);  // the slow line is second in the first turn
  for (const int next : {6, 4, 2, 0}) {
    CHECK(table.TakeNextGranted(absl::Seconds(2), AnyLine)->intended.intent ==
          MakeId<ledger::IntentId>(next));
  }
  CHECK(table.size() == 0);
}

TEST_CASE("IntentTable: a denial settles the intent", "[dispatcher][table]") {
  IntentTable table;
  table.Add(Intent(1));
  CHECK(table.Note(Verdict(1, false), 5) == Settled::kDenied);
  CHECK_FALSE(table.HasMessage(MakeId<ledger::MessageId>(1)));
}

}  // namespace
}  // namespace dispatcher
