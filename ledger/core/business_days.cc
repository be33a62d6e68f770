#include "ledger/core/business_days.h"

#include <algorithm>

#include "absl/time/time.h"

namespace ledger {
namespace {

constexpr TimeMs kHourMs = 3'600'000;
constexpr TimeMs kDayMs = 24 * kHourMs;
// The clocks that are furthest behind UTC and ahead of it.
constexpr TimeMs kBehindMs = 12 * kHourMs;
constexpr TimeMs kAheadMs = 14 * kHourMs;

absl::CivilDay DayOf(TimeMs time_ms) {
  return absl::ToCivilDay(absl::FromUnixMillis(time_ms), absl::UTCTimeZone());
}

// How many days after `day` the business days are over.
absl::civil_diff_t DaysUntil(absl::CivilDay day, int business_days) {
  const absl::CivilDay first = day;
  while (business_days > 0) {
    ++day;
    if (IsBusinessDay(day)) --business_days;
  }
  return day - first;
}

// Whether `day` is the nth such weekday of its month; n = 0: the last one.
bool IsNth(absl::CivilDay day, absl::Weekday weekday, int n) {
  if (absl::GetWeekday(day) != weekday) return false;
  return n == 0 ? (day + 7).month() != day.month() : (day.day() - 1) / 7 + 1 == n;
}

}  // namespace

bool IsFederalHoliday(absl::CivilDay day) {
  switch (day.month()) {
    case 1:
      return day.day() == 1 || IsNth(day, absl::Weekday::monday, 3);
    case 2:
      return IsNth(day, absl::Weekday::monday, 3);
    case 5:
      return IsNth(day, absl::Weekday::monday, 0);
    case 6:
      return day.day() == 19;
    case 7:
      return day.day() == 4;
    case 9:
      return IsNth(day, absl::Weekday::monday, 1);
    case 10:
      return IsNth(day, absl::Weekday::monday, 2);
    case 11:
      return day.day() == 11 || IsNth(day, absl::Weekday::thursday, 4);
    case 12:
      return day.day() == 25;
    default:
      return false;
  }
}

bool IsBusinessDay(absl::CivilDay day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday != absl::Weekday::saturday && weekday != absl::Weekday::sunday &&
         !IsFederalHoliday(day);
}

TimeMs AfterBusinessDays(TimeMs time_ms, int days) {
  const absl::CivilDay latest = DayOf(time_ms + kAheadMs);
  absl::CivilDay day = DayOf(time_ms - kBehindMs);
  absl::civil_diff_t term = DaysUntil(day, days);
  while (++day <= latest) term = std::min(term, DaysUntil(day, days));
  return time_ms + term * kDayMs - kHourMs;
}

}  // namespace ledger
