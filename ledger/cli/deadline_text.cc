#include "ledger/cli/deadline_text.h"

#include <algorithm>
#include <cstdio>

#include "ledger/core/business_days.h"
#include "ledger/core/reason_words.h"
#include "ledger/core/rules.h"

namespace ledger::cli {
namespace {

// Long times in days, which nobody counts in seconds.
std::string Seconds(std::int64_t ms) {
  constexpr std::int64_t kDayMs = 86'400'000;
  const bool days = ms >= kDayMs;
  std::string text(32, '\0');
  text.resize(static_cast<std::size_t>(
      std::snprintf(text.data(), text.size(), days ? "%.1f days" : "%.1f s",
                    static_cast<double>(ms) / static_cast<double>(days ? kDayMs : 1000))));
  return text;
}

std::string Longest(std::int64_t ms) { return ms < 0 ? "" : ", the longest after " + Seconds(ms); }

// Whether the fact takes consent back by itself, at its append.
bool RevokesAtAppend(const Fact& fact) {
  const auto* set = std::get_if<PermissionSet>(&fact);
  return std::holds_alternative<OptedOut>(fact) ||
         std::holds_alternative<NumberReassigned>(fact) ||
         (set != nullptr && (set->permission == Permission::kOptOut ||
                             set->permission == Permission::kStopped));
}

}  // namespace

std::string DeadlinesText(const verify::Deadlines& deadlines) {
  return "\ndeadlines, from the receipt\n  " + std::to_string(deadlines.revocations) +
         " revocations in force" + Longest(deadlines.longest_to_force_ms) + "; " +
         std::to_string(deadlines.past_ten_days) + " later than ten business days\n  " +
         std::to_string(deadlines.confirmed) + " opt-outs confirmed" +
         Longest(deadlines.longest_to_confirm_ms) + "; " +
         std::to_string(deadlines.confirmed_late) + " later than five minutes, " +
         std::to_string(deadlines.unconfirmed) + " not confirmed, or nobody knows\n  " +
         std::to_string(deadlines.answered) + " other answers" +
         Longest(deadlines.longest_to_answer_ms) + "\n";
}

Json DeadlinesJson(const verify::Deadlines& deadlines) {
  const auto longest = [](std::int64_t ms) { return ms < 0 ? Json() : Json(ms); };
  return {{"revocations", deadlines.revocations},
          {"longest_to_force_ms", longest(deadlines.longest_to_force_ms)},
          {"past_ten_business_days", deadlines.past_ten_days},
          {"confirmed", deadlines.confirmed},
          {"longest_to_confirm_ms", longest(deadlines.longest_to_confirm_ms)},
          {"confirmed_late", deadlines.confirmed_late},
          {"unconfirmed", deadlines.unconfirmed},
          {"answered", deadlines.answered},
          {"longest_to_answer_ms", longest(deadlines.longest_to_answer_ms)}};
}

DeadlineNotes::Note DeadlineNotes::OfRevocation(TimeMs received_ms, TimeMs in_force_ms) const {
  const TimeMs honour_by_ms = AfterBusinessDays(received_ms, kHonourBusinessDays);
  const bool late = in_force_ms > honour_by_ms;
  return {"received " + ShowTime(received_ms) + ", in force after " +
              Seconds(in_force_ms - received_ms) +
              (late ? ", too late: ten business days ended " : "; ten business days end ") +
              ShowTime(honour_by_ms),
          {{"received_at", JsonTime(received_ms)},
           {"in_force_at", JsonTime(in_force_ms)},
           {"in_force_after_ms", in_force_ms - received_ms},
           {"honour_by", JsonTime(honour_by_ms)},
           {"late", late}}};
}

// The reply held the contact from its append until its first decision. If that did not revoke, only
// the one that does is in force.
DeadlineNotes::Note DeadlineNotes::OfDecision(const ReplyDecided& decided, TimeMs appended_at_ms) {
  const auto reply = replies_.find(decided.reply_offset);
  if (reply == replies_.end() || decided.consequence == Consequence::kHold ||
      decided.consequence == Consequence::kUnknown) {
    return {};
  }
  const bool late = reply->second.decided;
  reply->second.decided = true;
  if (decided.consequence != Consequence::kRevoke) return {};
  return OfRevocation(reply->second.at_ms,
                      late ? appended_at_ms : reply->second.appended_at_ms);
}

DeadlineNotes::Note DeadlineNotes::OfAnswer(std::string_view what, Offset reply,
                                            MessageClass message_class, TimeMs at_ms) const {
  const auto received = replies_.find(reply);
  if (received == replies_.end()) return {};
  const std::int64_t term_ms = message_class == MessageClass::kOptOutConfirmation
                                   ? kRulesV1.opt_out_confirmation_term_ms
                                   : kRulesV1.answer_term_ms;
  const std::int64_t after_ms = at_ms - received->second.at_ms;
  const bool late = after_ms >= term_ms;
  return {std::string(what) + " " + Seconds(after_ms) + " after the text at offset " +
              std::to_string(reply) + " was received; " +
              (late ? "too late: its term was " : "its term is ") +
              std::to_string(term_ms / 1000) + " s",
          {{"outcome", what},
           {"received_at", JsonTime(received->second.at_ms)},
           {"after_ms", after_ms},
           {"term_ms", term_ms},
           {"late", late}}};
}

DeadlineNotes::Note DeadlineNotes::OfConclusion(const SendConcluded& concluded,
                                                TimeMs appended_at_ms) const {
  const auto answer = answers_.find(concluded.intent);
  if (answer == answers_.end()) return {};
  const auto note = [&](std::string_view what) {
    return OfAnswer(what, answer->second.reply, answer->second.message_class, appended_at_ms);
  };
  switch (concluded.outcome) {
    case SendOutcome::kAccepted:
    case SendOutcome::kQueued:
      return note("taken by the provider");
    case SendOutcome::kRejected:
      return note("refused by the provider");
    case SendOutcome::kUnknown:
    case SendOutcome::kUnknownValue:
      return note("lost sight of");
    case SendOutcome::kWithdrawn:  // it is tried again
      break;
  }
  return {};
}

DeadlineNotes::Note DeadlineNotes::See(Offset offset, TimeMs appended_at_ms, const Event& event,
                                       const Effect& effect) {
  if (effect.disposition == Disposition::kIgnored) return {};
  if (const auto* intent = std::get_if<SendIntended>(&event.fact)) {
    if (!IsAnswer(intent->message_class)) return {};
    const bool granted = effect.disposition == Disposition::kGranted;
    if (!granted && effect.reason != Reason::kTooLate) return {};
    if (granted) answers_[intent->intent] = {intent->because.origin, intent->message_class};
    return OfAnswer(granted ? "granted" : "given up", intent->because.origin,
                    intent->message_class, appended_at_ms);
  }
  if (const auto* replied = std::get_if<KeywordReplied>(&event.fact)) {
    const TimeMs sent_ms =
        replied->gateway_time_ms == kNoTime ? appended_at_ms : replied->gateway_time_ms;
    replies_[offset] = {std::min(sent_ms, appended_at_ms), appended_at_ms, false};
  } else if (const auto* decided = std::get_if<ReplyDecided>(&event.fact)) {
    return OfDecision(*decided, appended_at_ms);
  } else if (const auto* concluded = std::get_if<SendConcluded>(&event.fact)) {
    return OfConclusion(*concluded, appended_at_ms);
  } else if (RevokesAtAppend(event.fact)) {
    return OfRevocation(appended_at_ms, appended_at_ms);
  }
  return {};
}

}  // namespace ledger::cli
