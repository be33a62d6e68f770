#include "ledger/forms/form_words.h"

#include <algorithm>

#include "ledger/forms/form_languages.h"

namespace ledger {

const FormWords& WordsOf(std::string_view language) {
  if (language == kFrenchWords.language) return kFrenchWords;
  if (language == kSpanishWords.language) return kSpanishWords;
  return kEnglishWords;
}

std::string_view PreferredLanguage(std::string_view accept_language) {
  while (!accept_language.empty()) {
    const std::size_t end = std::min(accept_language.find(','), accept_language.size());
    std::string_view one = accept_language.substr(0, end);
    accept_language.remove_prefix(std::min(end + 1, accept_language.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    one = one.substr(0, one.find_first_of("-;"));
    const std::string_view ours = WordsOf(one).language;
    if (one == ours) return ours;
  }
  return kEnglishWords.language;
}

}  // namespace ledger
