#include "keyword-handler/free_text.h"

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "keyword-handler/free_text_canon.h"
#include "keyword-handler/free_text_rules.h"
#include "keyword-handler/keyword_tables.h"
#include "ledger/core/check.h"
#include "re2/re2.h"
#include "re2/set.h"

namespace keyword_handler {
namespace {

// All patterns of one kind, compiled into one automaton: one pass over the text, however many
// rules.
class RuleSet {
 public:
  explicit RuleSet(std::span<const FreeTextRule> rules)
      : rules_(rules), set_(RE2::Options(), RE2::UNANCHORED) {
    for (const FreeTextRule& rule : rules_) {
      LEDGER_CHECK(set_.Add(Expanded(rule.pattern), nullptr) >= 0);
    }
    LEDGER_CHECK(set_.Compile());
  }

  // Returns the first rule in table order that matches, or nullptr.
  const FreeTextRule* First(const std::string& text) const {
    std::vector<int> matched;
    if (!set_.Match(text, &matched)) return nullptr;
    const auto first = std::min_element(matched.begin(), matched.end());
    return first == matched.end() ? nullptr : &rules_[static_cast<std::size_t>(*first)];
  }

 private:
  std::span<const FreeTextRule> rules_;
  RE2::Set set_;
};

struct CompiledRules {
  RuleSet strong{StrongRules()};
  RuleSet clear{ClearRules()};
  RuleSet unsure{UnsureRules()};
  std::vector<std::unique_ptr<RE2>> harmless;

  CompiledRules() {
    for (const FreeTextRule& rule : HarmlessRules()) {
      harmless.push_back(std::make_unique<RE2>(Expanded(rule.pattern)));
      LEDGER_CHECK(harmless.back()->ok());
    }
  }
};

// Never destroyed: classification may run while the process ends.
const CompiledRules& Compiled() {
  static const CompiledRules* const compiled = new CompiledRules();
  return *compiled;
}

FreeTextFinding FindingOf(FreeTextVerdict verdict, const FreeTextRule& rule) {
  return {.verdict = verdict, .rule = rule.name, .language = rule.language};
}

FreeTextFinding FindIn(const std::vector<std::string>& tokens) {
  const CompiledRules& rules = Compiled();
  std::string text = JoinTokens(WithoutPoliteness(Canonical(tokens)), " ");
  if (const FreeTextRule* rule = rules.strong.First(text)) {
    return FindingOf(FreeTextVerdict::kRevoke, *rule);
  }
  for (const std::unique_ptr<RE2>& harmless : rules.harmless) {
    // A word that no rule knows keeps neighbours apart and is no beginning or end of the text.
    RE2::GlobalReplace(&text, *harmless, "_");
  }
  if (const FreeTextRule* rule = rules.clear.First(text)) {
    return FindingOf(FreeTextVerdict::kRevoke, *rule);
  }
  if (const FreeTextRule* rule = rules.unsure.First(text)) {
    return FindingOf(FreeTextVerdict::kReview, *rule);
  }
  return {};
}

}  // namespace

FreeTextFinding FindRevocation(const NormalisedBody& body) {
  const FreeTextFinding plain = FindIn(body.tokens);
  if (plain.verdict == FreeTextVerdict::kRevoke || body.lookalike_tokens == body.tokens) {
    return plain;
  }
  const FreeTextFinding lookalike = FindIn(body.lookalike_tokens);
  return lookalike.verdict > plain.verdict ? lookalike : plain;
}

}  // namespace keyword_handler
