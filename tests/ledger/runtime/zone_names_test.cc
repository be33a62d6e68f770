#include "ledger/runtime/zone_names.h"

#include <catch2/catch.hpp>
#include <string>

namespace ledger {
namespace {

TEST_CASE("Zone names: those of the database, and nothing else", "[runtime]") {
  for (const char* name : {"America/New_York", "America/Argentina/Buenos_Aires", "UTC",
                           "Etc/GMT+5", "EST5EDT"}) {
    CAPTURE(name);
    CHECK(IsZoneName(name));
  }
  for (const char* name :
       {"", "Mars/Olympus", "america/new_york", "localtime", "Fixed/UTC+05:00:00", "America",
        "/usr/share/zoneinfo/UTC", "../zoneinfo/UTC", "zone.tab", "posix/UTC", "UTC\n"}) {
    CAPTURE(name);
    CHECK_FALSE(IsZoneName(name));
  }
  CHECK_FALSE(IsZoneName(std::string(65, 'a')));
}

}  // namespace
}  // namespace ledger
