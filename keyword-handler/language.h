// The languages in which a reply is understood and answered: Canada demands a French answer to
// ARRET (CWTA/CTA v3.9), and courts read "no mas" as a revocation.
#pragma once

#include <cstdint>
#include <string_view>

namespace keyword_handler {

enum class Language : std::uint8_t { kEnglish = 1, kFrench = 2, kSpanish = 3 };

// Returns the ISO 639-1 code; a literal that lives for ever.
[[nodiscard]] constexpr std::string_view LanguageCode(Language language) {
  switch (language) {
    case Language::kEnglish:
      return "en";
    case Language::kFrench:
      return "fr";
    case Language::kSpanish:
      return "es";
  }
  return "en";
}

}  // namespace keyword_handler
