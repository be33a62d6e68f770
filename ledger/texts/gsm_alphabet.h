// The default alphabet of GSM 03.38 and its extension table: what a text may contain to travel as
// seven-bit characters. Anything else must go out as UCS-2, or the gateway turns it into question
// marks without a word. Pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace ledger {

// How many septets the character that starts at `at` takes: 1, 2 of the extension table, or 0 if it
// is in neither, or no UTF-8. REQUIRES: at < text.size().
[[nodiscard]] std::size_t SeptetsAt(std::string_view text, std::size_t at);

// Whether every character of the UTF-8 `text` is in the default alphabet or its extension table.
// False also for bytes that are no UTF-8.
[[nodiscard]] bool IsGsmText(std::string_view text);

}  // namespace ledger
