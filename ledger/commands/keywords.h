// The keywords of an account: which words do something here, and which would be read as one another
// on the same line. Whoever texts the word can mean one thing only, so the second is refused. A
// program's join keyword, and a rule that opts in, hold on the program's line; a rule that only
// answers holds on every line of the account. Two are one where the keyword-handler would take one
// for the other (keyword_handler::FoldedKeyword). Pure.
#pragma once

#include <string>

#include "ledger/control/definitions.h"

namespace ledger {

// What is wrong with the keywords of `definition`, beside all others of `account`; empty: nothing.
[[nodiscard]] std::string CheckCollision(const consent::v1::ProgramDefined& definition,
                                         const Account& account);
[[nodiscard]] std::string CheckCollision(const consent::v1::KeywordRuleDefined& definition,
                                         const Account& account);

// Why texting the words to `line` does nothing; empty: it does. START and a program's keyword hold
// on the program's line, the words of a rule where the rule does.
[[nodiscard]] std::string WhyNotAnswered(const Account& account, const std::string& words,
                                         const std::string& line);

}  // namespace ledger
