// A fold that errs on purpose: shows records to the laws with the verdicts that a test wants, a row
// a case.
#pragma once

#include <catch2/catch.hpp>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tests/ledger/verify/synthetic_log.h"

namespace ledger::verify {

inline const ProgramRef kShipping{ProgramId("shipping"), Category::kInformational};
inline const LineId kLine("13013");
inline const LineId kOtherLine("13014");

class ErringFold {
 public:
  // Shows a record as the fold is said to have judged it; returns its event id.
  EventId Show(Fact fact, Disposition disposition = Disposition::kApplied,
               Reason judged = Reason::kNone, Reason reason = Reason::kNone) {
    Event event;
    std::string raw = std::to_string(++offset);
    raw.resize(EventId::kSize, 'e');
    event.id = EventId::FromBytes(raw);
    event.account = kShop;
    event.sealed_number = "sealed";
    event.occurred_at_ms = Now();
    const bool about_partition = IsAboutPartition(fact);
    event.fact = std::move(fact);
    Record record{offset, Now(), about_partition, Person(1), event};
    Effect effect;
    effect.disposition = disposition;
    effect.reason = reason;
    fold_.state.time_ms = Now();
    laws_.Observe({0, record, effect, fold_, nobody_, nobody_, judged});
    return event.id;
  }
  void ShowUndecodable() {
    Record record{++offset, Now(), false, Person(1), Undecodable{"field 99"}};
    Effect effect;
    effect.disposition = Disposition::kBlocked;
    laws_.Observe({0, record, effect, fold_, nobody_, nobody_, Reason::kNone});
  }
  void Grant(const SendIntended& intent) { Show(intent, Disposition::kGranted); }
  void OptIn(const ProgramRef& program = kMarketing) {
    Show(OptedIn{{program}, OptInMethod::kWebForm, {}});
  }
  // The next text of a campaign, or the next request.
  SendIntended Intent(MessageClass message_class = MessageClass::kCampaign,
                      const ProgramRef& program = kMarketing) {
    SendIntended intent;
    intent.message = CampaignMessageId(kShop, kSale, step_++, Person(1));
    intent.intent = MakeIntentId(intent.message, kNoOffset, 0);
    intent.message_class = message_class;
    intent.program = program;
    intent.because = {kSale, 0, kStart, kNoOffset};
    intent.revision = 100;
    intent.planned_at_ms = Now();
    intent.line = kLine;
    intent.ask_limit = 3;
    intent.pending_term_ms = 60'000;
    intent.window = Window{kStart - 1, kStart + 30 * 86'400'000LL, "UTC", "test"};
    return intent;
  }
  void Conclude(const SendIntended& intent, SendOutcome outcome, bool permanent = false) {
    Show(SendConcluded{intent.intent, intent.message, outcome, "", "", permanent, false});
  }
  void ReportOn(const SendIntended& intent, Delivery delivery) {
    Show(DeliveryReported{intent.intent, intent.message, delivery, "", false, false});
  }
  void Say(Consequence consequence, const ProgramRef& program = kMarketing,
           std::vector<AnswerDue> answers = {}, const LineId& line = kLine) {
    ReplyDecided decided;
    decided.reply_event = Show(KeywordReplied{line, "kannel", "1", kNoTime, {}});
    decided.reply_offset = offset;
    decided.consequence = consequence;
    decided.programs = {program};
    decided.revocation = {Reach::kEverything, {}};
    decided.answers = std::move(answers);
    Show(decided);
    latest_ = decided;
  }
  // A text that was sent at the very moment of what stands before it, and came behind it.
  void SayAtOnce(Consequence consequence, const ProgramRef& program) {
    ReplyDecided decided;
    decided.reply_event = Show(KeywordReplied{kLine, "kannel", "1", Now(), {}});
    decided.reply_offset = offset;
    decided.consequence = consequence;
    decided.programs = {program};
    Show(decided);
  }
  // The latest text is decided once more, as a revocation; `person` "": by the keyword-handler.
  void RevokeLate(const char* person) {
    latest_.consequence = Consequence::kRevoke;
    latest_.actor = person;
    Show(latest_);
  }
  std::vector<Law> Broken() {
    std::vector<Law> laws;
    for (const Breach& breach : laws_.TakeReport().breaches) laws.push_back(breach.law);
    return laws;
  }
  [[nodiscard]] TimeMs Now() const { return kStart + offset * 10 + later_ms; }

  Offset offset = 0;
  TimeMs later_ms = 0;

 private:
  Laws laws_{{}};
  PartitionFold fold_;
  const ContactState nobody_;
  std::uint32_t step_ = 0;
  ReplyDecided latest_;
};

struct TableRow {
  const char* name;
  std::vector<Law> broken;
  std::function<void(ErringFold&)> play;
};

inline void CheckRows(const std::vector<TableRow>& rows) {
  for (const TableRow& row : rows) {
    INFO(row.name);
    ErringFold fold;
    row.play(fold);
    CHECK(fold.Broken() == row.broken);
  }
}

inline const std::vector<Law> kFine = {};
inline const std::vector<Law> kForbidden = {Law::kNoGrantAfterStop};
inline const std::vector<Law> kWrong = {Law::kVerdict};
inline constexpr MessageClass kAsk = MessageClass::kOptInRequest;

}  // namespace ledger::verify
