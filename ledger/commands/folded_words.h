// A text as the words that it consists of, in one spelling: small letters without accents. For what
// is checked of the words of templates and disclosures, which have places to fill in and of which
// "d'achat" is two; how keywords and replies are read is keyword-handler/normalise's to say. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ledger {

// The words of `text`. A place like {brand} is a word, braces and all; % is one; all else that is
// neither letter nor digit stands between words. Letters that are not Latin stay as they are.
[[nodiscard]] std::vector<std::string> FoldedWords(std::string_view text);

}  // namespace ledger
