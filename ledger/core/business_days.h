// Days on which business is done, for the term of 47 CFR 64.1200(a)(10): a revocation must be
// honoured "within a reasonable time not to exceed ten business days from receipt". The rule does
// not say whose days these are, so the term here ends no later than by the days of any place on
// Earth. Pure.
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

// About the same time of day so many business days later; never later than that by the calendar of
// any place: a Sunday evening in New York is Monday in London, and a term from the Sunday ends
// first. An hour is left for clocks that are put forward meanwhile. Observed holidays count as
// business days, which too can only make the term shorter.
[[nodiscard]] TimeMs AfterBusinessDays(TimeMs time_ms, int days);

}  // namespace ledger
