#include "dispatcher/state_hours.h"

#include <algorithm>
#include <iterator>

#include "ledger/core/business_days.h"

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
      return ledger::IsFederalHoliday(day);
  }
  return true;
}

int Number(absl::CivilDay day) {
  return static_cast<int>(day.year()) * 10'000 + day.month() * 100 + day.day();
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

}  // namespace dispatcher
