// The parts of Apply(), one overload a fact; internal to the fold. Each changes the states and says
// what became of the event. The partition's time already includes the record's.
#pragma once

#include "ledger/core/apply.h"

namespace ledger {

// Where an event stands, for the overloads below.
struct Place {
  const Event& event;
  Offset offset;
  ContactId contact;
  const FoldState& state;

  [[nodiscard]] TimeMs now_ms() const { return state.partition.time_ms; }
  // A revocation other than a text counts at its append.
  [[nodiscard]] Mark AtAppend() const { return {now_ms(), offset}; }
};

Effect ApplyFact(const ContactImported& fact, const Place& place);
Effect ApplyFact(const OptedIn& fact, const Place& place);
Effect ApplyFact(const OptedOut& fact, const Place& place);
Effect ApplyFact(const PermissionSet& fact, const Place& place);
Effect ApplyFact(const NumberReassigned& fact, const Place& place);
Effect ApplyFact(const ReassignmentQueried& fact, const Place& place);
Effect ApplyFact(const NumberDeactivated& fact, const Place& place);
Effect ApplyFact(const ZoneTold& fact, const Place& place);
Effect ApplyFact(const ContactListed& fact, const Place& place);
Effect ApplyFact(const ContactUnlisted& fact, const Place& place);
Effect ApplyFact(const ContactErased& fact, const Place& place);
Effect ApplyFact(const EventRejected& fact, const Place& place);
Effect ApplyFact(const BlockResolved& fact, const Place& place);
Effect ApplyFact(const KeywordReplied& fact, const Place& place);
Effect ApplyFact(const ReplyDecided& fact, const Place& place);
Effect ApplyFact(const MessageRequested& fact, const Place& place);
Effect ApplyFact(const SendIntended& fact, const Place& place);
Effect ApplyFact(const SendConcluded& fact, const Place& place);
Effect ApplyFact(const DeliveryReported& fact, const Place& place);
Effect ApplyFact(const DispatcherClaimed& fact, const Place& place);
Effect ApplyFact(const Halted& fact, const Place& place);
Effect ApplyFact(const Resumed& fact, const Place& place);
Effect ApplyFact(const StepFinished& fact, const Place& place);
Effect ApplyFact(const RulesActivated& fact, const Place& place);
Effect ApplyFact(const TruncationAccepted& fact, const Place& place);

// Keeps the number that the event carries, unless the contact was erased.
void RememberNumber(const Place& place);

// Whether `scope` reaches every program. One that does not say how far it reaches does: fail
// closed.
[[nodiscard]] bool ReachesEverything(const RevocationScope& scope);

// Raises the revocations of `contact` that `scope` covers to at least `mark`.
void Revoke(ContactState& contact, const RevocationScope& scope, const Mark& mark,
            bool from_handset);

// Adds a block at `offset`; the contact is unreachable until it is resolved.
void Block(ContactState& contact, Offset offset);

// Adds what is owed, or returns false when the contact has too much of it; what is past its
// deadline makes room. Replaces an entry of the same message.
bool AddDue(ContactState& contact, DueMessage due, TimeMs now_ms);

}  // namespace ledger
