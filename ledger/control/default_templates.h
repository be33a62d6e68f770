// The words that an account starts with, in English, French and Spanish. They keep to what may
// stand in such texts (CTIA 5.1.2.1: program, frequency, fees, help, how to stop; 47
// CFR 64.1200(a)(12): a confirmation of a revocation promotes nothing), and to the GSM 03.38
// alphabet, so that each is one segment. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "ledger/core/template_keys.h"

namespace ledger {

struct DefaultTemplate {
  std::string_view key;
  std::string_view language;
  std::string_view text;
};

[[nodiscard]] const std::vector<DefaultTemplate>& DefaultTemplates();

}  // namespace ledger
