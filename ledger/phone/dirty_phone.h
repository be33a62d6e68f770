// Reads phone numbers as people and spreadsheets write them. The North American fast path comes
// first; everything else goes through libphonenumber (about 20 microseconds). Its metadata is
// frozen at October 2022, so IsValidNumber is never asked: a number counts if its length is
// possible for its country and, under +1, if it obeys the syntax of the plan. Nothing is ever
// guessed: what lost digits or its `+`, names an extension or a second number, is refused with its
// reason.
#pragma once

#include <string_view>

#include "ledger/core/phone_number.h"

namespace ledger {

// Cells longer than this are refused unread (kNotPossible): a number never is, hostile input may
// be.
inline constexpr std::size_t kMaxPhoneCellBytes = 250;

// Reads `cell`; a national number is read in `region` (ISO 3166 alpha-2, any case, for example
// "US"). An empty or unknown region gives kUnknownRegion for national numbers; international ones
// are read all the same. Never answers kNeedsFullParse. Any thread.
[[nodiscard]] PhoneReading ReadDirtyPhone(std::string_view cell, std::string_view region);

// True if numbers can be read in this region (ISO 3166 alpha-2, any case).
[[nodiscard]] bool IsKnownRegion(std::string_view region);

}  // namespace ledger
