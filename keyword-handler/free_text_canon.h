// Brings typed variants of revocation words to one spelling, so that the rules need to know only
// that: stopppp, stpo, s t o p, stoptexting, unsuscribe (Braze and Postscript list these as
// opt-outs).
#pragma once

#include <string>
#include <vector>

namespace keyword_handler {

// Returns `tokens` with single letters in a row joined, known misspellings corrected and glued
// words
// ("stoptexting") cut apart. Ordinary words that are merely similar (shop, step, cancer) stay.
[[nodiscard]] std::vector<std::string> Canonical(const std::vector<std::string>& tokens);

}  // namespace keyword_handler
