#include "dispatcher/gateway/gsm_alphabet.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace dispatcher {
namespace {

// What the tables have beyond ASCII, sorted. Of the letters with a cedilla only the capital.
constexpr std::array<std::uint32_t, 38> kBeyondAscii = {
    0x00A1, 0x00A3, 0x00A4, 0x00A5, 0x00A7, 0x00BF, 0x00C4, 0x00C5, 0x00C6, 0x00C7,
    0x00C9, 0x00D1, 0x00D6, 0x00D8, 0x00DC, 0x00DF, 0x00E0, 0x00E4, 0x00E5, 0x00E6,
    0x00E8, 0x00E9, 0x00EC, 0x00F1, 0x00F2, 0x00F6, 0x00F8, 0x00F9, 0x00FC, 0x0393,
    0x0394, 0x0398, 0x039B, 0x039E, 0x03A0, 0x03A3, 0x03A6, 0x03A8};
constexpr std::uint32_t kOmega = 0x03A9;
constexpr std::uint32_t kEuro = 0x20AC;  // extension table

bool IsGsmCharacter(std::uint32_t c) {
  if (c == '\n' || c == '\r' || c == '\f') return true;
  if (c == '`') return false;  // the one printable ASCII character that is in neither table
  if (c >= 0x20 && c < 0x7F) return true;
  return c == kOmega || c == kEuro ||
         std::binary_search(kBeyondAscii.begin(), kBeyondAscii.end(), c);
}

// Takes one character of two or three bytes off the front; 0 if there is none. All that the tables
// have beyond ASCII is that short.
std::uint32_t TakeCharacter(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  std::uint32_t c = 0;
  if ((byte(0) & 0xE0U) == 0xC0U && text.size() >= 2 && follows(1)) {
    c = (byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU);
    text.remove_prefix(2);
    return c >= 0x80 ? c : 0;
  }
  if ((byte(0) & 0xF0U) == 0xE0U && text.size() >= 3 && follows(1) && follows(2)) {
    c = (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
    text.remove_prefix(3);
    return c >= 0x800 ? c : 0;
  }
  return 0;
}

}  // namespace

bool IsGsmText(std::string_view text) {
  while (!text.empty()) {
    const auto first = static_cast<std::uint8_t>(text.front());
    if (first < 0x80) {
      if (!IsGsmCharacter(first)) return false;
      text.remove_prefix(1);
    } else {
      const std::uint32_t c = TakeCharacter(text);
      if (c == 0 || !IsGsmCharacter(c)) return false;
    }
  }
  return true;
}

}  // namespace dispatcher
