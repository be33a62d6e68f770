// How large a text is on its way to a handset: what is paid for. Pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace ledger {

// The size of a text. A message of one segment has room for 160 septets of GSM-7 or 70 units of
// UCS-2; with more, each segment gives up some for the header that joins them: 153 or 67 remain.
struct TextSize {
  bool gsm = true;           // as GSM-7; else UCS-2
  std::size_t units = 0;     // septets, or 16-bit units
  std::size_t segments = 1;  // also of an empty text
};

// The size of the UTF-8 `text`. Neither an escaped septet nor a surrogate pair is torn apart
// between segments. A byte that is no UTF-8 counts as the one unit that stands for it.
[[nodiscard]] TextSize SizeOf(std::string_view text);

}  // namespace ledger
