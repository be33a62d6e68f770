// The small pure parts: pace, words, due texts, progress of a step, intent table.
#include <catch2/catch.hpp>

#include "dispatcher/due_texts.h"
#include "dispatcher/intent_table.h"
#include "dispatcher/pace.h"
#include "dispatcher/step_progress.h"
#include "dispatcher/words.h"

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

TEST_CASE("FillIn: known places are filled and all else stays", "[dispatcher][words]") {
  const std::map<std::string, std::string> values = {{"brand", "Acme"}, {"x", "{brand}"}};
  CHECK(FillIn("{brand}: hi", values) == "Acme: hi");
  CHECK(FillIn("{x}{other} {brand", values) == "{brand}{other} {brand");
  CHECK(FillIn("{{brand}}", values) == "{Acme}");
  CHECK(FillIn("", values).empty());
}

TEST_CASE("DueTexts: opt-out confirmations first, passing denials wait longer each time",
          "[dispatcher][due]") {
  DueTexts due;
  const auto add = [&](int number, ledger::MessageClass message_class) {
    ledger::TextDue text;
    text.due.message = MakeId<ledger::MessageId>(number);
    text.due.message_class = message_class;
    text.due.origin = number;
    due.Add(0, text);
  };
  add(1, ledger::MessageClass::kSingle);
  add(2, ledger::MessageClass::kHelp);
  add(3, ledger::MessageClass::kOptOutConfirmation);
  const std::vector<DueText*> ready = due.Ready(absl::ZeroDuration());
  REQUIRE(ready.size() == 3);
  CHECK(ready[0]->text.due.origin == 3);
  CHECK(ready[1]->text.due.origin == 2);
  CHECK(ready[2]->text.due.origin == 1);
  const auto third = MakeId<ledger::MessageId>(3);
  due.Postpone(third, absl::ZeroDuration());
  CHECK(due.Ready(absl::Milliseconds(249)).size() == 2);
  CHECK(due.Ready(absl::Milliseconds(250)).size() == 3);
  due.Postpone(third, absl::Milliseconds(250));
  CHECK(due.Ready(absl::Milliseconds(700)).size() == 2);
  due.Forget(third);
  CHECK(due.size() == 2);
}

TEST_CASE("StepProgress: finishes only after a whole sweep found nobody left",
          "[dispatcher][step]") {
  using Need = StepProgress::Need;
  StepProgress step;
  const absl::Duration now = absl::Seconds(10);
  REQUIRE(step.NeedAt(now, 0) == Need::kScan);
  ledger::AudiencePage page;
  page.open.push_back({MakeId<ledger::ContactId>(1), "", ledger::Reason::kNone});
  page.open.push_back({MakeId<ledger::ContactId>(2), "", ledger::Reason::kHeld});
  page.next = MakeId<ledger::ContactId>(2);
  step.TakePage(page, now);
  REQUIRE(step.NeedAt(now, 0) == Need::kIntend);
  CHECK(step.Next().contact == MakeId<ledger::ContactId>(1));
  REQUIRE(step.NeedAt(now, 1) == Need::kScan);
  step.TakePage({}, now);
  CHECK(step.NeedAt(now, 1) == Need::kWait);
  CHECK(step.NeedAt(now, 0) == Need::kWait);  // somebody is held: a sweep after a pause
  REQUIRE(step.NeedAt(now + absl::Seconds(1), 0) == Need::kScan);
  ledger::AudiencePage open;
  open.granted_open = 1;
  step.TakePage(open, now);
  REQUIRE(step.NeedAt(now + absl::Seconds(1), 0) == Need::kScan);
  ledger::AudiencePage last;
  last.out[ledger::Reason::kStopped] = 7;
  step.TakePage(last, now);
  CHECK(step.NeedAt(now, 0) == Need::kFinish);
  CHECK(step.counts().at(ledger::Reason::kStopped) == 7);
  step.Finish();
  CHECK(step.NeedAt(now, 0) == Need::kDone);
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

TEST_CASE("IntentTable: a grant is taken out once, whatever the stream repeats",
          "[dispatcher][table]") {
  IntentTable table;
  table.Add(Intent(1));
  CHECK(table.Note(Verdict(1, true), 5, nullptr) == Settled::kGranted);
  CHECK(table.TakeGranted(absl::Seconds(2), 10).size() == 1);
  CHECK(table.Note(Verdict(1, true), 5, nullptr) == Settled::kNotOurs);
  CHECK(table.TakeGranted(absl::Seconds(2), 10).empty());
  CHECK(table.size() == 0);
}

TEST_CASE("IntentTable: a grant that grew old is never sent", "[dispatcher][table]") {
  IntentTable table;
  table.Add(Intent(1));
  table.Note(Verdict(1, true), 5, nullptr);
  CHECK(table.TakeGranted(absl::Seconds(3), 10).empty());
  CHECK(table.TakeTooOld(absl::Milliseconds(2999)).empty());
  CHECK(table.TakeTooOld(absl::Seconds(3)).size() == 1);
}

TEST_CASE("IntentTable: a revocation takes back what stands before it", "[dispatcher][table]") {
  IntentTable table;
  table.Add(Intent(1));
  table.Note(Verdict(1, true), 5, nullptr);
  CHECK(table.TakeHeldBack(MakeId<ledger::ContactId>(2), 9).empty());
  CHECK(table.TakeHeldBack(MakeId<ledger::ContactId>(1), 5).empty());
  CHECK(table.TakeHeldBack(MakeId<ledger::ContactId>(1), 6).size() == 1);
}

TEST_CASE("IntentTable: a denial settles the intent", "[dispatcher][table]") {
  IntentTable table;
  table.Add(Intent(1));
  std::optional<PendingIntent> denied;
  CHECK(table.Note(Verdict(1, false), 5, &denied) == Settled::kDenied);
  CHECK(denied.has_value());
  CHECK_FALSE(table.HasMessage(MakeId<ledger::MessageId>(1)));
}

}  // namespace
}  // namespace dispatcher
