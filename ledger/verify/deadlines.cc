// The part of Laws that measures how soon was done what has a deadline: revocations (47 CFR
// 64.1200(a)(10)), their confirmations (five minutes), other answers.
#include <algorithm>

#include "ledger/core/business_days.h"
#include "ledger/core/message_class.h"
#include "ledger/core/rules.h"
#include "ledger/verify/laws.h"

namespace ledger::verify {

void Laws::MeasureDeadlines() {
  Deadlines& deadlines = report_.deadlines;
  for (const auto& [id, contact] : contacts_) {
    for (const PlainConsent::Revocation& out : contact.plain.revocations()) {
      ++deadlines.revocations;
      deadlines.longest_to_force_ms =
          std::max(deadlines.longest_to_force_ms, out.durable_ms - out.received_ms);
      if (out.durable_ms > AfterBusinessDays(out.received_ms, kHonourBusinessDays)) {
        ++deadlines.past_ten_days;
      }
    }
    MeasureAnswers(contact);
  }
}

// A grant comes in time by rule; what counts is when the provider took the text.
void Laws::MeasureAnswers(const PerContact& contact) {
  Deadlines& deadlines = report_.deadlines;
  deadlines.unconfirmed += contact.confirmed_too_late.size();
  for (const std::size_t place : contact.grants) {
    const Grant& grant = grants_[place];
    if (!IsAnswer(grant.message_class) || grant.outcome == SendOutcome::kWithdrawn) continue;
    const auto& replies = contact.plain.replies();
    const auto reply = std::find_if(replies.begin(), replies.end(), [&](const auto& r) {
      return r.offset == grant.origin;
    });
    if (reply == replies.end()) continue;
    const bool confirms = grant.message_class == MessageClass::kOptOutConfirmation;
    if (grant.taken_ms == kNoTime) {
      if (confirms) ++deadlines.unconfirmed;
      continue;
    }
    const std::int64_t took_ms = grant.taken_ms - reply->time_ms;
    if (!confirms) {
      ++deadlines.answered;
      deadlines.longest_to_answer_ms = std::max(deadlines.longest_to_answer_ms, took_ms);
      continue;
    }
    ++deadlines.confirmed;
    deadlines.longest_to_confirm_ms = std::max(deadlines.longest_to_confirm_ms, took_ms);
    if (took_ms >= kRulesV1.opt_out_confirmation_term_ms) ++deadlines.confirmed_late;
  }
}

}  // namespace ledger::verify
