// The words that an account starts with, in English, French and Spanish. They keep to what may
// stand in such texts (CTIA 5.1.2.1: program, frequency, fees, help, how to stop; 47
// CFR 64.1200(a)(12): a confirmation of a revocation promotes nothing), and to the GSM 03.38
// alphabet, so that each is one segment. Pure.
#pragma once

#include <string_view>
#include <vector>

namespace ledger {

// Template keys.
inline constexpr char kOptInRequestTemplate[] = "opt_in_request";
inline constexpr char kOptInConfirmationTemplate[] = "opt_in_confirmation";
inline constexpr char kHelpTemplate[] = "help";
inline constexpr char kOptOutConfirmationTemplate[] = "opt_out_confirmation";
// Of a revocation that left something standing: of all marketing, of one program, of several.
inline constexpr char kOptOutMarketingTemplate[] = "opt_out_marketing";
inline constexpr char kOptOutProgramTemplate[] = "opt_out_program";
inline constexpr char kOptOutProgramsTemplate[] = "opt_out_programs";

struct DefaultTemplate {
  std::string_view key;
  std::string_view language;
  std::string_view text;
};

[[nodiscard]] const std::vector<DefaultTemplate>& DefaultTemplates();

}  // namespace ledger
