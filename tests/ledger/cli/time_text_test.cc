#include "ledger/cli/time_text.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace ledger::cli {
namespace {

constexpr TimeMs kNow = 1'795'000'000'000;
constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kDay = 86'400'000;

// "" if it is none.
std::string Why(const absl::Status& status) { return std::string(status.message()); }

TEST_CASE("A time is now, a span from now, or RFC 3339") {
  CHECK(*ParseTime("--at", "now", kNow) == kNow);
  CHECK(*ParseTime("--at", "+20s", kNow) == kNow + 20 * kSecond);
  CHECK(*ParseTime("--at", "-7d", kNow) == kNow - 7 * kDay);
  CHECK(*ParseTime("--at", "+1h30m", kNow) == kNow + 5400 * kSecond);
  CHECK(*ParseTime("--at", "1970-01-02T00:00:00Z", kNow) == kDay);
  for (const char* text : {"", "soon", "20s", "+", "+s", "+-5d", "--5d", "+99999d"}) {
    const auto time = ParseTime("--at", text, kNow);
    REQUIRE(absl::IsInvalidArgument(time.status()));
    CHECK_THAT(Why(time.status()), Catch::StartsWith("--at: '") && Catch::Contains("+20s"));
  }
}

TEST_CASE("A number without a unit is told so, as it was written") {
  CHECK_THAT(Why(ParseTime("--at", "+30", kNow).status()),
             Catch::Contains("--at: '+30' has no unit; write s, m, h or d behind it"));
  CHECK_THAT(Why(ParseSpan("--pending-term", "30").status()),
             Catch::Contains("--pending-term: '30' has no unit") && Catch::Contains("30d"));
  CHECK_THAT(Why(ParsePastTime("--as-of", "-7", kNow).status()),
             Catch::Contains("--as-of: '-7' has no unit"));
}

TEST_CASE("A length of time is longer than none, and bears no sign") {
  CHECK(*ParseSpan("--pending-term", "30d") == 30 * kDay);
  CHECK(*ParseSpan("--pending-term", "1h30m") == 5400 * kSecond);
  for (const char* text : {"", "0s", "0", "-5d", "+5d", "d", "99999d", "month", "now"}) {
    INFO(text);
    CHECK(absl::IsInvalidArgument(ParseSpan("--pending-term", text).status()));
  }
}

TEST_CASE("Of what is ahead nothing is known") {
  CHECK(*ParsePastTime("--as-of", "-7d", kNow) == kNow - 7 * kDay);
  CHECK(*ParsePastTime("--as-of", "now", kNow) == kNow);
  const auto ahead = ParsePastTime("--as-of", "+1s", kNow);
  REQUIRE(absl::IsInvalidArgument(ahead.status()));
  CHECK_THAT(Why(ahead.status()), Catch::Contains("--as-of: '+1s' lies ahead"));
}

}  // namespace
}  // namespace ledger::cli
