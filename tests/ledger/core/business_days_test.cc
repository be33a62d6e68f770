#include "ledger/core/business_days.h"

#include <catch2/catch.hpp>

#include "absl/time/time.h"

namespace ledger {
namespace {

using absl::CivilDay;

TEST_CASE("IsFederalHoliday: eleven days a year", "[ledger][core]") {
  const CivilDay of_2026[] = {
      CivilDay(2026, 1, 1),  CivilDay(2026, 1, 19), CivilDay(2026, 2, 16), CivilDay(2026, 5, 25),
      CivilDay(2026, 6, 19), CivilDay(2026, 7, 4),  CivilDay(2026, 9, 7),  CivilDay(2026, 10, 12),
      CivilDay(2026, 11, 11), CivilDay(2026, 11, 26), CivilDay(2026, 12, 25)};
  int count = 0;
  for (CivilDay day(2026, 1, 1); day.year() == 2026; ++day) count += IsFederalHoliday(day) ? 1 : 0;
  CHECK(count == 11);
  for (const CivilDay day : of_2026) CHECK(IsFederalHoliday(day));
}

TimeMs At(const char* text) {
  absl::Time time;
  CHECK(absl::ParseTime(absl::RFC3339_full, text, &time, nullptr));
  return absl::ToUnixMillis(time);
}

constexpr TimeMs kHourMs = 3'600'000;

TEST_CASE("AfterBusinessDays: weekends and federal holidays are no business days",
          "[ledger][core]") {
  // Thanksgiving is on Thursday, 26 November 2026. The day that ends the term first counts.
  CHECK(AfterBusinessDays(At("2026-11-24T11:00:00Z"), 1) == At("2026-11-25T10:00:00Z"));
  CHECK(AfterBusinessDays(At("2026-11-25T08:00:00Z"), 1) == At("2026-11-26T07:00:00Z"));
  CHECK(AfterBusinessDays(At("2026-11-26T09:00:00Z"), 1) == At("2026-11-27T08:00:00Z"));
  CHECK(AfterBusinessDays(At("2026-11-20T09:00:00Z"), 10) == At("2026-12-05T08:00:00Z"));
}

// The same time of day, ten business days after `time_ms`, by the calendar of a zone.
TimeMs ByCalendar(TimeMs time_ms, const absl::TimeZone& zone) {
  absl::CivilSecond at = absl::ToCivilSecond(absl::FromUnixMillis(time_ms), zone);
  for (int left = kHonourBusinessDays; left > 0;) {
    at += 86'400;
    if (IsBusinessDay(CivilDay(at))) --left;
  }
  return absl::ToUnixMillis(absl::FromCivil(at, zone));
}

TEST_CASE("AfterBusinessDays: the term ends nowhere before it is over here", "[ledger][core]") {
  for (const char* const name :
       {"UTC", "America/New_York", "America/Los_Angeles", "Pacific/Honolulu", "Pacific/Pago_Pago",
        "America/Puerto_Rico", "Pacific/Guam", "Asia/Kolkata", "Pacific/Kiritimati",
        "Etc/GMT+12"}) {
    INFO(name);
    absl::TimeZone zone;
    REQUIRE(absl::LoadTimeZone(name, &zone));
    // Two years, an odd time apart, so that every hour of a week and both changes of clocks come.
    for (TimeMs at = At("2026-01-01T00:00:00Z"); at < At("2028-01-01T00:00:00Z");
         at += 5 * kHourMs + 1'000'000) {
      const TimeMs end = AfterBusinessDays(at, kHonourBusinessDays);
      if (end > ByCalendar(at, zone)) {
        INFO(absl::FormatTime(absl::FromUnixMillis(at), zone));
        REQUIRE(end <= ByCalendar(at, zone));
      }
      REQUIRE(end > at + 11 * 24 * kHourMs);
    }
  }
}

TEST_CASE("AfterBusinessDays: a Sunday evening in New York is still Sunday", "[ledger][core]") {
  // 20:30 on Sunday, 13 September 2026, and already Monday in UTC.
  CHECK(AfterBusinessDays(At("2026-09-14T00:30:00Z"), 10) <= At("2026-09-26T00:30:00Z"));
}

}  // namespace
}  // namespace ledger
