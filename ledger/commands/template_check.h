// What must stand in the texts that the law and the carriers look at, checked before they are saved
// and before a program takes them up: a template may lack nothing that its role demands, and a
// request to opt in or the confirmation of a STOP promotes nothing. What a form discloses is
// checked likewise. Every message names what is missing or which words are too much, and the mend.
// Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ledger/commands/template_words.h"
#include "ledger/control/campaign.h"
#include "ledger/control/definitions.h"

namespace ledger {

// What is wrong with `text` of `account` in `language` (unknown: all that are known) in this role;
// empty: nothing.
[[nodiscard]] std::string CheckWords(TextRole role, const Account& account,
                                     std::string_view language, std::string_view text);

// The roles that the template `key` has: by its default name, and by the programs, keyword rules
// and asking campaigns that name it. `campaigns`: those of all accounts.
[[nodiscard]] std::vector<TextRole> RolesOf(const Account& account, const Campaigns& campaigns,
                                            std::string_view key);

// What is wrong with the template `key`, in any language that it has, in this role; empty: nothing,
// also if there is no such template.
[[nodiscard]] std::string CheckTemplateIn(TextRole role, const Account& account,
                                          const std::string& key);

}  // namespace ledger
