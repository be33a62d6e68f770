#include "ledger/cli/campaign_times.h"

#include <catch2/catch.hpp>

namespace ledger::cli {
namespace {

constexpr TimeMs kNow = 1'795'000'000'000;
constexpr std::int64_t kHour = 3'600'000;

std::string Why(const StepTimeFlags& flags) {
  const auto times = ReadTimes(flags, {0, 1}, kNow);
  CHECK(absl::IsInvalidArgument(times.status()));
  return std::string(times.status().message());
}

TEST_CASE("A flag of times counts for all messages, or for each; a message ends a day after it") {
  const auto times = *ReadTimes({{"now", "+1h"}, {"+3h"}}, {0, 1}, kNow);
  REQUIRE(times.size() == 2);
  CHECK(times[0].due_at_ms() == kNow);
  CHECK(times[1].due_at_ms() == kNow + kHour);
  CHECK(times[1].deadline_ms() == kNow + 3 * kHour);
  CHECK((*ReadTimes({{"+1h"}, {}}, {0, 1}, kNow))[1].deadline_ms() == kNow + 25 * kHour);
  CHECK((*ReadTimes({}, {0, 1}, kNow)).empty());
  CHECK_THAT(Why({{"now", "+1h", "+2h"}, {}}), Catch::Contains("--at is given 3 times"));
  CHECK_THAT(Why({{}, {"+1h"}}), Catch::Contains("--deadline without --at"));
}

TEST_CASE("A message that could never go out is a wrong call, and is named as people count") {
  CHECK_THAT(Why({{"now", "-2d"}, {}}),
             Catch::Contains("message 2 would be due") && Catch::Contains("has passed"));
  CHECK_THAT(Why({{"+2h"}, {"+1h"}}),
             Catch::Contains("message 1 would be due") && Catch::Contains("is not later"));
  CHECK(ReadTimes({{"-1h"}, {}}, {0}, kNow).ok());  // due at once, and for 23 hours
}

}  // namespace
}  // namespace ledger::cli
