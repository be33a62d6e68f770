// What the facts of consent do to a contact. Each only raises a maximum, so nothing can launder a
// STOP (law 8). The one that is ever lowered is the opt-in of a YES to an ask that never left
// (apply_sending.cc).
#include <algorithm>

#include "ledger/core/apply_facts.h"
#include "ledger/core/consent.h"
#include "ledger/core/rules.h"

namespace ledger {
namespace {

void Join(ContactState& contact, const SegmentName& segment) {
  const auto at = std::lower_bound(contact.segments.begin(), contact.segments.end(), segment);
  if (at == contact.segments.end() || *at != segment) contact.segments.insert(at, segment);
}

// Why an opt-in by other means than the handset has no effect now; kNone if it has.
Reason WhyNoEffect(const ContactState& contact, const ProgramRef& program, TimeMs now_ms) {
  switch (StatusOf(contact, program, now_ms)) {
    case Status::kStopped:
      return Reason::kStoppedNeedsHandset;
    case Status::kOptedOut:
      return Reason::kRevokedLater;
    case Status::kNotSet:
    case Status::kImported:
    case Status::kPending:
    case Status::kOptedIn:
      break;
  }
  return Reason::kNone;
}

// Raises the opt-ins by other means. The maximum is raised also where a stop stands above it: the
// order in which replies are decided must not matter, and reachability asks the handset's own
// maxima anyway.
Effect OptIn(const std::vector<ProgramRef>& programs, const Place& place) {
  ContactState& contact = place.state.contact;
  if (contact.erased()) return Effect::Ignored(Reason::kErasedIgnored);
  if (place.event.occurred_at_ms == kNoTime) return Effect::Ignored(Reason::kNoClaimTime);
  if (programs.empty()) return Effect::Ignored(Reason::kMalformed);
  RememberNumber(place);
  const Mark mark{std::min(place.event.occurred_at_ms, place.now_ms()), place.offset};
  Reason reason = Reason::kNone;
  bool effective = false;
  for (const ProgramRef& program : programs) {
    ProgramConsent& consent = ProgramOf(contact, program);
    consent.other_in = LatestOptIn(consent.other_in, mark);
    const Reason why = WhyNoEffect(contact, program, place.now_ms());
    effective |= why == Reason::kNone;
    if (why != Reason::kNone) reason = why;
  }
  if (!effective) return Effect::Ignored(reason);
  Effect effect;
  effect.reason = reason;
  return effect;
}

Effect RevokeAtAppend(const RevocationScope& scope, bool from_handset, const Place& place) {
  Revoke(place.state.contact, scope, place.AtAppend(), from_handset);
  RememberNumber(place);
  Effect effect;
  effect.hold_back = true;
  return effect;
}

Effect MarkBadNumber(const Place& place) {
  place.state.contact.bad_number = true;
  Effect effect;
  effect.hold_back = true;
  return effect;
}

bool HasEvidence(const Evidence& evidence) {
  return !evidence.disclosure_version.empty() || !evidence.disclosure_sha256.empty() ||
         !evidence.url.empty() || !evidence.signature_sha256.empty();
}

}  // namespace

void RememberNumber(const Place& place) {
  ContactState& contact = place.state.contact;
  if (!contact.erased() && !place.event.sealed_number.empty()) {
    contact.sealed_number = place.event.sealed_number;
  }
}

bool ReachesEverything(const RevocationScope& scope) {
  switch (scope.reach) {
    case Reach::kPrograms:
      return scope.programs.empty();
    case Reach::kMarketing:
      return false;
    case Reach::kUnknown:
    case Reach::kEverything:
      break;
  }
  return true;
}

void Revoke(ContactState& contact, const RevocationScope& scope, const Mark& mark,
            bool from_handset) {
  const auto raise = [&](Revocations& out) {
    Mark& target = from_handset ? out.handset : out.other;
    target = LatestRevocation(target, mark);
  };
  if (ReachesEverything(scope)) return raise(contact.everything);
  if (scope.reach == Reach::kMarketing) return raise(contact.marketing);
  for (const ProgramRef& program : scope.programs) raise(ProgramOf(contact, program).out);
}

void Block(ContactState& contact, Offset offset) {
  // A flood of bad input must not grow the state without end: the newest block stands for the rest.
  if (contact.blocks.size() >= kRulesV1.held_max) contact.blocks.pop_back();
  contact.blocks.push_back(offset);
}

Effect ApplyFact(const ContactImported& fact, const Place& place) {
  ContactState& contact = place.state.contact;
  if (contact.erased()) return Effect::Ignored(Reason::kErasedIgnored);
  RememberNumber(place);
  const bool permits = ShowsConsent(fact);
  Effect effect;
  for (const ProgramRef& program : fact.programs) {
    ProgramConsent& consent = ProgramOf(contact, program);
    consent.imported = true;
    consent.imported_opt_in |= permits;
    if (const Reason why = WhyNoEffect(contact, program, place.now_ms()); why != Reason::kNone) {
      effect.reason = why;
    }
  }
  for (const SegmentName& segment : fact.segments) Join(contact, segment);
  return effect;
}

Effect ApplyFact(const OptedIn& fact, const Place& place) {
  if (fact.method == OptInMethod::kAdmin && !HasEvidence(fact.evidence)) {
    return Effect::Ignored(Reason::kNoEvidence);
  }
  return OptIn(fact.programs, place);
}

Effect ApplyFact(const OptedOut& fact, const Place& place) {
  return RevokeAtAppend(fact.scope, fact.means == OptOutMeans::kProvider, place);
}

Effect ApplyFact(const PermissionSet& fact, const Place& place) {
  switch (fact.permission) {
    case Permission::kOptIn:
      if (!HasEvidence(fact.evidence)) return Effect::Ignored(Reason::kNoEvidence);
      return OptIn({fact.program}, place);
    case Permission::kOptOut:
      return RevokeAtAppend({Reach::kPrograms, {fact.program}}, false, place);
    case Permission::kStopped:
      // As if the handset had said so: no form lifts it, the handset does. To revoke more than was
      // asked for is always safe.
      return RevokeAtAppend({Reach::kEverything, {}}, true, place);
    case Permission::kBadNumber:
      return MarkBadNumber(place);
    case Permission::kUnknown:
    case Permission::kNotSet:
      break;
  }
  return Effect::Ignored(Reason::kNoWork);
}

// The number is somebody else's now: where its former owner lives says nothing of them.
Effect ApplyFact(const NumberReassigned&, const Place& place) {
  ContactState& contact = place.state.contact;
  contact.zone.clear();
  contact.reassigned = LatestRevocation(contact.reassigned, place.AtAppend());
  return RevokeAtAppend({Reach::kEverything, {}}, true, place);
}

Effect ApplyFact(const ReassignmentQueried&, const Place&) { return {}; }

Effect ApplyFact(const NumberDeactivated&, const Place& place) { return MarkBadNumber(place); }

Effect ApplyFact(const ZoneTold& fact, const Place& place) {
  if (place.state.contact.erased()) return Effect::Ignored(Reason::kErasedIgnored);
  if (fact.tzid.empty()) return Effect::Ignored(Reason::kMalformed);
  RememberNumber(place);
  place.state.contact.zone = fact.tzid;
  return {};
}

Effect ApplyFact(const ContactListed& fact, const Place& place) {
  if (place.state.contact.erased()) return Effect::Ignored(Reason::kErasedIgnored);
  RememberNumber(place);
  Join(place.state.contact, fact.segment);
  return {};
}

Effect ApplyFact(const ContactUnlisted& fact, const Place& place) {
  std::erase(place.state.contact.segments, fact.segment);
  return {};
}

Effect ApplyFact(const ContactErased&, const Place& place) {
  ContactState& contact = place.state.contact;
  contact.erased_at = place.offset;
  contact.sealed_number.clear();
  contact.zone.clear();
  contact.segments.clear();
  contact.due.clear();
  Effect effect;
  effect.hold_back = true;  // senders withdraw what they hold
  return effect;
}

Effect ApplyFact(const EventRejected&, const Place& place) {
  RememberNumber(place);
  Block(place.state.contact, place.offset);
  Effect effect;
  effect.hold_back = true;  // nothing may go out until somebody has looked
  return effect;
}

Effect ApplyFact(const BlockResolved& fact, const Place& place) {
  std::vector<Offset>& blocks = place.state.contact.blocks;
  const std::size_t before = blocks.size();
  if (fact.position == kNoOffset) {
    blocks.clear();
  } else {
    std::erase(blocks, fact.position);
  }
  return blocks.size() == before ? Effect::Ignored(Reason::kNothingToResolve) : Effect{};
}

}  // namespace ledger
