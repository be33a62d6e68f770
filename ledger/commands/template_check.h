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

// The roles that the template `key` has: by its name (the defaults, and whatever begins with
// "opt_in_request_"), and by the programs, keyword rules and asking campaigns that name it. Its
// words were judged in each when they were saved. `campaigns`: those of all accounts.
[[nodiscard]] std::vector<TextRole> RolesOf(const Account& account, const Campaigns& campaigns,
                                            std::string_view key);
[[nodiscard]] bool HasRole(const Account& account, const Campaigns& campaigns, std::string_view key,
                           TextRole role);

// What is wrong with the template `key`, in any language that it has, in this role; empty: nothing,
// also if there is no such template.
[[nodiscard]] std::string CheckTemplateIn(TextRole role, const Account& account,
                                          const std::string& key);

// The role of what the form discloses. REQUIRES: the account has its programs.
[[nodiscard]] TextRole DisclosureRole(const Account& account, const consent::v1::FormDefined& form);

// What the words of an account no longer say once `before` is called `after`: templates, campaigns
// that ask, disclosures; empty: nothing. What was wrong before is not held against the name.
[[nodiscard]] std::string CheckRename(const Account& before, const Account& after,
                                      const Campaigns& campaigns);

}  // namespace ledger
