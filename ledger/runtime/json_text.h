// Writes JSON strings that are safe whatever the bytes are: log lines and problem documents carry
// text from outside, and an unescaped quote or newline there would let a sender forge a record.
#pragma once

#include <string>
#include <string_view>

namespace ledger {

// Appends `text` to `out` as a JSON string with its quotes. Control characters are escaped; bytes
// that are no valid UTF-8 become U+FFFD, one each.
void AppendJsonString(std::string_view text, std::string& out);

// The same as a value of its own.
[[nodiscard]] std::string JsonString(std::string_view text);

}  // namespace ledger
