// What requests, intents and outcomes do: the fold's side of the send protocol (send.pml is its
// checked model).
#include <algorithm>

#include "ledger/core/apply_facts.h"
#include "ledger/core/consent.h"
#include "ledger/core/grant.h"
#include "ledger/core/rules.h"

namespace ledger {
namespace {

// Notes a grant at `now_ms`; forgets what no period reaches any more, and keeps the list short.
void NoteTime(std::vector<TimeMs>& times, TimeMs now_ms) {
  std::erase_if(times, [&](TimeMs time) { return time <= now_ms - kRulesV1.cap_period_max_ms; });
  if (times.size() >= kRulesV1.cap_max) times.erase(times.begin());
  times.push_back(now_ms);
}

void ForgetTime(std::vector<TimeMs>& times, TimeMs time_ms) {
  if (const auto at = std::find(times.begin(), times.end(), time_ms); at != times.end()) {
    times.erase(at);
  }
}

void Identify(MessageState& message, const SendIntended& intent) {
  message.message_class = intent.message_class;
  message.program = intent.program;
  message.campaign = intent.because.campaign;
  message.step = intent.because.step;
}

void Grant(const SendIntended& intent, const Place& place) {
  ContactState& contact = place.state.contact;
  MessageState& message = place.state.message;
  Identify(message, intent);
  message.state = AttemptState::kOpen;
  message.grant = intent.intent;
  message.epoch = intent.epoch;
  message.granted_at = place.offset;
  message.granted_at_ms = place.now_ms();
  message.last_denial = Reason::kNone;
  message.outcome = SendOutcome::kUnknownValue;
  message.delivery = Delivery::kUnknown;
  if (intent.message_class == MessageClass::kOptInRequest) {
    ProgramConsent& consent = ProgramOf(contact, intent.program);
    consent.ask = {intent.intent, intent.line, place.AtAppend(),
                   place.now_ms() + intent.pending_term_ms};
    ++consent.asks;
    message.counted_ask = true;
  } else if (IsAnswer(intent.message_class)) {
    NoteTime(contact.recent_answers, place.now_ms());
  } else {
    NoteTime(contact.recent_grants, place.now_ms());  // also without a cap: one may come later
  }
  OpenGrant open{intent.intent, intent.message, place.contact, {}};
  open.step = {{place.event.account, intent.because.campaign}, intent.because.step};
  place.state.partition.open.insert(std::move(open));
}

void Close(PartitionState& partition, const IntentId& intent) {
  // Every outcome and every report comes through here.
  const auto at = partition.open.find(intent);
  if (at != partition.open.end()) partition.open.erase(at);
}

// Notes whether this ask missed the person, if no later one replaced it: then nobody is pending on
// it, and the contact has the status that it had before.
void NoteMissed(bool missed, const Place& place) {
  MessageState& message = place.state.message;
  if (message.message_class != MessageClass::kOptInRequest) return;
  Ask& ask = ProgramOf(place.state.contact, message.program).ask;
  if (ask.intent == message.grant) ask.missed = missed;
}

// The ask never left, so nobody can have answered it: a YES that came meanwhile counts for nothing,
// whether it waits for its decision or was decided. To lower an opt-in here lifts nothing: before
// this ask the contact had none from the handset, or it would not have been asked.
void UndoAsk(const Place& place) {
  MessageState& message = place.state.message;
  if (message.message_class != MessageClass::kOptInRequest) return;
  ContactState& contact = place.state.contact;
  for (HeldReply& reply : contact.held) {
    std::erase_if(reply.asks, [&](const AskAtReply& ask) {
      return ask.granted.position == message.granted_at;
    });
  }
  ProgramConsent& consent = ProgramOf(contact, message.program);
  if (consent.ask.intent == message.grant) consent.ask = {};
  if (consent.handset_in.position == message.granted_at) consent.handset_in = {};
}

// An ask that did not reach the person leaves room for another one. Returns whether it counted.
bool UncountAsk(const Place& place) {
  MessageState& message = place.state.message;
  if (!message.counted_ask) return false;
  message.counted_ask = false;
  ProgramConsent& consent = ProgramOf(place.state.contact, message.program);
  if (consent.asks > 0) --consent.asks;
  return true;
}

// It did reach the person after all: so another ask may not follow it.
void CountAskAgain(const Place& place) {
  MessageState& message = place.state.message;
  if (message.message_class != MessageClass::kOptInRequest || message.counted_ask) return;
  message.counted_ask = true;
  ++ProgramOf(place.state.contact, message.program).asks;
}

// No byte left: the message id is given back, and all that the grant had counted.
Effect Withdraw(const Place& place) {
  MessageState& message = place.state.message;
  if (message.state != AttemptState::kOpen) return Effect::Ignored(Reason::kConcludedAlready);
  UndoAsk(place);
  UncountAsk(place);
  ForgetTime(IsAnswer(message.message_class) ? place.state.contact.recent_answers
                                             : place.state.contact.recent_grants,
             message.granted_at_ms);
  message.state = AttemptState::kFree;
  message.grant = IntentId();
  message.outcome = SendOutcome::kWithdrawn;
  return {};
}

bool IsTerm(std::int64_t term_ms) { return term_ms >= 0 && term_ms <= kRulesV1.term_max_ms; }
bool IsInstant(TimeMs time_ms) { return time_ms >= kNoTime && time_ms <= kRulesV1.time_max_ms; }

// Whether the intent says what an intent must, in numbers that can be added up.
bool IsSound(const SendIntended& intent) {
  if (intent.message.empty() || intent.intent.empty()) return false;
  if (intent.message_class == MessageClass::kUnknown) return false;
  if (intent.window.has_value() &&
      !(IsInstant(intent.window->open_ms) && IsInstant(intent.window->close_ms))) {
    return false;
  }
  if (intent.message_class == MessageClass::kOptInRequest && intent.ask_limit == 0) return false;
  return IsTerm(intent.age_limit_ms) && IsTerm(intent.validity_ms) &&
         IsTerm(intent.pending_term_ms) && intent.cap.period_ms >= 0 &&
         intent.cap.period_ms <= kRulesV1.cap_period_max_ms && intent.cap.max <= kRulesV1.cap_max &&
         IsInstant(intent.planned_at_ms) && IsInstant(intent.deadline_ms);
}

// Takes off what is owed as `message`: it was attempted.
void RemoveDue(ContactState& contact, const MessageId& message) {
  std::erase_if(contact.due, [&](const DueMessage& due) { return due.message == message; });
}

// A denial for good ends what was owed, but for two cases: the message holds a grant whose holder
// may still take it back, or the intent is of a dispatcher that has been replaced. Any denial ends
// what is past its own deadline. An intent for an older request of the message ends nothing: the
// newer one waits for its own.
void EndWhatIsOwed(const SendIntended& intent, Reason reason, const Place& place) {
  const FoldState& state = place.state;
  const bool ends = IsFinal(reason) && state.message.state != AttemptState::kOpen &&
                    intent.epoch == state.partition.epoch;
  std::erase_if(state.contact.due, [&](const DueMessage& due) {
    const bool over = due.deadline_ms != kNoTime && place.now_ms() >= due.deadline_ms;
    return due.message == intent.message && due.origin == intent.because.origin && (ends || over);
  });
}

// A provider that says that the person opted out there is believed, whatever else it says, and
// whichever attempt it speaks of.
Effect WithOptOut(bool provider_opt_out, const Place& place, Effect effect) {
  if (!provider_opt_out) return effect;
  Revoke(place.state.contact, {Reach::kEverything, {}}, place.AtAppend(), true);
  effect.disposition = Disposition::kApplied;
  effect.hold_back = true;
  return effect;
}

Effect Conclude(const SendConcluded& fact, const Place& place) {
  MessageState& message = place.state.message;
  if (message.grant != fact.intent || fact.intent.empty()) {
    return Effect::Ignored(Reason::kNotThisAttempt);
  }
  Close(place.state.partition, fact.intent);
  if (fact.outcome == SendOutcome::kWithdrawn) return Withdraw(place);
  const bool concluded = message.state == AttemptState::kDone &&
                         message.outcome != SendOutcome::kUnknownValue &&
                         message.outcome != SendOutcome::kUnknown;
  if (concluded) return Effect::Ignored(Reason::kConcludedAlready);
  RemoveDue(place.state.contact, fact.message);
  message.outcome = fact.outcome;
  const bool unknown =
      fact.outcome == SendOutcome::kUnknown || fact.outcome == SendOutcome::kUnknownValue;
  if (!unknown) {
    message.state = AttemptState::kDone;
  } else if (message.state == AttemptState::kOpen) {
    message.state = AttemptState::kUnknown;
  }
  // The gateway refused it, unless the carrier knows better. A part of it may have left, so a YES
  // that came counts.
  if (fact.outcome == SendOutcome::kRejected && message.delivery != Delivery::kDelivered) {
    NoteMissed(true, place);
    UncountAsk(place);
  }
  Effect effect;
  effect.hold_back = fact.permanent;
  if (fact.permanent) place.state.contact.bad_number = true;
  return effect;
}

Effect Report(const DeliveryReported& fact, const Place& place) {
  MessageState& message = place.state.message;
  if (message.grant != fact.intent || fact.intent.empty()) {
    return Effect::Ignored(Reason::kNotThisAttempt);
  }
  Close(place.state.partition, fact.intent);
  RemoveDue(place.state.contact, fact.message);
  message.state = AttemptState::kDone;
  Effect effect;
  if (fact.delivery == Delivery::kDelivered) {
    message.delivery = fact.delivery;
    NoteMissed(false, place);
    CountAskAgain(place);
    place.state.contact.bad_number = false;
    return effect;
  }
  // Reports come repeated and out of order: a delivery is never taken back by a later failure.
  if (message.delivery == Delivery::kDelivered) return effect;
  message.delivery = fact.delivery;
  NoteMissed(true, place);  // a YES that came counts: a report of failure may err, a reply does not
  if (UncountAsk(place)) ++ProgramOf(place.state.contact, message.program).failed_asks;
  effect.hold_back = fact.permanent;
  if (fact.permanent) place.state.contact.bad_number = true;
  return effect;
}

}  // namespace

Effect ApplyFact(const MessageRequested& fact, const Place& place) {
  ContactState& contact = place.state.contact;
  const bool known_class = fact.message_class == MessageClass::kSingle ||
                           fact.message_class == MessageClass::kOptInRequest;
  const bool ends = fact.deadline_ms != kNoTime && IsInstant(fact.deadline_ms);
  if (!known_class || fact.message.empty() || !ends) {
    return Effect::Ignored(Reason::kMalformed);
  }
  if (contact.erased()) return Effect::Ignored(Reason::kErasedIgnored);
  if (StateUnder(place.state.message, place.state.partition.epoch) != AttemptState::kFree) {
    return Effect::Ignored(Reason::kAlreadyAttempted);
  }
  RememberNumber(place);
  DueMessage due;
  due.message = fact.message;
  due.message_class = fact.message_class;
  due.program = fact.program;
  due.line = fact.line;
  due.origin = place.offset;
  due.deadline_ms = fact.deadline_ms;
  due.template_key = fact.template_key;
  due.language = fact.language;
  return AddDue(contact, std::move(due), place.now_ms()) ? Effect{}
                                                         : Effect::Ignored(Reason::kTooManyDue);
}

Effect ApplyFact(const SendIntended& fact, const Place& place) {
  const FoldState& state = place.state;
  Effect effect;
  if (!IsSound(fact)) return Effect::Ignored(Reason::kMalformed);
  effect.reason = Judge(state.partition, state.contact, state.message, place.event.account, fact);
  if (effect.reason == Reason::kNone) {
    Grant(fact, place);
    effect.disposition = Disposition::kGranted;
    return effect;
  }
  effect.disposition = Disposition::kDenied;
  if (state.message.state == AttemptState::kFree) {
    Identify(state.message, fact);
    state.message.last_denial = effect.reason;
  }
  EndWhatIsOwed(fact, effect.reason, place);
  return effect;
}

Effect ApplyFact(const SendConcluded& fact, const Place& place) {
  return WithOptOut(fact.provider_opt_out, place, Conclude(fact, place));
}

Effect ApplyFact(const DeliveryReported& fact, const Place& place) {
  return WithOptOut(fact.provider_opt_out, place, Report(fact, place));
}

}  // namespace ledger
