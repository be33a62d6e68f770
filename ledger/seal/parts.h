// A list of texts as bytes, each behind its length, so that no two lists look alike. What the keyed
// derivations run over. Pure.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace ledger {

// Appends `value` in 8 bytes, big-endian.
inline void AppendNumber(std::uint64_t value, std::string& out) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    out += static_cast<char>(static_cast<unsigned char>((value >> shift) & 0xff));
  }
}

// Appends `part` behind its length.
inline void AppendPart(std::string_view part, std::string& out) {
  AppendNumber(part.size(), out);
  out += part;
}

// Returns `parts`, one behind the other. Begins with a zero byte, unlike an E.164 number.
[[nodiscard]] inline std::string JoinParts(std::initializer_list<std::string_view> parts) {
  std::string bytes;
  for (const std::string_view part : parts) AppendPart(part, bytes);
  return bytes;
}

}  // namespace ledger
