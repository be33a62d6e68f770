#include "dispatcher/send_window.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <string>

namespace dispatcher {
namespace {

// 9 to 21 on every day, Sundays from 12.
consent::v1::SendingWindow Policy() {
  consent::v1::SendingWindow policy;
  for (int day = consent::v1::WEEKDAY_MONDAY; day <= consent::v1::WEEKDAY_SUNDAY; ++day) {
    consent::v1::WindowHours* hours = policy.add_hours();
    hours->set_weekday(static_cast<consent::v1::Weekday>(day));
    hours->set_open_minute(day == consent::v1::WEEKDAY_SUNDAY ? 12 * 60 : 9 * 60);
    hours->set_close_minute(21 * 60);
  }
  return policy;
}

absl::Time Utc(const char* text) {
  absl::Time time;
  REQUIRE(absl::ParseTime(absl::RFC3339_full, text, &time, nullptr));
  return time;
}

NumberPlace In(const char* zone) {
  NumberPlace place;
  place.zones = {zone};
  return place;
}

absl::Time OpensAt(const consent::v1::SendingWindow& policy, const NumberPlace& place,
                   absl::Time now) {
  const auto window = WindowAt(policy, place, now);
  REQUIRE(window.ok());
  return absl::FromUnixMillis(window->open_ms);
}

TEST_CASE("WindowAt: the hours of the zone as two instants", "[dispatcher][window]") {
  struct Row {
    const char* now;
    const char* open;
    const char* close;
  };
  const Row rows[] = {
      // New York, winter: UTC-5. Wednesday.
      {"2026-01-14T15:00:00Z", "2026-01-14T14:00:00Z", "2026-01-15T02:00:00Z"},
      {"2026-01-14T13:59:59Z", "2026-01-14T14:00:00Z", "2026-01-15T02:00:00Z"},
      {"2026-01-15T01:59:59Z", "2026-01-14T14:00:00Z", "2026-01-15T02:00:00Z"},
      // 21:00:00 sharp is outside: the next day's window.
      {"2026-01-15T02:00:00Z", "2026-01-15T14:00:00Z", "2026-01-16T02:00:00Z"},
      // Saturday night to Sunday noon.
      {"2026-01-18T03:00:00Z", "2026-01-18T17:00:00Z", "2026-01-19T02:00:00Z"},
      // Summer: UTC-4.
      {"2026-07-15T15:00:00Z", "2026-07-15T13:00:00Z", "2026-07-16T01:00:00Z"},
  };
  for (const Row& row : rows) {
    INFO(row.now);
    const auto window = WindowAt(Policy(), In("America/New_York"), Utc(row.now));
    REQUIRE(window.ok());
    CHECK(window->open_ms == absl::ToUnixMillis(Utc(row.open)));
    CHECK(window->close_ms == absl::ToUnixMillis(Utc(row.close)));
    CHECK(window->zone == "America/New_York");
  }
}

TEST_CASE("WindowAt: the rows of a weekday may stand in any order", "[dispatcher][window]") {
  consent::v1::SendingWindow policy;
  for (const int open : {14, 9}) {
    consent::v1::WindowHours* hours = policy.add_hours();
    hours->set_weekday(consent::v1::WEEKDAY_WEDNESDAY);
    hours->set_open_minute(open * 60);
    hours->set_close_minute((open + 3) * 60);
  }
  const NumberPlace place = In("America/New_York");
  const absl::Time ten = Utc("2026-01-14T15:00:00Z");
  CHECK(OpensAt(policy, place, ten) == Utc("2026-01-14T14:00:00Z"));
  CHECK(OpensAt(policy, place, ten + absl::Hours(2)) == Utc("2026-01-14T19:00:00Z"));
}

TEST_CASE("WindowAt: the version of the time-zone data is named", "[dispatcher][window]") {
  std::ifstream file("/usr/share/zoneinfo/tzdata.zi");
  std::string line = "# version unknown";
  std::getline(file, line);
  const auto window = WindowAt(Policy(), In("America/New_York"), Utc("2026-01-14T15:00:00Z"));
  REQUIRE(window.ok());
  CHECK("# version " + window->tzdata == line);
}

TEST_CASE("WindowAt: closed dates are passed over", "[dispatcher][window]") {
  consent::v1::SendingWindow policy = Policy();
  policy.add_closed_dates("2026-01-14");
  const auto window = WindowAt(policy, In("America/New_York"), Utc("2026-01-14T15:00:00Z"));
  REQUIRE(window.ok());
  CHECK(window->open_ms == absl::ToUnixMillis(Utc("2026-01-15T14:00:00Z")));
}

TEST_CASE("WindowAt: federal holidays are passed over where the account keeps them",
          "[dispatcher][window]") {
  consent::v1::SendingWindow policy = Policy();
  const absl::Time thanksgiving = Utc("2026-11-26T15:00:00Z");
  CHECK(OpensAt(policy, In("America/New_York"), thanksgiving) == Utc("2026-11-26T14:00:00Z"));
  policy.set_closed_on_federal_holidays(true);
  CHECK(OpensAt(policy, In("America/New_York"), thanksgiving) == Utc("2026-11-27T14:00:00Z"));
}

TEST_CASE("WindowAt: of several zones the hours that all of them share", "[dispatcher][window]") {
  NumberPlace nevada;
  nevada.zones = {"America/Denver", "America/Los_Angeles"};
  const auto window = WindowAt(Policy(), nevada, Utc("2026-01-14T16:30:00Z"));  // 9:30 and 8:30
  REQUIRE(window.ok());
  CHECK(window->open_ms == absl::ToUnixMillis(Utc("2026-01-14T17:00:00Z")));   // 9 in Los Angeles
  CHECK(window->close_ms == absl::ToUnixMillis(Utc("2026-01-15T04:00:00Z")));  // 21 in Denver
  CHECK(window->zone == "America/Denver America/Los_Angeles");
  NumberPlace never;  // twelve hours apart
  never.zones = {"Asia/Kamchatka", "Europe/London"};
  CHECK(absl::IsInvalidArgument(WindowAt(Policy(), never, Utc("2026-01-14T16:30:00Z")).status()));
}

TEST_CASE("WindowAt: the law of the state narrows the account's hours", "[dispatcher][window]") {
  NumberPlace florida = In("America/New_York");
  florida.state = "FL";
  // A quarter past eight in the evening: New York may be texted, Florida not before morning.
  const absl::Time evening = Utc("2026-01-15T01:15:00Z");
  CHECK(OpensAt(Policy(), In("America/New_York"), evening) == Utc("2026-01-14T14:00:00Z"));
  CHECK(OpensAt(Policy(), florida, evening) == Utc("2026-01-15T14:00:00Z"));
}

TEST_CASE("WindowAt: what cannot be judged is an error", "[dispatcher][window]") {
  const absl::Time now = Utc("2026-01-14T15:00:00Z");
  CHECK(absl::IsInvalidArgument(WindowAt(Policy(), In("America/Nowhere"), now).status()));
  CHECK(absl::IsInvalidArgument(WindowAt(Policy(), {}, now).status()));
  CHECK(absl::IsInvalidArgument(WindowAt({}, In("America/New_York"), now).status()));
}

TEST_CASE("WindowAt: open all day reaches a day to both sides", "[dispatcher][window]") {
  consent::v1::SendingWindow policy;
  policy.set_open_all_day(true);
  const absl::Time now = Utc("2026-01-14T15:00:00Z");
  const auto window = WindowAt(policy, {}, now);
  REQUIRE(window.ok());
  CHECK(window->open_ms == absl::ToUnixMillis(now - absl::Hours(24)));
  CHECK(window->close_ms == absl::ToUnixMillis(now + absl::Hours(24)));
}

}  // namespace
}  // namespace dispatcher
