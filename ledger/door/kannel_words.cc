#include "ledger/door/kannel_words.h"

#include <cstdint>
#include <optional>

#include "absl/strings/ascii.h"
#include "ledger/core/strings.h"
#include "ledger/core/utf8.h"

namespace ledger {
namespace {

std::optional<std::string> FromUtf16(std::string_view raw) {
  if (raw.size() % 2 != 0) return std::nullopt;
  const auto unit = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(raw[i])) << 8 |
           static_cast<unsigned char>(raw[i + 1]);
  };
  std::string words;
  for (std::size_t i = 0; i < raw.size(); i += 2) {
    std::uint32_t point = unit(i);
    if (point >= 0xd800 && point < 0xe000) {
      if (point >= 0xdc00 || i + 4 > raw.size()) return std::nullopt;
      const std::uint32_t low = unit(i + 2);
      if (low < 0xdc00 || low >= 0xe000) return std::nullopt;
      point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
      i += 2;
    }
    AppendUtf8(point, words);
  }
  return words;
}

}  // namespace

std::string KannelWords(std::string_view raw, std::string_view charset) {
  const std::string name = absl::AsciiStrToUpper(ToAbsl(charset));
  if (name == "UTF-16BE" || name == "UTF-16" || name == "UCS-2" || name == "UCS-2BE") {
    if (std::optional<std::string> words = FromUtf16(raw)) return *std::move(words);
  }
  return std::string(raw);
}

}  // namespace ledger
