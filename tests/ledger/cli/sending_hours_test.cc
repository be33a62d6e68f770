#include "ledger/cli/sending_hours.h"

#include <catch2/catch.hpp>

#include "ledger/control/default_account.h"

namespace ledger::cli {
namespace {

using consent::v1::SendingWindow;

SendingWindow With(const HoursOptions& options, const SendingWindow& window) {
  const absl::StatusOr<HoursChange> change = ParseHours(options);
  INFO(change.status().message());
  REQUIRE(change.ok());
  return Changed(window, *change);
}

std::string WhyNot(const HoursOptions& options) {
  const absl::StatusOr<HoursChange> change = ParseHours(options);
  CHECK(absl::IsInvalidArgument(change.status()));
  return std::string(change.status().message());
}

TEST_CASE("Sending hours: what is not named stays") {
  const SendingWindow usual = DefaultSendingWindow();
  CHECK(OpenText(usual) == "mon-sat=9:00-20:00, sun=12:00-20:00");
  CHECK(ClosedText(usual) == "federal holidays");
  const SendingWindow tuesday = With({.open = {"tue=10-18:30"}}, usual);
  CHECK(OpenText(tuesday) ==
        "mon=9:00-20:00, tue=10:00-18:30, wed-sat=9:00-20:00, sun=12:00-20:00");
  CHECK(ClosedText(tuesday) == "federal holidays");
  CHECK(OpenText(With({.federal_holidays = "open"}, tuesday)) == OpenText(tuesday));
  CHECK(ClosedText(With({.federal_holidays = "open"}, tuesday)) == "<no date>");
  const SendingWindow closed = With({.closed_on = {"2026-12-24", "sun"}}, tuesday);
  CHECK(OpenText(closed) == "mon=9:00-20:00, tue=10:00-18:30, wed-sat=9:00-20:00");
  CHECK(ClosedText(closed) == "2026-12-24, federal holidays");
  CHECK(ClosedText(With({.closed_on = {"2026-11-27"}}, closed)) ==
        "2026-11-27, 2026-12-24, federal holidays");
  CHECK(ClosedText(With({.open = {"2026-12-24"}}, closed)) == "federal holidays");
  CHECK(OpenText(With({.closed_on = {"mon-sun"}}, closed)) == "never");
}

TEST_CASE("Sending hours: a day or a range, any letter case, several hours a day, until midnight") {
  const SendingWindow window =
      With({.open = {"Sat-MON=08:05-24:00", "wed=14-20", "wed=9-12"}, .closed_on = {"thu-fri"}},
           DefaultSendingWindow());
  CHECK(OpenText(window) ==
        "mon=8:05-24:00, tue=9:00-20:00, wed=9:00-12:00, wed=14:00-20:00, sat-sun=8:05-24:00");
}

TEST_CASE("Sending hours: the same again changes no byte") {
  const HoursOptions options = {.open = {"sun=12:00-20:00", "mon-sat=9-20"},
                                .closed_on = {"2026-12-31", "2026-12-24"},
                                .federal_holidays = "closed"};
  const SendingWindow once = With(options, DefaultSendingWindow());
  CHECK(With(options, once).SerializeAsString() == once.SerializeAsString());
  CHECK(With({.open = {"sun=12-20"}}, DefaultSendingWindow()).SerializeAsString() ==
        DefaultSendingWindow().SerializeAsString());
}

TEST_CASE("Sending hours: a window that was open all day has whole days when it is changed") {
  SendingWindow window;
  window.set_open_all_day(true);
  CHECK(OpenText(window).starts_with("all day, every day, also beyond the law's hours"));
  const SendingWindow changed = With({.open = {"mon-fri=9-20"}}, window);
  CHECK_FALSE(changed.open_all_day());
  CHECK(OpenText(changed) == "mon-fri=9:00-20:00, sat-sun=0:00-24:00");
  CHECK(ClosedText(changed) == "<no date>");
}

TEST_CASE("Sending hours: what is none names its flag and the form") {
  for (const char* text :
       {"", "mon", "mon-fri", "mon=", "mon=9", "mon=9-", "mon=9:5-10", "mon=-9-20", "funday=9-20",
        "mon-=9-20", "-mon=9-20", "mon=9-25", "mon=9-24:01", "mon=9:60-20", "mon=9-20-21",
        "2026-12-24=9-20", "2026-02-30", "mon,tue=9-20", "mon=9am-8pm"}) {
    INFO(text);
    CHECK_THAT(WhyNot({.open = {text}}), Catch::StartsWith("--open: '" + std::string(text) + "'"));
    CHECK_THAT(WhyNot({.open = {text}}), Catch::Contains("mon-fri=9:00-20:00"));
  }
  for (const char* text : {"mon=20-9", "mon=9-9"}) {
    CHECK_THAT(WhyNot({.open = {text}}), Catch::Contains("does not open before it closes"));
  }
  for (const char* text : {"", "christmas", "2026-2-3", "2026-02-30", "24.12.2026", "sun=9-10"}) {
    INFO(text);
    CHECK_THAT(WhyNot({.closed_on = {text}}), Catch::Contains("no date like 2026-12-24"));
  }
}

TEST_CASE("Sending hours: what contradicts itself is refused") {
  CHECK_THAT(WhyNot({.open = {"mon-sun=9-20", "sun=12-20"}}),
             Catch::Contains("sun has 9:00-20:00 and 12:00-20:00"));
  CHECK_THAT(WhyNot({.open = {"mon-sun=9-20"}, .closed_on = {"sun"}}),
             Catch::Contains("--closed-on: sun is opened by --open"));
  CHECK_THAT(WhyNot({.open = {"2026-12-24"}, .closed_on = {"2026-12-24"}}),
             Catch::Contains("'2026-12-24' is opened by --open"));
}

TEST_CASE("Sending hours: those that lie outside the law's are told of") {
  CHECK(BeyondLawText(DefaultSendingWindow()).empty());
  CHECK(BeyondLawText(With({.open = {"mon-sun=7-22"}}, {})).empty());  // the law narrows them
  CHECK(BeyondLawText(With({.open = {"mon-fri=4-8", "sat=21-24", "sun=20-22"}}, {})) ==
        "mon-fri=4:00-8:00, sat=21:00-24:00");
}

TEST_CASE("Sending hours: as JSON") {
  const Json json = HoursJson(With({.open = {"sat=9-12"}, .closed_on = {"mon-fri", "2026-12-24"}},
                                   DefaultSendingWindow()));
  CHECK(json.dump() ==
        R"({"open_all_day":false,"hours":[{"weekday":"sat","open":"9:00","close":"12:00"},)"
        R"({"weekday":"sun","open":"12:00","close":"20:00"}],"closed_dates":["2026-12-24"],)"
        R"("federal_holidays":"closed"})");
}

}  // namespace
}  // namespace ledger::cli
