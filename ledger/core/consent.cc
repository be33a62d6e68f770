#include "ledger/core/consent.h"

#include <algorithm>

#include "ledger/core/rules.h"

namespace ledger {
namespace {

auto LowerBound(auto& programs, const ProgramId& program) {
  return std::lower_bound(
      programs.begin(), programs.end(), program,
      [](const ProgramConsent& a, const ProgramId& b) { return a.ref.program < b; });
}

bool Revoked(const Revocations& out) { return out.handset.set() || out.other.set(); }

// Whether some opt-in stands against the revocations by other means. The handset's are judged
// apart, by IsStopped().
bool IsWilling(const ProgramConsent& consent, const Revocations& out) {
  return Passes(consent.handset_in, out.other) || Passes(consent.other_in, out.other) ||
         (consent.imported_opt_in && !Revoked(out));
}

bool IsStopped(const ProgramConsent* consent, const Revocations& out) {
  return out.handset.set() && !(consent != nullptr && Passes(consent->handset_in, out.handset));
}

Reason ReasonOf(Status status) {
  switch (status) {
    case Status::kNotSet:
      return Reason::kNotSet;
    case Status::kImported:
      return Reason::kImported;
    case Status::kPending:
      return Reason::kPending;
    case Status::kOptedIn:
      return Reason::kNone;
    case Status::kOptedOut:
      return Reason::kOptedOut;
    case Status::kStopped:
      return Reason::kStopped;
  }
  return Reason::kNotSet;
}

}  // namespace

const ProgramConsent* FindProgram(const ContactState& contact, const ProgramId& program) {
  const auto at = LowerBound(contact.programs, program);
  return at != contact.programs.end() && at->ref.program == program ? &*at : nullptr;
}

ProgramConsent& ProgramOf(ContactState& contact, const ProgramRef& program) {
  const auto at = LowerBound(contact.programs, program.program);
  if (at != contact.programs.end() && at->ref.program == program.program) return *at;
  ProgramConsent fresh;
  fresh.ref = program;
  return *contact.programs.insert(at, std::move(fresh));
}

Revocations RevocationsOf(const ContactState& contact, const ProgramRef& program) {
  Revocations out = contact.everything;
  const auto add = [&out](const Revocations& more) {
    out.handset = LatestRevocation(out.handset, more.handset);
    out.other = LatestRevocation(out.other, more.other);
  };
  // A program of an unknown category is treated as marketing: fail closed.
  if (program.category != Category::kInformational) add(contact.marketing);
  if (const ProgramConsent* own = FindProgram(contact, program.program)) add(own->out);
  return out;
}

Status StatusOf(const ContactState& contact, const ProgramRef& program, TimeMs now_ms) {
  const ProgramConsent* consent = FindProgram(contact, program.program);
  // The category that was recorded first holds: it is fixed when the program is created.
  const Revocations out = RevocationsOf(contact, consent != nullptr ? consent->ref : program);
  if (IsStopped(consent, out)) return Status::kStopped;
  if (consent != nullptr && IsWilling(*consent, out)) return Status::kOptedIn;
  if (Revoked(out)) return Status::kOptedOut;
  if (consent == nullptr) return Status::kNotSet;
  if (consent->ask.is_out() && now_ms < consent->ask.expires_at_ms) return Status::kPending;
  return consent->imported ? Status::kImported : Status::kNotSet;
}

bool AgreedOnce(const ContactState& contact, const ProgramId& program) {
  const ProgramConsent* consent = FindProgram(contact, program);
  if (consent == nullptr) return false;
  if (!contact.reassigned.set()) {
    return consent->handset_in.set() || consent->other_in.set() || consent->imported_opt_in;
  }
  const TimeMs since_ms = contact.reassigned.time_ms;
  return (consent->handset_in.set() && consent->handset_in.time_ms > since_ms) ||
         (consent->other_in.set() && consent->other_in.time_ms > since_ms);
}

bool IsOnlyStopped(const ContactState& contact, const ProgramRef& program) {
  const ProgramConsent* consent = FindProgram(contact, program.program);
  if (consent == nullptr || !AgreedOnce(contact, program.program)) return false;
  Revocations out = RevocationsOf(contact, consent->ref);
  if (!IsStopped(consent, out)) return false;
  out.handset = {};
  return IsWilling(*consent, out);
}

Reason FlagOf(const ContactState& contact) {
  if (contact.erased()) return Reason::kErased;
  if (!contact.blocks.empty()) return Reason::kBlocked;
  if (contact.bad_number) return Reason::kBadNumber;
  if (!contact.held.empty()) return Reason::kHeld;
  return Reason::kNone;
}

Reason WhyNotReachable(const ContactState& contact, const ProgramRef& program, TimeMs now_ms) {
  const Reason status = ReasonOf(StatusOf(contact, program, now_ms));
  // A final cause is named before a passing one; `held` is the only passing flag.
  const Reason flag = FlagOf(contact);
  if (flag != Reason::kNone && flag != Reason::kHeld) return flag;
  return status != Reason::kNone ? status : flag;
}

Reason WhyNotAskable(const ContactState& contact, const ProgramRef& program,
                     std::uint32_t ask_limit, TimeMs now_ms) {
  const Reason flag = FlagOf(contact);
  if (flag != Reason::kNone && flag != Reason::kHeld) return flag;
  const ProgramConsent* consent = FindProgram(contact, program.program);
  switch (StatusOf(contact, program, now_ms)) {
    case Status::kNotSet:
    case Status::kImported:
      break;
    case Status::kPending:
      return Reason::kPending;
    case Status::kOptedIn:
      return Reason::kOptedInAlready;
    case Status::kOptedOut:
    case Status::kStopped:
      return Reason::kRevoked;
  }
  const std::uint32_t asks = consent != nullptr ? consent->asks : 0;
  const std::uint32_t failed = consent != nullptr ? consent->failed_asks : 0;
  if (asks >= ask_limit || failed >= kRulesV1.failed_asks_max) return Reason::kAskLimit;
  return flag;
}

bool ShowsConsent(const ContactImported& imported) {
  switch (imported.grade) {
    case EvidenceGrade::kA:
    case EvidenceGrade::kB:
      return true;
    case EvidenceGrade::kC:
      return !imported.attestation.empty();
    case EvidenceGrade::kUnknown:
    case EvidenceGrade::kD:
      break;
  }
  return false;
}

}  // namespace ledger
