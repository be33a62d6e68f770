#include "dispatcher/number_place.h"

#include <catch2/catch.hpp>
#include <set>

#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "dispatcher/number_tables.h"

namespace dispatcher {
namespace {

using Names = std::vector<std::string>;

NumberPlace Place(const char* number) { return PlaceOf(*ledger::PhoneNumber::Parse(number)); }

TEST_CASE("PlaceOf: an area code, an overlay and a calling code tell where a number is",
          "[dispatcher][window]") {
  struct Row {
    const char* number;
    Names zones;
    const char* state;
  };
  const Row rows[] = {
      {"+12125550100", {"America/New_York"}, "NY"},
      {"+14155550134", {"America/Los_Angeles"}, "CA"},
      {"+18085550100", {"Pacific/Honolulu"}, ""},
      {"+15125550100", {"America/Chicago"}, "TX"},
      {"+19155550100", {"America/Denver"}, "TX"},  // El Paso
      {"+18505550100", {"America/Chicago", "America/New_York"}, "FL"},
      {"+14485550100", {"America/Chicago", "America/New_York"}, "FL"},  // lies over 850
      {"+16045550100", {"America/Vancouver"}, ""},
      {"+447700900123", {"Europe/Guernsey", "Europe/Isle_of_Man", "Europe/Jersey", "Europe/London"}, ""},
      {"+33639980101", {"Europe/Paris"}, ""},
      {"+3545550100", {"Atlantic/Reykjavik"}, ""},
  };
  for (const Row& row : rows) {
    INFO(row.number);
    CHECK(Place(row.number) == NumberPlace{row.zones, row.state});
  }
}

TEST_CASE("PlaceOf: a code that no table has may be anywhere in its plan", "[dispatcher][window]") {
  for (const char* number : {"+18335550100", "+12215550100"}) {  // toll-free; not in service yet
    CHECK(Place(number).zones.size() == 6);
  }
  CHECK(Place("+99955501000").zones.empty());
}

TEST_CASE("PlaceOf: every zone of the tables is in the system's database", "[dispatcher][window]") {
  std::set<std::string> zones;
  for (const std::string_view table : {kAreaCodeZones, kCallingCodeZones}) {
    for (const absl::string_view word : absl::StrSplit(
             absl::string_view(table.data(), table.size()), absl::ByAnyChar(" :\n"))) {
      if (word.find('/') != absl::string_view::npos) zones.emplace(word);
    }
  }
  CHECK(zones.size() > 200);
  for (const std::string& zone : zones) {
    INFO(zone);
    absl::TimeZone loaded;
    CHECK(absl::LoadTimeZone(zone, &loaded));
  }
}

}  // namespace
}  // namespace dispatcher
