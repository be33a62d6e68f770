// A text as the words that it consists of, in one spelling: small letters without accents. For what
// is checked of keywords and templates in the control topic: the fold knows no ICU, and needs to
// tell letters of the languages that templates are checked in, no more. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ledger {

// The words of `text`. A place like {brand} is a word, braces and all; % is one; all else that is
// neither letter nor digit stands between words. Letters that are not Latin stay as they are.
[[nodiscard]] std::vector<std::string> FoldedWords(std::string_view text);

// The same without what stands between them: "TEXT-ME!" and "text me" are one keyword.
[[nodiscard]] std::string FoldedKeyword(std::string_view text);

}  // namespace ledger
