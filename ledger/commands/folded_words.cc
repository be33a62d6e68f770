#include "ledger/commands/folded_words.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/strings/ascii.h"
#include "ledger/core/utf8.h"

namespace ledger {
namespace {

// The letters U+00C0 to U+00FF without their accents; '-' stands between words.
constexpr std::string_view kLatin1 =
    "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty";
constexpr std::size_t kLatin1Begin = 0xC0;
static_assert(kLatin1.size() == 64);

std::uint32_t PointOf(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(character[i]); };
  if (character.size() == 2) return (byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU);
  if (character.size() == 3) {
    return (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
  }
  return 0xFFFF;  // beyond what is told apart here
}

// What the character is within a word: letters, nothing at all (an accent of its own), or a blank.
std::string Folded(std::string_view character) {
  if (character.size() == 1) {
    const auto c = static_cast<unsigned char>(character.front());
    return absl::ascii_isalnum(c) ? std::string(1, absl::ascii_tolower(c)) : " ";
  }
  const std::uint32_t point = PointOf(character);
  if (point >= kLatin1Begin && point < kLatin1Begin + kLatin1.size()) {
    const char letter = kLatin1[point - kLatin1Begin];
    return letter == '-' ? " " : std::string(1, letter);
  }
  if (point == 0x152 || point == 0x153) return "oe";
  if (point >= 0x300 && point < 0x370) return "";    // accents that follow their letter
  if (point < kLatin1Begin) return " ";              // signs and blanks of Latin-1
  if (point >= 0x2000 && point < 0x2070) return " ";  // dashes, quotes, blanks
  return std::string(character);
}

// The length of a place like {brand} at the beginning of `text`; 0: there is none.
std::size_t PlaceLength(std::string_view text) {
  if (text.front() != '{') return 0;
  std::size_t end = 1;
  while (end < text.size() && absl::ascii_islower(static_cast<unsigned char>(text[end]))) ++end;
  return end > 1 && end < text.size() && text[end] == '}' ? end + 1 : 0;
}

}  // namespace

std::vector<std::string> FoldedWords(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  while (!text.empty()) {
    if (const std::size_t place = PlaceLength(text); place > 0) {
      end_word();
      words.emplace_back(text.substr(0, place));
      text.remove_prefix(place);
      continue;
    }
    const std::size_t length = std::max<std::size_t>(Utf8LengthAt(text, 0), 1);
    const std::string folded = Folded(text.substr(0, length));
    if (folded == " ") {
      end_word();
      if (text.front() == '%') words.emplace_back("%");
    } else {
      word += folded;
    }
    text.remove_prefix(length);
  }
  end_word();
  return words;
}

}  // namespace ledger
