// The first layer that looks for a revocation in a person's own words.
//
// 47 CFR 64.1200(a)(10): words count "if a reasonable person would understand those words to have
// conveyed a request to revoke consent". A missed one costs up to $1,500 a text; a wrong one costs
// a subscriber (substring matchers opt people out for "bus stop", and Spoke #1016 for a political
// sentence). So: clear requests revoke, known idioms and negations do not, and a stop word that is
// neither goes to a person (review). Clear requests
// are rules; what no rule decides is weighed.
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

// Returns the strongest finding in `body`: the first revoking rule in table order, else the first
// reviewing one. Linear in the body's length. Thread-safe.
[[nodiscard]] FreeTextFinding FindRevocation(const NormalisedBody& body);

// What is weighed in a text or in a sentence of it, for the trainer of the weights.
struct FreeTextFeatures {
  std::string decided_by;  // the rule that decides, if any
  std::vector<std::string> features;
};

// Of `body` as it stands first; then of what else FindRevocation() may weigh: each sentence, if one
// may be a request, and the same with look-alikes read as letters.
[[nodiscard]] std::vector<FreeTextFeatures> FeaturesIn(const NormalisedBody& body);

}  // namespace keyword_handler
