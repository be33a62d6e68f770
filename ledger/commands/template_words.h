// What texts of each role must say and must not say, as data: words by language. The parts are
// those of the law and the carriers (47 CFR 64.1200(a)(12), of a disclosure 64.1200(f)(9); CTIA
// Messaging Principles 5.1.2.1; the Short Code Monitoring Handbook); the words that promote are
// what a reader takes for an offer, and those of regulated trades what carriers refuse in a request
// to opt in (S4.7).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace ledger {

// What a text is for, of those whose words are checked.
enum class TextRole : std::uint8_t {
  kOptInRequest = 1,
  kOptInConfirmation = 2,
  kHelp = 3,
  kOptOutConfirmation = 4,
  // What people read on a form before they agree; nothing is filled in.
  kDisclosure = 5,
  kMarketingDisclosure = 6,  // for marketing too
};

// What a text must say.
enum class TextPart : std::uint8_t {
  kBrand = 1,    // who speaks; by {brand} or the account's name
  kBrandOrProgram,
  kYes,          // how to agree
  kStop,         // how to stop
  kHelp,         // how to get help
  kFrequency,    // how often texts come
  kFees,         // that they may cost something
  kNoMore,       // that no more texts come
  kContact,      // where help is to be had; by {help}, an address or a number
  kName,         // who will text, by the account's name
  kMarketing,    // that texts are marketing, or automated
  kNoCondition,  // that nobody needs to agree in order to buy
};

// A word, or several in their order; folded as by FoldedWords. One that ends with `*` begins words.
struct PartWords {
  TextPart part;
  std::string_view language;
  std::string_view words;
};
struct OfferWords {
  std::string_view language;
  std::string_view words;
  bool trade;  // of a regulated trade; else it promotes
};

// "the opt-in request"; a literal, as all that follow.
[[nodiscard]] std::string_view RoleName(TextRole role);

// What a text of the role must say, in the order in which people read of it.
[[nodiscard]] std::span<const TextPart> PartsOf(TextRole role);

// The part for people, "how to agree: "; and how to say it in `language`, the mend: in English
// where that is neither French nor Spanish.
[[nodiscard]] std::string_view PartName(TextPart part);
[[nodiscard]] std::string_view PartExample(TextPart part, std::string_view language);

// Whether `code` is a language's of ISO 639-1.
[[nodiscard]] bool IsLanguage(std::string_view code);

// Whether a text of the role must not promote anything; and whether it must not speak of a
// regulated trade either.
[[nodiscard]] bool MustNotPromote(TextRole role);
[[nodiscard]] bool MustNotNameTrade(TextRole role);

// All words that say a part, and all that promote. Those of the language "" are of every language.
[[nodiscard]] std::span<const PartWords> AllPartWords();
[[nodiscard]] std::span<const OfferWords> AllOfferWords();

}  // namespace ledger
