// The rules of the free-text layer as data: each says in patterns over word classes what a person
// means, and has the name that a decision records.
//
// They are tried stage by stage, in table order. What a harmless rule explains ("bus stop", "don't
// stop") is taken out of the text, so that later rules do not see it. Hardly a rule decides alone:
// the names of all that match are weighed with all else (weights.h), for on new texts rules were
// wrong for one harmless text in twelve.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "keyword-handler/language.h"

namespace keyword_handler {

enum class RuleEffect : std::uint8_t {
  kHarmless = 1,
  kUnsure,   // a person must look, unless the weights know better
  kRequest,  // reads like one: the strongest of the reasons that are weighed
  kCertain,  // decides: little but a word per se
};
inline constexpr int kRuleEffects = 4;

enum class RuleStage : std::uint8_t {
  kOutcry = 1,  // requests that look like negations: "why don't you stop"
  kNegated,     // what is refused or not wanted to end: "don't stop"
  kExplicit,    // requests that name their object: texts, list, number, person, consent
  kIdiom,       // stop words that mean something else
  kBare,        // requests without an object, complaints
  kTold,        // stop words in what is told: "they stop at noon"
  kLeft,        // a stop word that nothing has explained
};
inline constexpr int kStages = 7;

struct FreeTextRule {
  std::string_view name;  // stable: decisions record it
  Language language;
  RuleStage stage;
  RuleEffect effect;
  std::string_view patterns;  // one a line, see pattern.h
};

[[nodiscard]] std::span<const FreeTextRule> EnglishRequests();
[[nodiscard]] std::span<const FreeTextRule> EnglishPersons();
[[nodiscard]] std::span<const FreeTextRule> EnglishHarmless();
[[nodiscard]] std::span<const FreeTextRule> FrenchRules();
[[nodiscard]] std::span<const FreeTextRule> SpanishRules();

}  // namespace keyword_handler
