// The keys of the templates that every account starts with. A decision names what to say by such a
// key, and the dispatcher finds the words (ledger/control/default_templates).
#pragma once

#include <string>

#include "ledger/core/program.h"

namespace ledger {

inline constexpr char kOptInRequestTemplate[] = "opt_in_request";
inline constexpr char kOptInConfirmationTemplate[] = "opt_in_confirmation";
inline constexpr char kHelpTemplate[] = "help";
inline constexpr char kOptOutConfirmationTemplate[] = "opt_out_confirmation";
// Of a revocation that left something standing: of all marketing, of one program, of several.
inline constexpr char kOptOutMarketingTemplate[] = "opt_out_marketing";
inline constexpr char kOptOutProgramTemplate[] = "opt_out_program";
inline constexpr char kOptOutProgramsTemplate[] = "opt_out_programs";

// The template that says what a revocation ended, and nothing that it did not; empty: everything,
// for which each program has words of its own.
[[nodiscard]] inline std::string OptOutTemplateOf(const RevocationScope& ended) {
  if (ended.reach == Reach::kMarketing) return kOptOutMarketingTemplate;
  if (ended.reach != Reach::kPrograms || ended.programs.empty()) return "";
  return ended.programs.size() == 1 ? kOptOutProgramTemplate : kOptOutProgramsTemplate;
}

}  // namespace ledger
