// Days on which business is done, as the terms of 47 CFR 64.1200(a)(10) count them. Pure.
#pragma once

#include "absl/time/civil_time.h"
#include "ledger/core/ids.h"

namespace ledger {

// A revocation must be honoured within so many business days of its receipt.
inline constexpr int kHonourBusinessDays = 10;

// Federal holidays (5 U.S.C. 6103), on the day itself; what is observed on another day is not one.
[[nodiscard]] bool IsFederalHoliday(absl::CivilDay day);

// Neither a Saturday, a Sunday nor a federal holiday.
[[nodiscard]] bool IsBusinessDay(absl::CivilDay day);

// The same time of day so many business days later. Days are those of UTC, and observed holidays
// count as business days: both can only make the term shorter.
[[nodiscard]] TimeMs AfterBusinessDays(TimeMs time_ms, int days);

}  // namespace ledger
