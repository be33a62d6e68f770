#include "ledger/texts/gsm_alphabet.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "ledger/core/utf8.h"

namespace ledger {
namespace {

// What the tables have beyond ASCII, sorted. Of the letters with a cedilla only the capital.
constexpr std::array<std::uint32_t, 38> kBeyondAscii = {
    0x00A1, 0x00A3, 0x00A4, 0x00A5, 0x00A7, 0x00BF, 0x00C4, 0x00C5, 0x00C6, 0x00C7,
    0x00C9, 0x00D1, 0x00D6, 0x00D8, 0x00DC, 0x00DF, 0x00E0, 0x00E4, 0x00E5, 0x00E6,
    0x00E8, 0x00E9, 0x00EC, 0x00F1, 0x00F2, 0x00F6, 0x00F8, 0x00F9, 0x00FC, 0x0393,
    0x0394, 0x0398, 0x039B, 0x039E, 0x03A0, 0x03A3, 0x03A6, 0x03A8};
constexpr std::uint32_t kOmega = 0x03A9;
constexpr std::uint32_t kEuro = 0x20AC;  // extension table

std::size_t SeptetsOf(std::uint32_t c) {
  constexpr std::string_view kExtended = "\f^{}\\[~]|";
  if (c < 0x80) {
    const char ascii = static_cast<char>(c);
    if (kExtended.find(ascii) != std::string_view::npos) return 2;
    if (ascii == '\n' || ascii == '\r') return 1;
    // The one printable ASCII character that is in neither table.
    return ascii >= 0x20 && ascii < 0x7F && ascii != '`' ? 1 : 0;
  }
  if (c == kEuro) return 2;
  return c == kOmega || std::binary_search(kBeyondAscii.begin(), kBeyondAscii.end(), c) ? 1 : 0;
}

// The code point of the character at `at`, which has `length` bytes, at most three: all that the
// tables have is that short.
std::uint32_t PointAt(std::string_view text, std::size_t at, std::size_t length) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<std::uint8_t>(text[at + i]));
  };
  if (length == 1) return byte(0);
  if (length == 2) return (byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU);
  return (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
}

}  // namespace

std::size_t SeptetsAt(std::string_view text, std::size_t at) {
  const std::size_t length = Utf8LengthAt(text, at);
  return length == 0 || length > 3 ? 0 : SeptetsOf(PointAt(text, at, length));
}

bool IsGsmText(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); at += Utf8LengthAt(text, at)) {
    if (SeptetsAt(text, at) == 0) return false;
  }
  return true;
}

}  // namespace ledger
