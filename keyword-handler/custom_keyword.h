// The keywords of an account, and which of them a text is. One reading serves twice: what is one
// keyword at set-up (ledger/commands) is one keyword at run time. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "keyword-handler/normalise.h"

namespace keyword_handler {

// One keyword of an account (S3.4: may have several words, may opt in, may only answer).
struct CustomKeyword {
  std::string words;              // UTF-8 as configured; compared in normal form.
  std::string program = {};       // The program that it speaks of; may be empty for a mere answer.
  bool opts_in = false;           // Whether the whole reply being this opts into `program`.
  std::string template_key = {};  // The answer's template, empty for none.
};

// The spelling of a keyword of which a line has one only: "TEXT-ME!" and "text me" are "textme".
// Empty: there is nothing in it that could be matched.
[[nodiscard]] std::string FoldedKeyword(std::string_view words);

// The longest keyword that the reply is, or, for keywords that do not opt in, begins with: its
// place in `keywords`.
[[nodiscard]] std::optional<std::size_t> FindCustomKeyword(
    const std::vector<CustomKeyword>& keywords, const NormalisedBody& body);

// The name of the rule that `keyword` is, by what stays: its program, if it speaks of one, and its
// folded words. `custom/marketing/joinvip`, `custom/hours`. Holds no spaces.
[[nodiscard]] std::string RuleOfKeyword(const CustomKeyword& keyword);

}  // namespace keyword_handler
