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

TEST_CASE("AfterBusinessDays: weekends and federal holidays are no business days",
          "[ledger][core]") {
  // Thanksgiving is on Thursday, 26 November 2026.
  CHECK(AfterBusinessDays(At("2026-11-25T12:00:00Z"), 1) == At("2026-11-27T12:00:00Z"));
  CHECK(AfterBusinessDays(At("2026-11-20T12:00:00Z"), 10) == At("2026-12-07T12:00:00Z"));
  CHECK(AfterBusinessDays(At("2026-11-21T12:00:00Z"), 1) == At("2026-11-23T12:00:00Z"));
  CHECK(AfterBusinessDays(At("2026-03-02T00:00:00Z"), 10) == At("2026-03-16T00:00:00Z"));
}

}  // namespace
}  // namespace ledger
