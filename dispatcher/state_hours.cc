#include "dispatcher/state_hours.h"

#include <algorithm>
#include <iterator>

namespace dispatcher {
namespace {

constexpr int Hours(int hour) { return hour * 60; }

enum class Days { kAll, kWeekdays, kWeekends, kMondayToSaturday, kSunday, kHolidays };

struct Rule {
  std::string_view state;  // "*": everywhere
  Days days;
  int open, close;
  int since;  // the first day on which it holds, as yyyymmdd
};

constexpr int kAlways = 0;

// Sources stand behind each row; where sources differ, the stricter one.
constexpr Rule kRules[] = {
    {"*", Days::kAll, Hours(8), Hours(21), kAlways},  // 47 CFR 64.1200(c)(1), (e)
    {"AL", Days::kAll, Hours(8), Hours(20), kAlways},
    {"CA", Days::kAll, Hours(9), Hours(21), kAlways},
    {"CT", Days::kAll, Hours(9), Hours(20), kAlways},
    {"FL", Days::kAll, Hours(8), Hours(20), kAlways},  // 501.616(6)(a)
    {"IL", Days::kAll, Hours(9), Hours(21), kAlways},
    {"KY", Days::kAll, Hours(10), Hours(21), kAlways},
    {"LA", Days::kAll, Hours(8), Hours(20), kAlways},
    {"MA", Days::kAll, Hours(8), Hours(20), kAlways},
    {"MD", Days::kAll, Hours(8), Hours(20), kAlways},
    {"MI", Days::kAll, Hours(9), Hours(21), kAlways},
    {"MN", Days::kAll, Hours(9), Hours(21), kAlways},
    {"MS", Days::kAll, Hours(8), Hours(20), kAlways},
    {"NJ", Days::kAll, Hours(8), Hours(20), kAlways},
    {"OK", Days::kAll, Hours(8), Hours(20), 20221101},  // OTSA; one source says 21
    {"OK", Days::kHolidays, 0, 0, 20221101},
    {"OR", Days::kAll, Hours(8), Hours(20), 20260101},  // HB 3865
    {"RI", Days::kWeekdays, Hours(9), Hours(18), kAlways},
    {"RI", Days::kWeekends, Hours(10), Hours(17), kAlways},
    {"TX", Days::kMondayToSaturday, Hours(9), Hours(21), 20250901},  // SB 140
    {"TX", Days::kSunday, Hours(12), Hours(21), 20250901},
    {"WA", Days::kAll, Hours(8), Hours(20), kAlways},  // RCW 19.158.040(2)
};

bool IsOn(Days days, absl::CivilDay day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  const bool sunday = weekday == absl::Weekday::sunday;
  const bool weekend = sunday || weekday == absl::Weekday::saturday;
  switch (days) {
    case Days::kAll:
      return true;
    case Days::kWeekdays:
      return !weekend;
    case Days::kWeekends:
      return weekend;
    case Days::kMondayToSaturday:
      return !sunday;
    case Days::kSunday:
      return sunday;
    case Days::kHolidays:
      return IsFederalHoliday(day);
  }
  return true;
}

int Number(absl::CivilDay day) {
  return static_cast<int>(day.year()) * 10'000 + day.month() * 100 + day.day();
}

// Whether `day` is the nth such weekday of its month; n = 0: the last one.
bool IsNth(absl::CivilDay day, absl::Weekday weekday, int n) {
  if (absl::GetWeekday(day) != weekday) return false;
  return n == 0 ? (day + 7).month() != day.month() : (day.day() - 1) / 7 + 1 == n;
}

}  // namespace

LocalHours Intersect(const LocalHours& a, const LocalHours& b) {
  return {std::max(a.open, b.open), std::min(a.close, b.close)};
}

LocalHours LegalHours(std::string_view state, absl::CivilDay day) {
  LocalHours hours{0, Hours(24)};
  for (const Rule& rule : kRules) {
    if (rule.state != "*" && rule.state != state) continue;
    if (Number(day) < rule.since || !IsOn(rule.days, day)) continue;
    hours = Intersect(hours, {rule.open, rule.close});
  }
  return hours;
}

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

}  // namespace dispatcher
