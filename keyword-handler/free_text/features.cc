#include "keyword-handler/free_text/features.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace keyword_handler {
namespace {

constexpr std::size_t kFirstWords = 96;
constexpr std::size_t kLastWords = 32;
constexpr std::size_t kClassesOfOne = 3;
constexpr std::size_t kClassGap = 4;
constexpr std::size_t kPairGap = 8;
constexpr std::size_t kTokenBytes = 40;
constexpr std::size_t kLettersMin = 3;
constexpr std::size_t kLettersMax = 6;
constexpr std::size_t kLengthStep = 3;
constexpr std::size_t kLengthMax = 8;

// Classes that say how a word is written, not what it does.
constexpr std::array<std::string_view, 5> kNoMeaning = {"FILLER", "GLUE", "STARTS_GLUE", "SAID",
                                                        "ING"};
// Classes of one language that mean what another's do.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kSameMeaning = {{
    {"ARRET", "CEASE"},
    {"PARAR", "CEASE"},
    {"QUIT", "CEASE"},
    {"ANNULER", "CANCEL"},
    {"CANCELAR", "CANCEL"},
    {"PAS", "DONT"},
    {"EQUIVOCAR", "WRONG"},
}};

struct Item {
  std::string word;
  std::vector<std::string_view> classes;  // at least one
  bool mark = false;                      // the beginning, or the end of a sentence
};

std::string_view Meaning(std::string_view name) {
  for (const auto& [one, same] : kSameMeaning) {
    if (one == name) return same;
  }
  return name;
}

std::vector<std::string_view> Meanings(const Word& word, std::span<const std::string> names) {
  std::vector<std::string_view> meanings;
  for (std::size_t i = 0; i < names.size() && meanings.size() < kClassesOfOne; ++i) {
    if (!word.classes.test(i)) continue;
    if (std::find(kNoMeaning.begin(), kNoMeaning.end(), names[i]) != kNoMeaning.end()) continue;
    const std::string_view meaning = Meaning(names[i]);
    if (std::find(meanings.begin(), meanings.end(), meaning) == meanings.end()) {
      meanings.push_back(meaning);
    }
  }
  return meanings;
}

Item Mark(std::string_view mark) {
  return {.word = std::string(mark), .classes = {mark}, .mark = true};
}

// The next word to read of `count`: not those in the middle of a long text.
std::size_t SkipMiddle(std::size_t at, std::size_t count) {
  return at == kFirstWords && count > kFirstWords + kLastWords ? count - kLastWords : at;
}

std::vector<Item> ItemsOf(std::span<const Word> words, std::span<const std::string> names) {
  std::vector<Item> items;
  items.reserve(words.size() + 8);
  items.push_back(Mark("^"));
  for (std::size_t i = 0; i < words.size(); ++i) {
    i = SkipMiddle(i, words.size());
    const Word& word = words[i];
    if (word.before == Break::kSentence && i > 0) items.push_back(Mark("."));
    Item item{.word = word.spelt, .classes = Meanings(word, names)};
    std::replace(item.word.begin(), item.word.end(), ' ', '_');
    items.push_back(std::move(item));
  }
  items.push_back(Mark("$"));
  // A word without a class stands for itself.
  for (Item& item : items) {
    if (item.classes.empty()) item.classes.push_back(item.word);
  }
  return items;
}

std::string LettersOf(std::span<const std::string> tokens) {
  std::string letters = "_";
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    i = SkipMiddle(i, tokens.size());
    letters.append(tokens[i].substr(0, kTokenBytes));
    letters.push_back('_');
  }
  return letters;
}

class Emitter {
 public:
  explicit Emitter(absl::FunctionRef<void(std::string_view)> take) : take_(take) {}

  void Words(std::string_view kind, std::span<const Item* const> items) {
    buffer_.assign(kind);
    for (const Item* item : items) {
      if (item != items.front()) buffer_.push_back('+');
      buffer_.append(item->word);
    }
    take_(buffer_);
  }

  // Whichever comes first.
  void Pair(std::string_view kind, const Item& one, const Item& other) {
    const auto [first, second] = std::minmax(one.word, other.word);
    buffer_.assign(kind);
    buffer_.append(first);
    buffer_.push_back('+');
    buffer_.append(second);
    take_(buffer_);
  }

  // Every choice of one class of each item.
  void Classes(std::string_view kind, std::span<const Item* const> items) {
    buffer_.assign(kind);
    Choose(items);
  }

  void One(std::string_view kind, std::string_view name) {
    buffer_.assign(kind);
    buffer_.append(name);
    take_(buffer_);
  }

 private:
  // No deeper than the three items of the longest feature.
  void Choose(std::span<const Item* const> items) {
    const std::size_t length = buffer_.size();
    for (const std::string_view name : items.front()->classes) {
      buffer_.resize(length);
      buffer_.append(name);
      if (items.size() == 1) {
        take_(buffer_);
        continue;
      }
      buffer_.push_back('+');
      Choose(items.subspan(1));
    }
    buffer_.resize(length);
  }

  const absl::FunctionRef<void(std::string_view)> take_;
  std::string buffer_;
};

}  // namespace

void ForEachFeature(const FeatureSource& source, absl::FunctionRef<void(std::string_view)> take) {
  const std::vector<Item> items = ItemsOf(source.words, source.class_names);
  Emitter emitter(take);
  for (const std::string_view rule : source.rules) emitter.One("r:", rule);
  const std::string letters = LettersOf(source.tokens);
  for (std::size_t at = 0; at < letters.size(); ++at) {
    const std::size_t longest = std::min(kLettersMax, letters.size() - at);
    for (std::size_t size = kLettersMin; size <= longest; ++size) {
      emitter.One("x:", std::string_view(letters).substr(at, size));
    }
  }
  std::vector<const Item*> row;
  for (std::size_t i = 0; i < items.size(); ++i) {
    row.clear();
    for (std::size_t k = i; k < items.size() && k < i + 3; ++k) {
      row.push_back(&items[k]);
      if (row.size() == 1 && items[i].mark) continue;
      emitter.Words("w:", row);
      emitter.Classes("c:", row);
    }
    for (std::size_t gap = 2; gap <= kClassGap && i + gap < items.size(); ++gap) {
      const std::array<const Item*, 2> pair = {&items[i], &items[i + gap]};
      emitter.Classes("k:", pair);
    }
    for (std::size_t gap = 1; gap <= kPairGap && i + gap < items.size(); ++gap) {
      if (!items[i].mark && !items[i + gap].mark) emitter.Pair("p:", items[i], items[i + gap]);
    }
  }
  emitter.One("l:", std::to_string(std::min(source.words.size() / kLengthStep, kLengthMax)));
}

}  // namespace keyword_handler
