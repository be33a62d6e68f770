// The first layer that looks for a revocation in a person's own words.
//
// 47 CFR 64.1200(a)(10): words count "if a reasonable person would understand those words to have
// conveyed a request to revoke consent". A missed one costs up to $1,500 a text; a wrong one costs
// a subscriber (substring matchers opt people out for "bus stop", and Spoke #1016 for a political
// sentence). Rules say what reads like a request and what is an idiom or a negation; what matched
// is weighed with the words around it, by weights that are learned from labelled texts. Above one
// mark a text revokes; above a lower one, or with a stop word that no rule explains, it goes to a
// person.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "keyword-handler/language.h"
#include "keyword-handler/normalise.h"

namespace keyword_handler {

enum class FreeTextVerdict : std::uint8_t { kNone = 0, kReview = 1, kRevoke = 2 };

struct FreeTextFinding {
  FreeTextVerdict verdict = FreeTextVerdict::kNone;
  std::string rule;  // Stable name, empty for kNone. Never a part of the text.
  Language language = Language::kEnglish;
};

// Returns the strongest finding in `body`, named by the first rule in table order that reads a
// request, or by the feature that weighed most. Linear in the body's length. Thread-safe.
[[nodiscard]] FreeTextFinding FindRevocation(const NormalisedBody& body);

// The features that FindRevocation() weighs, for the trainer of the weights: of `body` as it stands
// first; then of each sentence, if a rule reads a request; the same with look-alikes as letters.
[[nodiscard]] std::vector<std::vector<std::string>> FeaturesIn(const NormalisedBody& body);

}  // namespace keyword_handler
