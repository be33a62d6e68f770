#include "dispatcher/state_hours.h"

#include <catch2/catch.hpp>

namespace dispatcher {
namespace {

using absl::CivilDay;

TEST_CASE("LegalHours: each state's rule holds from its day on", "[dispatcher][window]") {
  struct Row {
    const char* state;
    CivilDay day;
    int open, close;  // hours
  };
  const Row rows[] = {
      {"", CivilDay(2026, 1, 14), 8, 21},   {"NY", CivilDay(2026, 1, 14), 8, 21},
      {"FL", CivilDay(2026, 1, 14), 8, 20}, {"CT", CivilDay(2026, 1, 14), 9, 20},
      {"KY", CivilDay(2026, 1, 14), 10, 21},
      // Texas, from 2025-09-01: a Saturday, a Sunday, and the day before the law.
      {"TX", CivilDay(2026, 1, 17), 9, 21}, {"TX", CivilDay(2026, 1, 18), 12, 21},
      {"TX", CivilDay(2025, 8, 31), 8, 21},
      // Rhode Island: a Friday and a Saturday.
      {"RI", CivilDay(2026, 1, 16), 9, 18}, {"RI", CivilDay(2026, 1, 17), 10, 17},
      // Oregon, from 2026-01-01.
      {"OR", CivilDay(2025, 12, 31), 8, 21}, {"OR", CivilDay(2026, 1, 1), 8, 20},
  };
  for (const Row& row : rows) {
    INFO(row.state << " " << absl::FormatCivilTime(row.day));
    CHECK(LegalHours(row.state, row.day) == LocalHours{row.open * 60, row.close * 60});
  }
  CHECK(LegalHours("OK", CivilDay(2026, 12, 25)).closed());
  CHECK_FALSE(LegalHours("OK", CivilDay(2026, 12, 24)).closed());
}

}  // namespace
}  // namespace dispatcher
