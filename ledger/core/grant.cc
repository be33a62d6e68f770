#include "ledger/core/grant.h"

#include <algorithm>
#include <cstdlib>

#include "ledger/core/consent.h"
#include "ledger/core/needs_window.h"
#include "ledger/core/rules.h"

namespace ledger {
namespace {

bool IsCampaign(const SendIntended& intent) { return !intent.because.campaign.value().empty(); }

const DueMessage* FindDue(const ContactState& contact, const SendIntended& intent) {
  const auto at = std::find_if(contact.due.begin(), contact.due.end(), [&](const DueMessage& due) {
    return due.message == intent.message && due.message_class == intent.message_class;
  });
  return at == contact.due.end() ? nullptr : &*at;
}

// How many of `times` lie within the last `period_ms`.
std::size_t CountSince(const std::vector<TimeMs>& times, TimeMs now_ms, std::int64_t period_ms) {
  return static_cast<std::size_t>(std::count_if(
      times.begin(), times.end(), [&](TimeMs time) { return time > now_ms - period_ms; }));
}

// A final flag, for the classes that no flagged contact may get. `held` is passing and is tested
// later.
Reason FinalFlag(const ContactState& contact) {
  const Reason flag = FlagOf(contact);
  return flag == Reason::kHeld ? Reason::kNone : flag;
}

// Whether some opt-in from the handset lifted the revocation at `ground`.
bool IsLifted(const ContactState& contact, const Mark& ground) {
  return std::any_of(contact.programs.begin(), contact.programs.end(),
                     [&](const ProgramConsent& p) { return Passes(p.handset_in, ground); });
}

// Whether the opt-in that `due` confirms still holds: the contact is opted in, and no revocation
// stands above that very opt-in (a later opt-in may).
bool StandsOn(const ContactState& contact, const DueMessage& due, TimeMs now_ms) {
  const Revocations out = RevocationsOf(contact, due.program);
  return StatusOf(contact, due.program, now_ms) == Status::kOptedIn &&
         Passes(due.ground, out.handset) && Passes(due.ground, out.other);
}

// Whether the contact revoked `program`, or, without one, any program at all.
Reason WhyRevoked(const ContactState& contact, const ProgramRef& program, TimeMs now_ms) {
  const auto why = [&](const ProgramRef& ref) {
    const Status status = StatusOf(contact, ref, now_ms);
    if (status == Status::kStopped) return Reason::kStopped;
    return status == Status::kOptedOut ? Reason::kOptedOut : Reason::kNone;
  };
  if (const Reason revoked = why(program); revoked != Reason::kNone) return revoked;
  if (!program.program.value().empty()) return Reason::kNone;
  for (const ProgramConsent& known : contact.programs) {
    if (const Reason revoked = why(known.ref); revoked != Reason::kNone) return revoked;
  }
  return Reason::kNone;
}

Reason JudgeAnswer(const PartitionState& partition, const ContactState& contact,
                   const SendIntended& intent, const DueMessage& due) {
  switch (intent.message_class) {
    case MessageClass::kOptInConfirmation: {
      if (const Reason flag = FinalFlag(contact); flag != Reason::kNone) return flag;
      if (!StandsOn(contact, due, partition.time_ms)) return Reason::kNotOwed;
      break;
    }
    case MessageClass::kOptOutConfirmation:
      if (IsLifted(contact, due.ground)) return Reason::kNotOwed;
      break;
    case MessageClass::kCustomReply: {
      if (const Reason flag = FinalFlag(contact); flag != Reason::kNone) return flag;
      if (const Reason revoked = WhyRevoked(contact, due.program, partition.time_ms);
          revoked != Reason::kNone) {
        return revoked;
      }
      break;
    }
    case MessageClass::kHelp:
    case MessageClass::kUnknown:
    case MessageClass::kCampaign:
    case MessageClass::kSingle:
    case MessageClass::kOptInRequest:
      break;
  }
  const std::size_t sent =
      CountSince(contact.recent_answers, partition.time_ms, kRulesV1.answer_period_ms);
  return sent >= kRulesV1.answers_max ? Reason::kAnswerCap : Reason::kNone;
}

// The final cause that lies in the contact and the class; kHeld is left to the passing ones.
Reason JudgeClass(const PartitionState& partition, const ContactState& contact,
                  const SendIntended& intent) {
  const DueMessage* due = nullptr;
  if (!IsCampaign(intent)) {
    due = FindDue(contact, intent);
    const bool owed = due != nullptr && due->origin == intent.because.origin &&
                      due->program.program == intent.program.program;
    if (!owed) return Reason::kNotOwed;
    if (due->deadline_ms != kNoTime && partition.time_ms >= due->deadline_ms) {
      return Reason::kTooLate;
    }
  }
  Reason reason = Reason::kNone;
  switch (intent.message_class) {
    case MessageClass::kCampaign:
      if (!IsCampaign(intent)) return Reason::kNotOwed;
      reason = WhyNotReachable(contact, intent.program, partition.time_ms);
      break;
    case MessageClass::kSingle:
      if (IsCampaign(intent)) return Reason::kNotOwed;
      reason = WhyNotReachable(contact, intent.program, partition.time_ms);
      break;
    case MessageClass::kOptInRequest:
      reason = WhyNotAskable(contact, intent.program, intent.ask_limit, partition.time_ms);
      break;
    case MessageClass::kOptInConfirmation:
    case MessageClass::kOptOutConfirmation:
    case MessageClass::kHelp:
    case MessageClass::kCustomReply:
      if (due == nullptr) return Reason::kNotOwed;
      reason = JudgeAnswer(partition, contact, intent, *due);
      break;
    case MessageClass::kUnknown:
      return Reason::kNotOwed;
  }
  return reason == Reason::kHeld ? Reason::kNone : reason;
}

Reason JudgeHalts(const PartitionState& partition, const AccountId& account,
                  const SendIntended& intent) {
  for (const CampaignKey& key :
       {CampaignKey{account, CampaignId()}, CampaignKey{account, intent.because.campaign}}) {
    const auto halt = partition.halts.find(key);
    if (halt == partition.halts.end()) continue;
    if (intent.revision < halt->second.revision) return Reason::kRevision;
    if (halt->second.halted && !IsAnswer(intent.message_class)) return Reason::kHalted;
  }
  return Reason::kNone;
}

bool MayGoOutWhileHeld(MessageClass c) {
  return c == MessageClass::kHelp || c == MessageClass::kOptOutConfirmation;
}

// Whether the text, at its latest possible moment, is still inside its window.
bool IsInsideWindow(TimeMs now_ms, const ContactState& contact, const SendIntended& intent) {
  const ProgramConsent* consent = FindProgram(contact, intent.program.program);
  const Category category = consent != nullptr ? consent->ref.category : intent.program.category;
  if (!NeedsWindow(intent.message_class, category)) return true;
  if (!intent.window.has_value()) return false;
  return now_ms >= intent.window->open_ms &&
         now_ms + intent.age_limit_ms + intent.validity_ms <= intent.window->close_ms;
}

Reason JudgePassing(const PartitionState& partition, const ContactState& contact,
                    const MessageState& message, const AccountId& account,
                    const SendIntended& intent) {
  if (StateUnder(message, partition.epoch) == AttemptState::kOpen) return Reason::kAlreadyGranted;
  if (intent.epoch != partition.epoch) return Reason::kEpoch;
  if (const Reason halt = JudgeHalts(partition, account, intent); halt != Reason::kNone)
    return halt;
  if (!contact.held.empty() && !MayGoOutWhileHeld(intent.message_class)) return Reason::kHeld;
  const TimeMs now_ms = partition.time_ms;
  if (std::abs(intent.planned_at_ms - now_ms) > kRulesV1.clock_skew_max_ms) return Reason::kClock;
  if (IsAnswer(intent.message_class)) return Reason::kNone;
  if (!IsInsideWindow(now_ms, contact, intent)) return Reason::kWindow;
  if (intent.message_class != MessageClass::kOptInRequest && intent.cap.max > 0 &&
      CountSince(contact.recent_grants, now_ms, intent.cap.period_ms) >= intent.cap.max) {
    return Reason::kCap;
  }
  return Reason::kNone;
}

// Whether the work behind the intent is older than a loss of the log that an operator accepted.
bool IsLost(const PartitionState& partition, const SendIntended& intent) {
  if (partition.truncated_at == kNoOffset) return false;
  return IsCampaign(intent) ? intent.because.step_due_ms <= partition.truncated_at_ms
                            : intent.because.origin < partition.truncated_at;
}

}  // namespace

Reason Judge(const PartitionState& partition, const ContactState& contact,
             const MessageState& message, const AccountId& account, const SendIntended& intent) {
  const AttemptState state = StateUnder(message, partition.epoch);
  if (state == AttemptState::kDone || state == AttemptState::kUnknown) {
    return Reason::kAlreadyAttempted;
  }
  const StepKey step{{account, intent.because.campaign}, intent.because.step};
  if (IsCampaign(intent) && partition.finished.contains(step)) return Reason::kStepFinished;
  if (IsLost(partition, intent)) return Reason::kLogLost;
  if (intent.deadline_ms != kNoTime && partition.time_ms >= intent.deadline_ms) {
    return Reason::kTooLate;
  }
  if (const Reason reason = JudgeClass(partition, contact, intent); reason != Reason::kNone) {
    return reason;
  }
  return JudgePassing(partition, contact, message, account, intent);
}

}  // namespace ledger
