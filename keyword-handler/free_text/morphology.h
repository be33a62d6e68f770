// The inflected forms of the lexicon's verbs, so that its tables hold each verb once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "keyword-handler/free_text/lexicon_rows.h"

namespace keyword_handler {

// What a form says about the verb: a request may use the first and the second, the third tells of
// what was.
enum class Tense : std::uint8_t { kPlain = 1, kOngoing, kPast };

struct Inflected {
  std::string word;
  Tense tense = Tense::kPlain;
  bool about_me = false;  // a Spanish verb with "me" or "nos" at its end
};

// Returns all forms of `word`, itself among them if it is a word.
[[nodiscard]] std::vector<Inflected> FormsOf(std::string_view word, WordForm form);

}  // namespace keyword_handler
