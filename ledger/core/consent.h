// Consent, read from the four maxima of a contact. Pure; keeps laws 6 and 8: what is not clearly
// permitted is not, and nothing but the handset lifts what came from the handset.
#pragma once

#include <cstdint>

#include "ledger/core/contact_state.h"
#include "ledger/core/facts_consent.h"
#include "ledger/core/ids.h"
#include "ledger/core/program.h"
#include "ledger/core/reason.h"

namespace ledger {

// The status of a contact for one program. Stored and sent: never renumber.
enum class Status : std::uint8_t {
  kNotSet = 0,
  kImported = 1,  // known, never agreed: not reachable
  kPending = 2,   // asked, no answer yet, and the term still runs
  kOptedIn = 3,
  kOptedOut = 4,  // revoked on the web, by an administrator, by e-mail ...
  kStopped = 5,   // revoked from the handset, or at the provider
};

// The consent for `program`, or nullptr if the contact has none recorded. Lives as long as
// `contact` is unchanged.
[[nodiscard]] const ProgramConsent* FindProgram(const ContactState& contact,
                                                const ProgramId& program);

// The consent for `program`, added if there was none. Invalidates earlier pointers.
ProgramConsent& ProgramOf(ContactState& contact, const ProgramRef& program);

// The latest revocations that cover the program: its own, those of its category, those of
// everything.
[[nodiscard]] Revocations RevocationsOf(const ContactState& contact, const ProgramRef& program);

// The status for `program` at the partition's time `now_ms` (a pending ask may have expired).
[[nodiscard]] Status StatusOf(const ContactState& contact, const ProgramRef& program,
                              TimeMs now_ms);

// Whether the number's present owner ever agreed to `program`, whatever came after.
[[nodiscard]] bool AgreedOnce(const ContactState& contact, const ProgramId& program);

// Whether nothing but a stop from the handset keeps the contact out of `program`: without it, what
// the person agreed to would stand.
[[nodiscard]] bool IsOnlyStopped(const ContactState& contact, const ProgramRef& program);

// kNone if the contact may be texted for `program` (any class but the answers), else the first
// reason why not. Does not depend on the time: a pending contact is simply not reachable.
[[nodiscard]] Reason WhyNotReachable(const ContactState& contact, const ProgramRef& program,
                                     TimeMs now_ms);

// kNone if the contact may be asked to opt in to `program`, else the first reason why not.
[[nodiscard]] Reason WhyNotAskable(const ContactState& contact, const ProgramRef& program,
                                   std::uint32_t ask_limit, TimeMs now_ms);

// Whether an import shows by its evidence that the person agreed: grade A or B, or a bare yes (C)
// for which somebody attests written permission. Who said nothing about texting (D), and what
// nobody graded, is known and no more, whatever is attested.
[[nodiscard]] bool ShowsConsent(const ContactImported& imported);

// kNone, or the flag that keeps every text but the answers from going out (erased, blocked, bad
// number, held).
[[nodiscard]] Reason FlagOf(const ContactState& contact);

}  // namespace ledger
