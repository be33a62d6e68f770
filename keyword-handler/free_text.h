// The first layer that looks for a revocation in a person's own words.
//
// 47 CFR 64.1200(a)(10): words count "if a reasonable person would understand those words to have
// conveyed a request to revoke consent". A missed one costs up to $1,500 a text; a wrong one costs
// a subscriber (substring matchers opt people out for "bus stop", and Spoke #1016 for a political
// sentence). So: clear requests revoke, known idioms and negations do not, and a stop word that is
// neither goes to a person (review).
#pragma once

#include <cstdint>
#include <string_view>

#include "keyword-handler/language.h"
#include "keyword-handler/normalise.h"

namespace keyword_handler {

enum class FreeTextVerdict : std::uint8_t { kNone = 0, kReview = 1, kRevoke = 2 };

struct FreeTextFinding {
  FreeTextVerdict verdict = FreeTextVerdict::kNone;
  std::string_view rule;  // Stable name, empty for kNone; lives for ever. Never a part of the text.
  Language language = Language::kEnglish;
};

// Returns the strongest finding in `body`: the first revoking rule in table order, else the first
// reviewing one. Linear in the body's length. Thread-safe.
[[nodiscard]] FreeTextFinding FindRevocation(const NormalisedBody& body);

}  // namespace keyword_handler
