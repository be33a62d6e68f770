#include "keyword-handler/free_text/morphology.h"

#include <array>
#include <span>

namespace keyword_handler {
namespace {

struct Ending {
  std::string_view letters;
  Tense tense;
};

constexpr std::array kErEndings = {
    Ending{"er", Tense::kPlain},    Ending{"ez", Tense::kPlain},  Ending{"e", Tense::kPlain},
    Ending{"es", Tense::kPlain},    Ending{"ons", Tense::kPlain}, Ending{"ent", Tense::kPlain},
    Ending{"erez", Tense::kPlain},  Ending{"ant", Tense::kOngoing},
    Ending{"ee", Tense::kPast},     Ending{"ees", Tense::kPast},  Ending{"ait", Tense::kPast},
    Ending{"aient", Tense::kPast},  Ending{"ais", Tense::kPast},
};

constexpr std::array kArEndings = {
    Ending{"ar", Tense::kPlain},   Ending{"e", Tense::kPlain},    Ending{"en", Tense::kPlain},
    Ending{"es", Tense::kPlain},   Ending{"a", Tense::kPlain},    Ending{"an", Tense::kPlain},
    Ending{"as", Tense::kPlain},   Ending{"o", Tense::kPlain},    Ending{"emos", Tense::kPlain},
    Ending{"ando", Tense::kOngoing}, Ending{"ado", Tense::kPast}, Ending{"ada", Tense::kPast},
    Ending{"aron", Tense::kPast},  Ending{"aste", Tense::kPast},
    Ending{"aran", Tense::kPlain}, Ending{"ara", Tense::kPlain},  Ending{"aras", Tense::kPlain},
};

constexpr std::array kIrEndings = {
    Ending{"ir", Tense::kPlain},   Ending{"er", Tense::kPlain},   Ending{"a", Tense::kPlain},
    Ending{"an", Tense::kPlain},   Ending{"as", Tense::kPlain},   Ending{"e", Tense::kPlain},
    Ending{"en", Tense::kPlain},   Ending{"es", Tense::kPlain},   Ending{"o", Tense::kPlain},
    Ending{"iendo", Tense::kOngoing}, Ending{"ido", Tense::kPast}, Ending{"ida", Tense::kPast},
    Ending{"ieron", Tense::kPast}, Ending{"iste", Tense::kPast},
    Ending{"ieran", Tense::kPlain}, Ending{"iera", Tense::kPlain},
};

constexpr std::array<std::string_view, 11> kClitics = {
    "me", "nos", "lo", "la", "le", "los", "las", "melo", "mela", "melos", "melas"};

bool IsVowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

void AddEnglish(const std::string& base, std::vector<Inflected>& forms) {
  std::vector<std::string> stems = {base};
  const std::size_t size = base.size();
  if (base.back() == 'e') stems.front().pop_back();
  if (size >= 3 && !IsVowel(base[size - 1]) && IsVowel(base[size - 2]) && base[size - 1] != 'y') {
    stems.push_back(base + base.back());  // stopping, but also canceling and cancelling
  }
  forms.push_back({.word = base});
  forms.push_back({.word = base + "s"});
  if (base.back() == 'h' || base.back() == 's' || base.back() == 'x') {
    forms.push_back({.word = base + "es"});
  }
  if (base.back() == 'y') {
    forms.push_back({.word = base.substr(0, size - 1) + "ies"});
    forms.push_back({.word = base.substr(0, size - 1) + "ied", .tense = Tense::kPast});
  }
  for (const std::string& stem : stems) {
    forms.push_back({.word = stem + "ing", .tense = Tense::kOngoing});
    forms.push_back({.word = stem + "in", .tense = Tense::kOngoing});
    forms.push_back({.word = stem + "ed", .tense = Tense::kPast});
  }
}

void AddSpanish(const std::string& stem, std::span<const Ending> endings,
                std::vector<Inflected>& forms) {
  for (const Ending& ending : endings) {
    std::string word = stem + std::string(ending.letters);
    forms.push_back({.word = word, .tense = ending.tense});
    if (ending.tense == Tense::kPast) continue;
    for (const std::string_view clitic : kClitics) {
      const bool me = clitic.starts_with("me") || clitic == "nos";
      forms.push_back(
          {.word = word + std::string(clitic), .tense = ending.tense, .about_me = me});
    }
  }
}

}  // namespace

std::vector<Inflected> FormsOf(std::string_view word, WordForm form) {
  const std::string stem(word);
  std::vector<Inflected> forms;
  switch (form) {
    case WordForm::kAsIs:
    case WordForm::kAlias:
      forms.push_back({.word = stem});
      break;
    case WordForm::kVerb:
      AddEnglish(stem, forms);
      break;
    case WordForm::kErVerb:
      for (const Ending& ending : kErEndings) {
        forms.push_back({.word = stem + std::string(ending.letters), .tense = ending.tense});
      }
      break;
    case WordForm::kArVerb:
      AddSpanish(stem, kArEndings, forms);
      break;
    case WordForm::kIrVerb:
      AddSpanish(stem, kIrEndings, forms);
      break;
  }
  return forms;
}

}  // namespace keyword_handler
