#include "ledger/core/base32.h"

#include <array>
#include <cstdint>

namespace ledger {
namespace {

constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz234567";
constexpr std::uint8_t kForeign = 0xff;

constexpr std::array<std::uint8_t, 256> MakeValues() {
  std::array<std::uint8_t, 256> values{};
  for (std::uint8_t& value : values) value = kForeign;
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return values;
}
constexpr std::array<std::uint8_t, 256> kValues = MakeValues();

// Writes the bytes that `text` spells to `out`, which has room for size * 5 / 8 of them.
bool Decode(std::string_view text, char* out) {
  // Eight characters are five bytes; every contact's key comes through here.
  for (; text.size() >= 8; text.remove_prefix(8)) {
    std::uint64_t word = 0;
    std::uint8_t all = 0;
    for (std::size_t i = 0; i < 8; ++i) {
      const std::uint8_t value = kValues[static_cast<unsigned char>(text[i])];
      all |= value;
      word = (word << 5) | value;
    }
    if (all == kForeign) return false;
    for (int shift = 32; shift >= 0; shift -= 8) {
      *out++ = static_cast<char>(static_cast<unsigned char>(word >> shift));
    }
  }
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char c : text) {
    const std::uint8_t value = kValues[static_cast<unsigned char>(c)];
    if (value == kForeign) return false;
    bits = (bits << 5) | value;
    held += 5;
    if (held >= 8) {
      held -= 8;
      *out++ = static_cast<char>(static_cast<unsigned char>(bits >> held));
      bits &= (1U << held) - 1;
    }
  }
  return held < 5 && bits == 0;
}

}  // namespace

std::string ToBase32(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() * 8 + 4) / 5);
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char c : bytes) {
    bits = (bits << 8) | static_cast<unsigned char>(c);
    held += 8;
    while (held >= 5) {
      held -= 5;
      text += kAlphabet[(bits >> held) & 31U];
    }
    bits &= (1U << held) - 1;
  }
  if (held > 0) text += kAlphabet[(bits << (5 - held)) & 31U];
  return text;
}

std::optional<std::string> FromBase32(std::string_view text) {
  std::string bytes(text.size() * 5 / 8, '\0');
  if (!Decode(text, bytes.data())) return std::nullopt;
  return bytes;
}

std::string ContactKey(const ContactId& contact) { return ToBase32(contact.view()); }

std::optional<ContactId> ParseContactKey(std::string_view key) {
  if (key.size() != kContactKeySize) return std::nullopt;
  std::array<char, ContactId::kSize> bytes{};
  if (!Decode(key, bytes.data())) return std::nullopt;
  return ContactId::FromBytes({bytes.data(), bytes.size()});
}

}  // namespace ledger
