// The default alphabet of GSM 03.38 and its extension table: what a text may contain to travel as
// seven-bit characters. Anything else must go out as UCS-2, or the gateway turns it into question
// marks without a word. Pure.
#pragma once

#include <string_view>

namespace dispatcher {

// Whether every character of the UTF-8 `text` is in the default alphabet or its extension table.
// False also for bytes that are no UTF-8.
[[nodiscard]] bool IsGsmText(std::string_view text);

}  // namespace dispatcher
