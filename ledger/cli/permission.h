// The five statuses that an administrator reviews and edits: Not Set, Opt In, Opt Out, Stopped, Bad
// Number. Says which one a contact has for a program, and which edits law 8 leaves to the person.
// Pure; what it allows is still decided by the fold.
#pragma once

#include <string>
#include <string_view>

#include "ledger/core/contact_state.h"
#include "ledger/core/facts_consent.h"

namespace ledger::cli {

// "opt_in", as flags and JSON say it.
[[nodiscard]] std::string_view PermissionName(Permission permission);
// "Opt In", for people.
[[nodiscard]] std::string_view PermissionTitle(Permission permission);
// kUnknown for a name that is none of the five.
[[nodiscard]] Permission PermissionNamed(std::string_view name);

// The one of five that says most: a stop first, which outlasts everything; then a bad number; then
// the consent for the program.
[[nodiscard]] Permission PermissionOf(const ContactState& contact, const ProgramRef& program,
                                      TimeMs now_ms);

// What an administrator wants to set.
struct PermissionEdit {
  ProgramRef program;
  LineId line;  // that the program texts from
  Permission to = Permission::kUnknown;
  bool has_evidence = false;
  TimeMs agreed_at_ms = kNoTime;  // of an opt-in: when the person agreed
};

// Why it cannot be so, and what would be needed; empty: the log may be asked.
[[nodiscard]] std::string WhyNotEditable(const ContactState& contact, const PermissionEdit& edit,
                                         TimeMs now_ms);

}  // namespace ledger::cli
