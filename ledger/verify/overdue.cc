// The part of Laws that lists what nobody is done with though its time is over.
#include <algorithm>
#include <tuple>

#include "ledger/core/message_class.h"
#include "ledger/core/reason_words.h"
#include "ledger/core/rules.h"
#include "ledger/verify/laws.h"

namespace ledger::verify {
namespace {

// The dispatcher closes a step after its deadline; it may have been away for a moment.
constexpr std::int64_t kStepSlackMs = 10 * 60'000;
// After this long no dispatcher has an excuse: the step did not end, though the log went on.
constexpr std::int64_t kStepBreachMs = 86'400'000;

}  // namespace

// Attempts that an epoch left open, or whose answer never came, and of which no report tells.
void Laws::FindUnknown() {
  for (const Grant& grant : grants_) {
    report_.spans.push_back({grant.at_ms, grant.settled_ms});
    const bool abandoned =
        grant.outcome == SendOutcome::kUnknownValue && grant.settled_ms != kNoTime;
    if ((abandoned || grant.outcome == SendOutcome::kUnknown) &&
        grant.delivery == Delivery::kUnknown) {
      report_.unknown.push_back({grant.account, grant.contact, grant.partition, grant.offset,
                                 grant.received_ms != kNoTime});
    }
  }
}

void Laws::FindOverdue(const Refold& refold) {
  for (const auto& [partition, fold] : refold.partitions()) {
    const TimeMs now_ms = fold.state.time_ms;
    for (const StepAudience& step : steps_) {
      if (step.deadline_ms == kNoTime || now_ms <= step.deadline_ms + kStepSlackMs ||
          fold.state.finished.contains(step.step)) {
        continue;
      }
      const std::string what = "message " + std::to_string(step.step.step + 1) + " of campaign " +
                               step.name + " is past its deadline and was never finished";
      report_.overdue.push_back(
          {step.step.campaign.account, std::nullopt, partition, kNoOffset, step.deadline_ms, what});
      if (now_ms <= step.deadline_ms + kStepBreachMs) continue;
      report_.breaches.push_back(
          {Law::kNobodyForgotten, partition, fold.next - 1, std::nullopt, "", what});
    }
    for (const auto& [id, contact] : fold.contacts) {
      for (const HeldReply& held : contact.held) {
        const TimeMs since_ms = held.at.time_ms + kRulesV1.answer_term_ms;
        if (now_ms < since_ms) continue;
        report_.overdue.push_back(
            {contact.account, id, partition, held.at.position, since_ms,
             held.review ? "a reply waits for a person" : "a reply waits for its decision"});
      }
      for (const DueMessage& due : contact.due) {
        if (due.deadline_ms == kNoTime || now_ms < due.deadline_ms) continue;
        report_.overdue.push_back(
            {contact.account, id, partition, due.origin, due.deadline_ms,
             "a text of class " + std::string(MessageClassName(due.message_class)) + " is owed"});
      }
    }
  }
  std::sort(report_.overdue.begin(), report_.overdue.end(), [](const Overdue& a, const Overdue& b) {
    return std::tie(a.since_ms, a.partition, a.offset) <
           std::tie(b.since_ms, b.partition, b.offset);
  });
}

}  // namespace ledger::verify
