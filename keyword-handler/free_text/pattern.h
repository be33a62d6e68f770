// Patterns over the classes of words: how rules are written.
//
//   DONT SEND|SEND_ING me _2 MESSAGE
//
// Elements stand between spaces. Upper case: a class of the lexicon. Lower case: that very word.
// `A|B`: either. `A?`: may be missing. `_3`: up to three words of any kind, but none that begins
// another clause (class BARRIER). `!A`: the next word is not this. `~A`: the word before is not.
// `^`, `$`: here a clause begins, ends: at a break of punctuation, or at the end of the text.
// No match goes across the end of a sentence. All lengths are bounded, so is the time.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "keyword-handler/free_text/lexicon.h"

namespace keyword_handler {

// Ids of words that rules name; more of them means a wider set.
using WordIds = std::bitset<2048>;

// A text's words, with what stands in it anywhere.
struct Sentence {
  std::vector<Word> words;
  WordClasses classes = {};
  WordIds ids = {};
};

class Pattern {
 public:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  // `text` must be a pattern of words and classes that `lexicon` has: it is a table's. Aborts
  // otherwise.
  Pattern(std::string_view text, const Lexicon& lexicon);

  // Adds the words and the classes that a pattern speaks of, to make the lexicon of.
  static void Mentioned(std::string_view text, std::vector<std::string>& words,
                        std::vector<std::string>& classes);

  // Whether all that a match needs stands somewhere in the text.
  [[nodiscard]] bool MayMatch(const Sentence& text) const;

  // Returns the end of a match that begins at `at`, or kNone.
  [[nodiscard]] std::size_t MatchAt(std::span<const Word> words, std::size_t at) const;

 private:
  enum class Kind : std::uint8_t { kWord, kGap, kNotNext, kNotBefore, kBegin, kEnd };
  struct Element {
    Kind kind = Kind::kWord;
    bool optional = false;
    bool or_end = false;
    std::size_t gap = 0;
    WordClasses classes = {};
    std::vector<int> ids = {};
  };

  static bool Is(const Element& element, const Word& word);
  std::size_t Match(std::span<const Word> words, std::size_t begin, std::size_t at,
                    std::size_t element) const;

  std::vector<Element> elements_;
  WordClasses barrier_;
};

}  // namespace keyword_handler
