// Whether a denial for good was true, and whether every text got the answer that it is owed. Which
// reasons are final is said here once more, so that a fold that is wrong about it is found.
#include <algorithm>
#include <string>

#include "tests/simulation/oracle.h"

namespace simulation {

using ledger::MessageClass;
using ledger::Offset;
using ledger::Reason;
using ledger::SendIntended;

namespace {

constexpr Reason kForGood[] = {
    Reason::kAlreadyAttempted, Reason::kStepFinished, Reason::kLogLost, Reason::kTooLate,
    Reason::kStopped, Reason::kOptedOut, Reason::kNotSet, Reason::kImported,
    Reason::kPending, Reason::kOptedInAlready, Reason::kAskLimit, Reason::kBadNumber,
    Reason::kErased, Reason::kBlocked, Reason::kNotOwed, Reason::kAnswerCap,
    Reason::kRevoked,
};

bool IsForGood(Reason reason) {
  return std::find(std::begin(kForGood), std::end(kForGood), reason) != std::end(kForGood);
}

}  // namespace

int Oracle::CountGrants(const ledger::ContactId& contact, bool answers) const {
  return static_cast<int>(std::count_if(grants_.begin(), grants_.end(), [&](const auto& entry) {
    const Grant& grant = entry.second;
    if (grant.contact != contact || grant.fate == Fate::kWithdrawn) return false;
    const MessageClass c = grant.intent.message_class;
    return answers ? AnswersText(c) : c == MessageClass::kCampaign || c == MessageClass::kSingle;
  }));
}

bool Oracle::IsPastDeadline(const SendIntended& intent, ledger::TimeMs time) const {
  const auto request = requests_.find(intent.message);
  return time >= intent.deadline_ms || (request != requests_.end() && time >= request->second.deadline_ms);
}

bool Oracle::WasTaken(const ledger::MessageId& message) const {
  const auto taken = grants_of_.find(message);
  return taken != grants_of_.end() &&
         std::any_of(taken->second.begin(), taken->second.end(), [&](const auto& intent) {
           return grants_.at(intent).fate != Fate::kWithdrawn;
         });
}

// Whether the cause lies in the contact, as a clerk reads its history.
bool Oracle::IsTrueOf(const Contact& contact, const ledger::ProgramRef& program,
                      Reason reason) const {
  // An undecided text counts for the clerk already, and for the fold not yet.
  if (!contact.held.empty() || !contact.reading.in_order()) return true;
  const bool wants = contact.reading.Wants(program);
  if (reason == Reason::kStopped || reason == Reason::kOptedOut) {
    return !wants && contact.reading.EverRevoked(program);
  }
  if (reason == Reason::kNotSet || reason == Reason::kImported) return !wants;
  if (reason == Reason::kPending) return !wants && contact.ever_asked;
  if (reason == Reason::kOptedInAlready) return wants;
  if (reason == Reason::kAskLimit) return contact.asks > 0 || contact.failed_asks >= kFailedAsksMax;
  if (reason == Reason::kRevoked) return contact.reading.EverRevoked(program);
  if (reason == Reason::kBadNumber) return contact.bad_number;
  if (reason == Reason::kErased) return contact.erased_at != ledger::kNoOffset;
  if (reason == Reason::kBlocked) return !contact.blocks.empty();
  return false;
}

bool Oracle::IsTrue(const Contact& contact, const SendIntended& intent, Reason reason,
                    const Partition& partition) const {
  if (reason == Reason::kAlreadyAttempted) return WasTaken(intent.message);
  if (reason == Reason::kStepFinished) {
    return partition.finished.contains({intent.because.campaign, intent.because.step});
  }
  if (reason == Reason::kLogLost) return IsLost(intent, partition);
  if (reason == Reason::kTooLate) return IsPastDeadline(intent, partition.time);
  if (reason == Reason::kNotOwed) {
    // A request that was made again is owed by its latest place in the log.
    const auto request = requests_.find(intent.message);
    const bool due = (request != requests_.end() && request->second.at == intent.because.origin) ||
                     IsAskedFor(contact, intent);
    return intent.because.campaign.value().empty() &&
           (!due || ended_.contains(intent.message) ||
            grants_of_.contains(intent.message) || IsPastDeadline(intent, partition.time) ||
            contact.ever_erased);
  }
  return IsTrueOf(contact, intent.program, reason);
}

bool Oracle::IsTrueAnswer(const ledger::ContactId& id, const SendIntended& intent, Reason reason,
                          const Partition& partition) const {
  const Contact& contact = contacts_.at(id);
  const auto text = contact.texts.find(intent.because.origin);
  if (text == contact.texts.end()) return true;
  if (reason == Reason::kTooLate) {
    return intent.message_class == MessageClass::kOptOutConfirmation &&
           partition.time >= text->second.received_ms + kOptOutConfirmationTermMs;
  }
  if (reason == Reason::kAnswerCap) return CountGrants(id, true) >= kAnswersMax;
  if (reason == Reason::kLogLost) return IsLost(intent, partition);
  return false;
}

void Oracle::ReadDenial(ledger::PartitionId p, const ledger::Record& record,
                        const SendIntended& intent, Reason reason) {
  if (!IsForGood(reason)) return;
  Partition& partition = At(p);
  const Contact& contact = contacts_[record.contact];
  if (AnswersText(intent.message_class)) {
    // That an answer is not owed is judged in the end, from what the person said.
    if (IsTrueAnswer(record.contact, intent, reason, partition)) {
      excused_.insert({record.contact, intent.because.origin, intent.message_class});
    } else if (reason == Reason::kTooLate || reason == Reason::kAnswerCap ||
               reason == Reason::kLogLost) {
      Fail("law 7: nobody is forgotten", "an answer was denied for good without cause", p,
           record.offset);
    }
    return;
  }
  if (!IsTrue(contact, intent, reason, partition)) {
    Fail("law 7: nobody is forgotten",
         "denied for good, and the reason " + std::to_string(static_cast<int>(reason)) +
             " is not true",
         p, record.offset);
  }
  if (intent.message_class == MessageClass::kOptInRequest) {
    excused_.insert({record.contact, intent.because.origin, intent.message_class});
  }
  const auto request = requests_.find(intent.message);
  const bool stale = request != requests_.end() && request->second.at != intent.because.origin;
  if (!stale) ended_.insert(intent.message);
  partition.settled[{intent.because.campaign, intent.because.step}][record.contact] = true;
}

// What the text changes, for a person of whom everything before it was decided.
void Oracle::NoteChange(const Contact& contact, bool wanted, bool undecided, Text& text) const {
  const bool wants =
      std::any_of(programs_.begin(), programs_.end(),
                  [&](const ledger::ProgramRef& p) { return contact.reading.Wants(p); });
  text.changes = !undecided && wanted != wants;
  text.opt_ins = contact.opt_ins;
  text.revocations = contact.reading.revocations();
}

// A decision counts at its text's place, but what it changes shows when it is made.
void Oracle::NoteOwed(const Contact& contact, ledger::TimeMs time, Text& text) const {
  const bool wants =
      std::any_of(programs_.begin(), programs_.end(),
                  [&](const ledger::ProgramRef& p) { return contact.reading.Wants(p); });
  // Decided late, a STOP may well miss its term.
  const bool early = time <= text.received_ms + kOptOutConfirmationTermMs / 2;
  const bool alone =
      text.opt_ins == contact.opt_ins && text.revocations == contact.reading.revocations();
  if (text.kind == TextKind::kHelp) {
    text.owed = MessageClass::kHelp;
  } else if (text.kind == TextKind::kStop && text.changes && alone && early) {
    text.owed = MessageClass::kOptOutConfirmation;
  } else if (text.changes && alone && wants &&
             (text.kind == TextKind::kStart ||
              (text.kind == TextKind::kYes && IsAsked(contact)))) {  // not taken back since
    text.owed = MessageClass::kOptInConfirmation;
  }
}

void Oracle::JudgeAnswered(const ledger::ContactId& id, const Contact& contact) {
  if (contact.ever_erased || !contact.reading.in_order()) return;
  for (const auto& [offset, text] : contact.texts) {
    JudgeAsked(id, offset, text);
    if (text.owed == MessageClass::kUnknown || excused_.contains({id, offset, text.owed})) continue;
    const bool stop = text.owed == MessageClass::kOptOutConfirmation;
    if (stop && text.opt_ins != contact.opt_ins) continue;  // maybe lifted before it was answered
    const bool start = text.owed == MessageClass::kOptInConfirmation;
    const bool revoked = text.revocations != contact.reading.revocations();
    if (start && (revoked || contact.ever_flagged)) continue;
    const bool answered =
        std::any_of(grants_.begin(), grants_.end(), [&, at = offset, c = text.owed](const auto& e) {
          const Grant& grant = e.second;
          return grant.contact == id && grant.intent.because.origin == at &&
                 grant.intent.message_class == c;
        });
    if (answered) continue;
    Fail("law 7: nobody is forgotten",
         "no answer of class " + std::to_string(static_cast<int>(text.owed)) +
             " to the text at offset " + std::to_string(offset),
         0, offset);
  }
}

}  // namespace simulation
