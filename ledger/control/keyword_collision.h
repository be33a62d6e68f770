// Keywords that would be read as one another on the same line: whoever texts the word can mean one
// thing only, so the second is refused. A program's join keyword, and a rule that opts in, hold on
// the program's line; a rule that only answers holds on every line of the account. Pure.
#pragma once

#include <string>

#include "ledger/control/definitions.h"

namespace ledger {

// What is wrong with the keywords of `definition`, beside all others of `account`; empty: nothing.
[[nodiscard]] std::string CheckCollision(const consent::v1::ProgramDefined& definition,
                                         const Account& account);
[[nodiscard]] std::string CheckCollision(const consent::v1::KeywordRuleDefined& definition,
                                         const Account& account);

}  // namespace ledger
