// The lexicon as people edit it: rows of words under the name of a class, one file a language.
//
// A class is what a word does in a request ("CEASE", "MESSAGE", "WRONG"), the same in all
// languages, so that rules speak of meanings. A word may stand in several classes.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace keyword_handler {

// How a row's words stand for their inflected forms.
enum class WordForm : std::uint8_t {
  kAsIs,   // the words themselves
  kVerb,   // English infinitives: text, texts; texting is X_ING, texted X_ED where there is one
  kErVerb,  // French stems of verbs in -er: envoy
  kArVerb,  // Spanish stems of verbs in -ar, with clitics: mand
  kIrVerb,  // Spanish stems of verbs in -er and -ir: escrib
  kAlias,   // read as the words that stand for the class: "i dont know" for idk
};

struct LexiconRow {
  std::string_view word_class;  // empty: a known word without a class
  WordForm form;
  std::string_view words;  // normal form, separated by spaces
};

[[nodiscard]] std::span<const LexiconRow> EnglishRows();
[[nodiscard]] std::span<const LexiconRow> FrenchRows();
[[nodiscard]] std::span<const LexiconRow> SpanishRows();

}  // namespace keyword_handler
