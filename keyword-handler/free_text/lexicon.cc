#include "keyword-handler/free_text/lexicon.h"

#include <algorithm>
#include <array>

#include "keyword-handler/free_text/lexicon_rows.h"
#include "keyword-handler/free_text/morphology.h"
#include "keyword-handler/free_text/slips.h"
#include "ledger/core/check.h"

namespace keyword_handler {
namespace {

// Shorter words with another letter are other words; longer ones may differ by one slip.
constexpr std::size_t kSlipLettersMin = 6;
constexpr std::size_t kPhraseWordsMax = 4;
constexpr std::size_t kUngluedLettersMax = 40;

bool IsDigits(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool BeginsWithDigit(std::string_view word) { return word[0] >= '0' && word[0] <= '9'; }

std::vector<std::string> Split(std::string_view words) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    if (end > at) parts.emplace_back(words.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

// `word` with letters that stand more than `most` times in a row reduced to `most`.
std::string Released(std::string_view word, std::size_t most) {
  std::string released;
  std::size_t run = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    run = i > 0 && word[i] == word[i - 1] ? run + 1 : 1;
    if (run <= most) released.push_back(word[i]);
  }
  return released;
}

// The first letter and the consonants behind it.
std::string Consonants(std::string_view word) {
  std::string consonants;
  for (const char c : word) {
    const bool vowel = std::string_view("aeiouy").find(c) != std::string_view::npos;
    if (consonants.empty() || !vowel) consonants.push_back(c);
  }
  return consonants;
}

bool IsLetter(const std::string& token) {
  return token.size() == 1 && token[0] >= 'a' && token[0] <= 'z';
}

std::string_view ClassOf(const LexiconRow& row, Tense tense, std::string& buffer) {
  if (row.word_class.empty() || tense == Tense::kPlain) return row.word_class;
  buffer = std::string(row.word_class) + (tense == Tense::kOngoing ? "_ING" : "_ED");
  return buffer;
}

}  // namespace

Lexicon::Lexicon(std::span<const std::string> rule_words,
                 std::span<const std::string> rule_classes) {
  class_names_ = {"FILLER", "BARRIER", "GLUE", "STARTS_GLUE", "DIGITS", "ING", "UNKNOWN"};
  for (const std::string& name : rule_classes) {
    if (std::find(class_names_.begin(), class_names_.end(), name) == class_names_.end()) {
      class_names_.push_back(name);
    }
  }
  LEDGER_CHECK(class_names_.size() <= WordClasses().size());
  filler_ = ClassNamed("FILLER");
  glue_start_ = ClassNamed("STARTS_GLUE");
  glue_ = ClassNamed("GLUE");
  digits_ = ClassNamed("DIGITS");
  ing_ = ClassNamed("ING");
  unknown_ = ClassNamed("UNKNOWN");
  AddRows();
  for (const std::string& word : rule_words) {
    AddForm(word, {}, 0);
    Entry& entry = entries_.find(word)->second;
    if (entry.id == 0) entry.id = static_cast<int>(ids_++);
  }
  IndexSlips();
  IndexVowelless();
}

WordClasses Lexicon::ClassNamed(std::string_view name) const {
  const auto found = std::find(class_names_.begin(), class_names_.end(), name);
  LEDGER_CHECK(found != class_names_.end());
  WordClasses one;
  one.set(static_cast<std::size_t>(found - class_names_.begin()));
  return one;
}

int Lexicon::IdOf(std::string_view word) const {
  const Entry* entry = Find(word);
  LEDGER_CHECK(entry != nullptr && entry->id != 0);
  return entry->id;
}

Lexicon::Entry& Lexicon::EntryOf(const std::string& word) {
  const auto at = entries_.try_emplace(word).first;
  at->second.spelt = at->first;
  return at->second;
}

void Lexicon::AddForm(const std::string& word, const WordClasses& classes,
                      std::uint8_t languages) {
  std::string spaced = word;
  std::replace(spaced.begin(), spaced.end(), '_', ' ');
  Entry& entry = EntryOf(spaced);
  entry.classes |= classes;
  entry.languages = static_cast<std::uint8_t>(entry.languages | languages);
  const std::size_t space = spaced.find(' ');
  if (space == std::string::npos) return;
  EntryOf(spaced.substr(0, space)).begins_phrase = true;
}

void Lexicon::AddRows() {
  const std::array sources = {EnglishRows(), FrenchRows(), SpanishRows()};
  const auto has = [&](std::string_view name) {
    return std::find(class_names_.begin(), class_names_.end(), name) != class_names_.end();
  };
  std::uint8_t language = 1;
  for (const std::span<const LexiconRow> rows : sources) {
    for (const LexiconRow& row : rows) {
      for (const std::string& word : Split(row.words)) {
        if (row.form == WordForm::kAlias) {
          AddForm(word, {}, language);
          std::string spaced = word;
          std::replace(spaced.begin(), spaced.end(), '_', ' ');
          EntryOf(spaced).alias = Split(row.word_class);
          continue;
        }
        for (const Inflected& form : FormsOf(word, row.form)) {
          std::string buffer;
          std::string_view name = ClassOf(row, form.tense, buffer);
          // A tense that no rule asks for is as good as the plain form.
          if (!has(name)) name = row.word_class;
          WordClasses classes;
          if (!name.empty()) classes |= ClassNamed(name);
          const std::string about_me = std::string(row.word_class) + "_ME";
          if (form.about_me && has(about_me)) classes |= ClassNamed(about_me);
          AddForm(form.word, classes, language);
        }
      }
    }
    language = static_cast<std::uint8_t>(language << 1U);
  }
}

void Lexicon::IndexSlips() {
  for (const Map::value_type& known : entries_) {
    const std::string& word = known.first;
    if (word.size() < kSlipLettersMin || word.find(' ') != std::string::npos) continue;
    slips_.emplace_back(std::hash<std::string_view>{}(word), &known);
    for (std::size_t i = 0; i < word.size(); ++i) {
      std::string shorter = word;
      shorter.erase(i, 1);
      slips_.emplace_back(std::hash<std::string_view>{}(shorter), &known);
    }
  }
  // By word within one hash, so that the choice between two does not hang on the map's order.
  std::sort(slips_.begin(), slips_.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second->first < b.second->first;
  });
}

void Lexicon::IndexVowelless() {
  for (const Map::value_type& known : entries_) {
    const bool short_or_several =
        known.first.size() < 4 || known.first.find(' ') != std::string::npos;
    if (short_or_several || known.second.classes.none()) continue;
    std::string consonants = Consonants(known.first);
    if (consonants.size() >= 2) vowelless_[std::move(consonants)].push_back(&known);
  }
  for (auto& [consonants, words] : vowelless_) {
    std::sort(words.begin(), words.end(), [](const auto* a, const auto* b) {
      const bool shorter = a->first.size() < b->first.size();
      return a->first.size() != b->first.size() ? shorter : a->first < b->first;
    });
  }
}

const Lexicon::Entry* Lexicon::FindVowelless(std::string_view word) const {
  const std::string consonants = Consonants(word);
  // Two consonants alone ("tk") say too little; with a vowel between them they may be any word.
  if (consonants.size() < 3 || consonants.size() * 3 < word.size() * 2) return nullptr;
  const auto found = vowelless_.find(consonants);
  if (found == vowelless_.end()) return nullptr;
  for (const Map::value_type* known : found->second) {
    // Its vowels, if any, must be some of the known word's, in order.
    std::size_t at = 0;
    for (const char c : known->first) at += at < word.size() && word[at] == c ? 1 : 0;
    if (at == word.size() && word.size() < known->first.size()) return &known->second;
  }
  return nullptr;
}

void Lexicon::Spell(std::vector<std::string>& tokens, std::vector<Break>& breaks) const {
  std::vector<std::string> spelt;
  std::vector<Break> spelt_breaks;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Entry* entry = Find(tokens[i]);
    const Break before = breaks[i];
    if (entry != nullptr && entry->begins_phrase && i + 1 < tokens.size()) {
      const Entry* two = Find(tokens[i] + " " + tokens[i + 1]);
      if (two != nullptr && !two->alias.empty()) {
        entry = two;
        ++i;
      }
    }
    if (entry == nullptr || entry->alias.empty()) {
      spelt.push_back(std::move(tokens[i]));
      spelt_breaks.push_back(before);
      continue;
    }
    spelt.insert(spelt.end(), entry->alias.begin(), entry->alias.end());
    spelt_breaks.insert(spelt_breaks.end(), entry->alias.size(), Break::kNone);
    spelt_breaks[spelt.size() - entry->alias.size()] = before;
  }
  tokens = std::move(spelt);
  breaks = std::move(spelt_breaks);
}

const Lexicon::Entry* Lexicon::Find(std::string_view word) const {
  const auto found = entries_.find(word);
  return found == entries_.end() ? nullptr : &found->second;
}

const Lexicon::Entry* Lexicon::FindSlipped(std::string_view word) const {
  if (word.size() + 1 < kSlipLettersMin || BeginsWithDigit(word)) return nullptr;
  const auto look = [&](std::string_view part) -> const Entry* {
    const std::size_t hash = std::hash<std::string_view>{}(part);
    auto at = std::lower_bound(slips_.begin(), slips_.end(), hash,
                               [](const auto& slip, std::size_t h) { return slip.first < h; });
    for (; at != slips_.end() && at->first == hash; ++at) {
      const std::string& known = at->second->first;
      const bool begins_alike =
          known[0] == word[0] || (known[0] == word[1] && known[1] == word[0]);
      if (begins_alike && Slips(known, word) <= 1) return &at->second->second;
    }
    return nullptr;
  };
  if (const Entry* entry = look(word)) return entry;
  for (std::size_t i = 0; i < word.size(); ++i) {
    std::string shorter(word);
    shorter.erase(i, 1);
    if (const Entry* entry = look(shorter)) return entry;
  }
  // The longest and most misspelt words of all may differ by two.
  for (const std::string_view hard : {"unsubscribe", "desabonner", "desinscrire", "desuscribir",
                                      "desabonnez", "unsubscribed"}) {
    if (word.size() + 2 >= hard.size() && word[0] == hard[0] && Slips(word, hard) <= 2) {
      return Find(hard);
    }
  }
  return nullptr;
}

const Lexicon::Entry* Lexicon::FindHeldDown(std::string_view word) const {
  if (word.size() < 3) return nullptr;
  const std::string twice = Released(word, 2);
  if (twice.size() < word.size()) {
    const Entry* entry = Find(twice);
    if (entry != nullptr && entry->classes.any()) return entry;
  }
  const std::string once = Released(word, 1);
  return once.size() < word.size() ? Find(once) : nullptr;
}

bool Lexicon::Unglue(std::string_view word, std::vector<const Entry*>& parts) const {
  if (word.empty()) return parts.size() >= 2;
  if (parts.size() >= 5) return false;
  const WordClasses& wanted = parts.empty() ? glue_start_ : glue_;
  for (std::size_t length = word.size(); length >= 2; --length) {
    const Entry* entry = Find(word.substr(0, length));
    if (entry == nullptr || (entry->classes & wanted).none()) continue;
    parts.push_back(entry);
    if (Unglue(word.substr(length), parts)) return true;
    parts.pop_back();
  }
  return false;
}

Word Lexicon::Known(const Entry& entry) const {
  return {.classes = entry.classes,
          .id = entry.id,
          .languages = entry.languages,
          .spelt = std::string(entry.spelt)};
}

void Lexicon::AppendUnknown(const std::string& token, Break before,
                            std::vector<Word>& words) const {
  const auto append = [&](const Entry& entry) {
    words.push_back(Known(entry));
    words.back().before = before;
    before = Break::kNone;
  };
  if (IsDigits(token) || BeginsWithDigit(token)) {
    words.push_back({.classes = digits_, .before = before, .spelt = "#"});
    return;
  }
  if (const Entry* entry = FindHeldDown(token)) return append(*entry);
  for (const std::size_t elided : {std::size_t{1}, std::size_t{2}}) {
    if (token.size() < elided + 4) continue;
    const std::string_view head = std::string_view(token).substr(0, elided);
    const bool elides = elided == 1 ? std::string_view("cdjlmnst").find(head[0]) !=
                                          std::string_view::npos
                                    : head == "qu";
    const bool vowel = std::string_view("aeiouyh").find(token[elided]) != std::string_view::npos;
    const Entry* article = elides && vowel ? Find(head) : nullptr;
    const Entry* rest = article != nullptr ? Find(token.substr(elided)) : nullptr;
    if (rest == nullptr || rest->classes.none()) continue;
    append(*article);
    return append(*rest);
  }
  std::vector<const Entry*> parts;
  if (token.size() >= 5 && token.size() <= kUngluedLettersMax && Unglue(token, parts)) {
    for (const Entry* part : parts) append(*part);
    return;
  }
  if (const Entry* entry = FindSlipped(token)) return append(*entry);
  if (const Entry* entry = FindVowelless(token)) return append(*entry);
  Word word{.classes = unknown_, .before = before, .spelt = token};
  if (token.ends_with("ing") && token.size() > 4) word.classes |= ing_;
  words.push_back(word);
}

std::vector<Word> Lexicon::WordsOf(std::vector<std::string> tokens,
                                   std::vector<Break> breaks) const {
  Spell(tokens, breaks);
  std::vector<Word> words;
  words.reserve(tokens.size());
  Break carried = Break::kNone;
  for (std::size_t i = 0; i < tokens.size();) {
    const Break before = std::max(carried, breaks[i]);
    // Letters apart, s t o p, are one word.
    std::size_t end = i;
    while (end < tokens.size() && IsLetter(tokens[end])) ++end;
    std::string token = tokens[i];
    std::size_t next = i + 1;
    if (end - i >= 3) {
      for (std::size_t k = i + 1; k < end; ++k) token.append(tokens[k]);
      next = end;
    }
    const Entry* entry = Find(token);
    if (entry != nullptr && entry->begins_phrase) {
      std::string phrase = token;
      for (std::size_t k = next; k < tokens.size() && k < next + kPhraseWordsMax - 1; ++k) {
        if (breaks[k] == Break::kSentence) break;
        phrase += " " + tokens[k];
        if (const Entry* whole = Find(phrase); whole != nullptr) {
          entry = whole;
          next = k + 1;
        }
      }
    }
    if (entry != nullptr && (entry->classes & filler_).any()) {
      carried = before;
    } else {
      carried = Break::kNone;
      const std::size_t at = words.size();
      if (entry != nullptr) {
        words.push_back(Known(*entry));
        words.back().before = before;
        if (token.ends_with("ing") && token.size() > 4) words.back().classes |= ing_;
      } else {
        AppendUnknown(token, before, words);
      }
      LEDGER_CHECK(words.size() > at);
    }
    i = next;
  }
  return words;
}

}  // namespace keyword_handler
