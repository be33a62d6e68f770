// Words to meanings: each word of a text with the classes that the lexicon gives it, whatever its
// spelling.
//
// A word that the lexicon does not know is read, in this order, as one with letters held down
// (stooop), with a French elision before it (menvoyer), as several written together (stoptexting),
// and as a known long word with one slip in it (mesages, remvoe). Words listed without a class are
// known too, so that no slip turns "massage" into "message".
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "keyword-handler/normalise.h"

namespace keyword_handler {

// A set of classes, one bit each.
using WordClasses = std::bitset<128>;

struct Word {
  WordClasses classes = {};
  int id = 0;  // of a word that rules name literally; 0 for all others
  Break before = Break::kNone;
  // Whose rows list it: a bit each for English, French and Spanish.
  std::uint8_t languages = 0;
  // As the lexicon spells it, an unknown one as it stands; "#" for digits. A person's word.
  std::string spelt = {};
};

class Lexicon {
 public:
  // `rule_words`: those that rules name; `rule_classes`: the classes that they speak of. Aborts
  // if a row's class is in none, or a rule's in no row: both are tables of this program.
  Lexicon(std::span<const std::string> rule_words, std::span<const std::string> rule_classes);

  [[nodiscard]] WordClasses ClassNamed(std::string_view name) const;
  // Returns the id of one of `rule_words`.
  [[nodiscard]] int IdOf(std::string_view word) const;
  [[nodiscard]] std::size_t ids() const { return ids_; }
  // By the bits of `WordClasses`.
  [[nodiscard]] std::span<const std::string> class_names() const { return class_names_; }

  // Returns the words of a normal form, without those that weigh nothing (please, really, thanks).
  [[nodiscard]] std::vector<Word> WordsOf(std::vector<std::string> tokens,
                                          std::vector<Break> breaks) const;

 private:
  struct Entry {
    WordClasses classes = {};
    int id = 0;
    std::uint8_t languages = 0;
    bool begins_phrase = false;
    std::string_view spelt = {};  // its key
    std::vector<std::string> alias = {};  // the words that it is read as, if any
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const {
      return std::hash<std::string_view>{}(word);
    }
  };
  using Map = std::unordered_map<std::string, Entry, Hash, std::equal_to<>>;

  Entry& EntryOf(const std::string& word);
  void AddRows();
  void AddForm(const std::string& word, const WordClasses& classes, std::uint8_t languages);
  void IndexSlips();
  void IndexVowelless();
  const Entry* Find(std::string_view word) const;
  // The entry that is meant by an unknown word with one slip in it, or nullptr.
  const Entry* FindSlipped(std::string_view word) const;
  const Entry* FindHeldDown(std::string_view word) const;
  // The entry of which an unknown word has the consonants: nmbr, dlt.
  const Entry* FindVowelless(std::string_view word) const;
  // Replaces aliases by what they stand for.
  void Spell(std::vector<std::string>& tokens, std::vector<Break>& breaks) const;
  bool Unglue(std::string_view word, std::vector<const Entry*>& parts) const;
  Word Known(const Entry& entry) const;
  // Appends what one unknown word is read as.
  void AppendUnknown(const std::string& token, Break before, std::vector<Word>& words) const;

  std::vector<std::string> class_names_;
  Map entries_;
  std::size_t ids_ = 1;
  // Hashes of long words less one letter, sorted: two words with a slip between them share one.
  std::vector<std::pair<std::size_t, const Map::value_type*>> slips_;
  // Long words with a class by their consonants.
  std::unordered_map<std::string, std::vector<const Map::value_type*>> vowelless_;
  WordClasses filler_;
  WordClasses glue_start_;
  WordClasses glue_;
  WordClasses digits_;
  WordClasses ing_;
  WordClasses unknown_;
};

}  // namespace keyword_handler
