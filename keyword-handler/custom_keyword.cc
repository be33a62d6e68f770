#include "keyword-handler/custom_keyword.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "keyword-handler/keyword_tables.h"

namespace keyword_handler {
namespace {

// Whether the reply is the keyword and nothing else. One that opts in is spelled word for word
// (law 8); where one only answers, spaces do not matter. What matches both of two keywords has
// them folded alike, or is longer by a word of politeness than one of them.
bool IsWhole(const CustomKeyword& keyword, const NormalisedBody& normal, const NormalisedBody& body,
             const std::vector<std::string>& polite) {
  if (normal.tokens == polite || normal.tokens == body.tokens) return true;
  return keyword.opts_in ? normal.hyphenless_tokens == body.hyphenless_tokens
                         : normal.squeezed == body.squeezed;
}

}  // namespace

std::string FoldedKeyword(std::string_view words) { return Normalise(words).squeezed; }

std::optional<std::size_t> FindCustomKeyword(const std::vector<CustomKeyword>& keywords,
                                             const NormalisedBody& body) {
  std::optional<std::size_t> best;
  std::size_t best_words = 0;
  const std::vector<std::string> polite = WithoutPoliteness(body.tokens);
  for (std::size_t i = 0; i < keywords.size(); ++i) {
    const NormalisedBody normal = Normalise(keywords[i].words);
    const std::vector<std::string>& words = normal.tokens;
    if (words.empty() || words.size() <= best_words) continue;
    const bool begins = !keywords[i].opts_in && words.size() <= body.tokens.size() &&
                        std::equal(words.begin(), words.end(), body.tokens.begin());
    if (!begins && !IsWhole(keywords[i], normal, body, polite)) continue;
    best = i;
    best_words = words.size();
  }
  return best;
}

std::string RuleOfKeyword(const CustomKeyword& keyword) {
  std::string rule = absl::StrCat("custom/", keyword.program, keyword.program.empty() ? "" : "/",
                                  FoldedKeyword(keyword.words));
  std::replace(rule.begin(), rule.end(), ' ', '_');
  return rule;
}

}  // namespace keyword_handler
