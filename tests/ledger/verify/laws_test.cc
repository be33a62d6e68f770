#include "ledger/verify/laws.h"

#include <catch2/catch.hpp>
#include <functional>

#include "tests/ledger/verify/synthetic_log.h"

namespace ledger::verify {
namespace {

// Two people agree, get the first text, one stops, the step is closed.
SyntheticLog CorrectLog() {
  SyntheticLog log;
  log.OptIn(1);
  log.OptIn(2);
  log.Claim();
  log.Intend(1, 0, "Hello");
  log.Conclude(1, 0, SendOutcome::kAccepted);
  log.Received(1, "Hello");
  log.Intend(2, 0, "Hello");
  log.Conclude(2, 0, SendOutcome::kAccepted);
  log.Received(2, "Hello");
  log.Sent(1, "STOP");
  log.Say(1, Consequence::kRevoke);
  log.Intend(1, 1, "Again");  // denied: stopped
  log.Finish(0);
  return log;
}

std::vector<Law> LawsBroken(const Report& report) {
  std::vector<Law> laws;
  for (const Breach& breach : report.breaches) laws.push_back(breach.law);
  return laws;
}

TEST_CASE("Laws: a correct log passes, and is counted") {
  const Report report = CorrectLog().Verify();
  for (const Breach& breach : report.breaches) FAIL_CHECK(Describe(breach));
  CHECK(report.contacts == 2);
  CHECK(report.granted == 2);
  CHECK(report.denied.at(Reason::kStopped) == 1);
  CHECK(report.revocations == 1);
  CHECK(report.texts_received == 2);
  CHECK(report.texts_sent == 1);
  CHECK(report.open_grants == 0);
  CHECK(report.waiting.empty());
  CHECK(report.steps_checked == 1);
  CHECK(report.longest_after_stop_ms == -1);
}

TEST_CASE("Laws: each breach is named") {
  struct Row {
    const char* name;
    Law law;
    std::function<void(SyntheticLog&)> break_it;
  };
  const std::vector<Row> rows = {
      {"a text nobody granted", Law::kNoTextWithoutGrant,
       [](SyntheticLog& log) { log.Received(2, "Other words"); }},
      {"a text to a stranger", Law::kNoTextWithoutGrant,
       [](SyntheticLog& log) { log.Received(9, "Hello"); }},
      {"the text of a denied intent", Law::kNoTextWithoutGrant,
       [](SyntheticLog& log) { log.Received(1, "Again"); }},
      {"the text of a withdrawn grant", Law::kNoTextWithoutGrant,
       [](SyntheticLog& log) {
         log.Intend(2, 1, "Again");
         log.Conclude(2, 1, SendOutcome::kWithdrawn);
         log.Received(2, "Again");
       }},
      {"a text twice", Law::kAtMostOnce, [](SyntheticLog& log) { log.Received(2, "Hello"); }},
      {"a text before its grant", Law::kNoTextWithoutGrant,
       [](SyntheticLog& log) {
         log.now_ms += 60'000;
         log.Intend(2, 1, "Again");
         log.Conclude(2, 1, SendOutcome::kAccepted);
         log.now_ms -= 60'000;
         log.Received(2, "Again");
       }},
      {"a text from a handset that is not in the log", Law::kNothingLost,
       [](SyntheticLog& log) { log.Sent(2, "STOP"); }},
      {"a lost text beside a publisher's refused event", Law::kNothingLost,
       [](SyntheticLog& log) {
         log.Add(false, Person(2), EventRejected{0, 1, "unparseable"}, kNoTime, Origin::kIntake);
         log.Sent(2, "STOP");
       }},
      {"a lost text beside a record that nobody can read", Law::kNothingLost,
       [](SyntheticLog& log) {
         log.AddRaw(ContactKey(Person(2)), "\xff\xff");
         log.Sent(2, "STOP");
       }},
      {"an outcome without a grant", Law::kOutcomeOfGrant,
       [](SyntheticLog& log) { log.Conclude(1, 1, SendOutcome::kAccepted); }},
      {"a hole in the log", Law::kDenseOffsets,
       [](SyntheticLog& log) {
         log.Skip();
         log.OptIn(3);
       }},
      {"a record about the partition that no one can read", Law::kReadable,
       [](SyntheticLog& log) { log.AddRaw(std::string(kPartitionKey), "\xff\xff"); }},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    SyntheticLog log = CorrectLog();
    row.break_it(log);
    CHECK(LawsBroken(log.Verify()) == std::vector<Law>{row.law});
  }
}

TEST_CASE("Laws: a text that the webhook refused is not lost, and what is unreadable is counted") {
  SyntheticLog log = CorrectLog();
  log.Add(false, Person(2), EventRejected{0, 1, "too_large"}, kNoTime, Origin::kWebhook);
  log.Sent(2, "STOP");
  log.AddRaw(ContactKey(Person(2)), "\xff\xff");
  const Report report = log.Verify();
  for (const Breach& breach : report.breaches) FAIL_CHECK(Describe(breach));
  CHECK(report.undecodable == 1);
}

TEST_CASE("Laws: who agreed and was left out without a reason is named with the step's place") {
  SyntheticLog log;
  log.OptIn(1);
  log.OptIn(2);
  log.Claim();
  log.Intend(1, 0, "Hello");
  log.Conclude(1, 0, SendOutcome::kAccepted);
  log.Received(1, "Hello");
  log.Finish(0);
  const Report report = log.Verify();
  REQUIRE(LawsBroken(report) == std::vector<Law>{Law::kNobodyForgotten});
  CHECK(report.breaches[0].contact == Person(2));
  CHECK(report.breaches[0].offset == 5);
  CHECK(Describe(report.breaches[0]).find("partition 0 offset 5") != std::string::npos);
}

TEST_CASE("Laws: who joined, or stopped and came back, while the step ran is not forgotten") {
  SyntheticLog log;
  log.now_ms = kStart + 1000;
  log.Claim();
  log.OptIn(1);
  log.Finish(0);
  CHECK(log.Verify().breaches.empty());
}

TEST_CASE("Laws: a withdrawn grant may be granted again, and is then one text") {
  SyntheticLog log;
  log.OptIn(1);
  log.Claim();
  log.Intend(1, 0, "Hello");
  log.Conclude(1, 0, SendOutcome::kWithdrawn);
  log.Intend(1, 0, "Hello", 1);
  log.Conclude(1, 0, SendOutcome::kAccepted, 1);
  log.Received(1, "Hello");
  log.Finish(0);
  const Report report = log.Verify();
  for (const Breach& breach : report.breaches) FAIL_CHECK(Describe(breach));
  CHECK(report.granted == 2);
}

TEST_CASE("Laws: a text on its way when the stop came is listed with the time that it was late") {
  SyntheticLog log;
  log.OptIn(1);
  log.Claim();
  log.Intend(1, 0, "Hello");
  log.Sent(1, "STOP");
  log.Say(1, Consequence::kRevoke);
  log.Conclude(1, 0, SendOutcome::kAccepted);
  log.Received(1, "Hello");
  const Report report = log.Verify();
  CHECK(report.breaches.empty());
  REQUIRE(report.in_flight.size() == 1);
  CHECK(report.in_flight[0].later_ms == 40);
  CHECK(report.longest_after_stop_ms == 40);
}

TEST_CASE("Laws: a text whose own time was over when it came after a stop is a breach") {
  const auto received_after = [](TimeMs later_ms) {
    SyntheticLog log;
    log.OptIn(1);
    log.Claim();
    log.Intend(1, 0, "Hello");
    log.Conclude(1, 0, SendOutcome::kAccepted);
    log.Sent(1, "STOP");
    log.Say(1, Consequence::kRevoke);
    log.now_ms += later_ms;
    log.Received(1, "Hello");
    return log.Verify();
  };
  CHECK(received_after(60'000).breaches.empty());  // valid for a minute
  const Report late = received_after(90'000);
  REQUIRE(LawsBroken(late) == std::vector<Law>{Law::kNotLongAfterStop});
  CHECK(late.breaches[0].contact == Person(1));
}

TEST_CASE("Laws: what is open though its time is over is listed by name") {
  SyntheticLog log;
  log.OptIn(1);
  log.Claim();
  log.Reply(1);
  log.now_ms = kStart + 3'600'000 + 60'000;
  log.OptIn(2);
  CHECK(log.Verify().overdue.empty());  // the dispatcher may be late
  log.now_ms = kStart + 86'400'000 + 1'800'000;
  log.OptIn(3);
  const Report report = log.Verify();
  CHECK(report.breaches.empty());
  REQUIRE(report.overdue.size() == 2);
  CHECK(report.overdue[0].what.find("campaign Sale") != std::string::npos);
  CHECK(report.overdue[0].since_ms == kStart + 3'600'000);
  CHECK(report.overdue[1].contact == Person(1));
}

TEST_CASE("Laws: an undecided reply is listed") {
  SyntheticLog log;
  log.OptIn(1);
  log.Sent(1, "what?");
  log.Reply(1);
  const Report report = log.Verify();
  CHECK(report.breaches.empty());
  REQUIRE(report.waiting.size() == 1);
  CHECK(report.waiting[0].offset == 1);
}

TEST_CASE("Laws: stops between the first and the last grant of a step are told with their text") {
  SyntheticLog log;
  for (std::uint8_t person = 1; person <= 3; ++person) log.OptIn(person);
  log.Claim();
  log.Intend(1, 0, "Hello");
  log.Conclude(1, 0, SendOutcome::kAccepted);
  log.Received(1, "Hello");
  log.Sent(1, "STOP");
  log.Say(1, Consequence::kRevoke);
  log.Sent(2, "STOP");
  log.Say(2, Consequence::kRevoke);
  log.Intend(2, 0, "Hello");
  log.Intend(3, 0, "Hello");
  log.Conclude(3, 0, SendOutcome::kAccepted);
  log.Received(3, "Hello");
  log.Finish(0);
  const Report report = log.Verify();
  for (const Breach& breach : report.breaches) FAIL_CHECK(Describe(breach));
  REQUIRE(report.steps.size() == 1);
  REQUIRE(report.steps[0].stops.size() == 2);
  CHECK(report.steps[0].stops[0].granted_before);
  CHECK(report.steps[0].stops[0].received);
  CHECK_FALSE(report.steps[0].stops[1].granted_before);
  CHECK_FALSE(report.steps[0].stops[1].granted_after);
  CHECK_FALSE(report.steps[0].stops[1].received);
}

TEST_CASE("Laws: a step that is open a day after its deadline is a breach") {
  SyntheticLog log;
  log.OptIn(1);
  log.Claim();
  log.Intend(1, 0, "Hello");
  log.Conclude(1, 0, SendOutcome::kAccepted);
  log.Received(1, "Hello");
  log.now_ms = kStart + 3'600'000 + 86'400'000 + 1000;
  log.OptIn(2);
  const Report report = log.Verify();
  CHECK(report.overdue.size() == 1);
  REQUIRE(LawsBroken(report) == std::vector<Law>{Law::kNobodyForgotten});
  CHECK(Describe(report.breaches[0]).find("never finished") != std::string::npos);
}

// A text that stops all marketing; its confirmation is granted two seconds later, and concluded so
// much later still; a withdrawn one is what the log has of an attempt that never began.
Deadlines DeadlinesOf(SendOutcome outcome, TimeMs later_ms) {
  SyntheticLog log;
  log.OptIn(1);
  const Offset epoch = log.Claim();
  const Offset reply = log.Reply(1);
  ReplyDecided decided;
  decided.reply_offset = reply;
  decided.reply_event = log.last_id();
  decided.reply_class = ReplyClass::kRevoke;
  decided.consequence = Consequence::kRevoke;
  decided.revocation = {Reach::kMarketing, {}};
  decided.answers = {{MessageClass::kOptOutConfirmation, kMarketing, "template", "en"}};
  log.now_ms += 1'980;
  log.Add(false, Person(1), decided);
  SendIntended intent;
  intent.message = AnswerMessageId(decided.reply_event, "opt-out-confirmation");
  intent.intent = MakeIntentId(intent.message, epoch, 0);
  intent.message_class = MessageClass::kOptOutConfirmation;
  intent.program = kMarketing;
  intent.because.origin = reply;
  intent.line = LineId("13013");
  intent.epoch = epoch;
  intent.revision = 0;
  intent.planned_at_ms = log.now_ms;
  intent.deadline_ms = kStart + 3'600'000;
  log.Add(false, Person(1), intent);
  if (outcome != SendOutcome::kUnknownValue) {
    log.now_ms += later_ms - 10;
    log.Add(false, Person(1),
            SendConcluded{intent.intent, intent.message, outcome, "", "", false, false});
  }
  if (outcome == SendOutcome::kWithdrawn) {
    log.now_ms = log.now_ms + 301'000;
    intent.intent = MakeIntentId(intent.message, epoch, 1);
    intent.planned_at_ms = log.now_ms;
    log.Add(false, Person(1), intent);
  }
  const Report report = log.Verify();
  CHECK(report.breaches.empty());
  CHECK(report.deadlines.revocations == 1);
  CHECK(report.deadlines.longest_to_force_ms == 10);  // the reply's append
  return report.deadlines;
}

TEST_CASE("Laws: a STOP is confirmed when the provider has the text, not when it is granted",
          "[verify]") {
  const Deadlines soon = DeadlinesOf(SendOutcome::kAccepted, 500);
  CHECK(soon.confirmed == 1);
  CHECK(soon.longest_to_confirm_ms == 2'510);
  CHECK(soon.confirmed_late == 0);
  CHECK(soon.unconfirmed == 0);
  const Deadlines late = DeadlinesOf(SendOutcome::kAccepted, 300'000);
  CHECK(late.confirmed == 1);
  CHECK(late.longest_to_confirm_ms == 302'010);
  CHECK(late.confirmed_late == 1);
  for (const SendOutcome outcome : {SendOutcome::kRejected, SendOutcome::kUnknown,
                                    SendOutcome::kUnknownValue, SendOutcome::kWithdrawn}) {
    INFO(static_cast<int>(outcome));
    const Deadlines missed = DeadlinesOf(outcome, 500);
    CHECK(missed.confirmed == 0);
    CHECK(missed.longest_to_confirm_ms == -1);
    CHECK(missed.unconfirmed == 1);
  }
}

TEST_CASE("Laws: a revocation that a person found later is measured from the text", "[verify]") {
  constexpr TimeMs kDayMs = 86'400'000;
  for (const TimeMs days : {2, 20}) {
    SyntheticLog log;
    log.OptIn(1);
    const Offset reply = log.Reply(1);
    ReplyDecided decided;
    decided.reply_offset = reply;
    decided.reply_event = log.last_id();
    decided.reply_class = ReplyClass::kInbox;
    decided.consequence = Consequence::kNone;
    decided.actor = "ann";
    log.Add(false, Person(1), decided);
    decided.reply_class = ReplyClass::kRevoke;
    decided.consequence = Consequence::kRevoke;
    decided.revocation = {Reach::kEverything, {}};
    log.now_ms += days * kDayMs - 20;
    log.Add(false, Person(1), decided);
    const Deadlines deadlines = log.Verify().deadlines;
    CHECK(deadlines.revocations == 1);
    CHECK(deadlines.longest_to_force_ms == days * kDayMs + 10);
    CHECK(deadlines.past_ten_days == (days > 12 ? 1 : 0));
  }
}

}  // namespace
}  // namespace ledger::verify
