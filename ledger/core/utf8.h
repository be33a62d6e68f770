// UTF-8: what protobuf demands of every text, and what people's files, shells and gateways do not
// always give.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ledger {

// What stands for a byte that means nothing: U+FFFD.
inline constexpr std::string_view kReplacementUtf8 = "\xEF\xBF\xBD";

// Returns the length of the character that starts at `at`, or 0 if there is none. Overlong forms,
// surrogates and values above U+10FFFF are none (Unicode table 3-7).
[[nodiscard]] std::size_t Utf8LengthAt(std::string_view text, std::size_t at);

[[nodiscard]] bool IsUtf8(std::string_view text);

// Returns `text` with U+FFFD for each byte that is part of no character.
[[nodiscard]] std::string MendUtf8(std::string_view text);

// Appends one code point.
void AppendUtf8(std::uint32_t point, std::string& out);

}  // namespace ledger
