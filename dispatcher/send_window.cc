#include "dispatcher/send_window.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "dispatcher/state_hours.h"
#include "ledger/core/business_days.h"

namespace dispatcher {
namespace {

constexpr int kDaysAhead = 8;

// The version of the zones where absl reads them, as evidence in the intent: two machines may know
// different hours of one zone. Read once, for absl keeps what it has loaded too.
const std::string& TzdataVersion() {
  static const std::string version = [] {
    std::ifstream file("/usr/share/zoneinfo/tzdata.zi");
    std::string line;
    std::getline(file, line);
    const std::string mark = "# version ";
    return line.starts_with(mark) ? line.substr(mark.size()) : std::string("unknown");
  }();
  return version;
}

int WeekdayNumber(absl::CivilDay day) {
  switch (absl::GetWeekday(day)) {
    case absl::Weekday::monday:
      return consent::v1::WEEKDAY_MONDAY;
    case absl::Weekday::tuesday:
      return consent::v1::WEEKDAY_TUESDAY;
    case absl::Weekday::wednesday:
      return consent::v1::WEEKDAY_WEDNESDAY;
    case absl::Weekday::thursday:
      return consent::v1::WEEKDAY_THURSDAY;
    case absl::Weekday::friday:
      return consent::v1::WEEKDAY_FRIDAY;
    case absl::Weekday::saturday:
      return consent::v1::WEEKDAY_SATURDAY;
    case absl::Weekday::sunday:
      return consent::v1::WEEKDAY_SUNDAY;
  }
  return consent::v1::WEEKDAY_UNSPECIFIED;
}

bool IsClosed(const consent::v1::SendingWindow& policy, absl::CivilDay day) {
  if (policy.closed_on_federal_holidays() && ledger::IsFederalHoliday(day)) return true;
  const std::string name = absl::FormatCivilTime(day);
  return std::find(policy.closed_dates().begin(), policy.closed_dates().end(), name) !=
         policy.closed_dates().end();
}

// The instant of a local minute. The law's hours are by day, when no zone changes its clocks.
absl::Time At(absl::CivilDay day, int minute, const absl::TimeZone& zone) {
  return absl::FromCivil(absl::CivilMinute(day) + minute, zone);
}

struct Span {
  absl::Time open;
  absl::Time close;
};

// The hours of today and the days to come in one zone, in order: the rows of a policy may stand in
// any.
std::vector<Span> SpansIn(const consent::v1::SendingWindow& policy, std::string_view state,
                          const absl::TimeZone& zone, absl::Time now) {
  std::vector<Span> spans;
  const absl::CivilDay today = absl::ToCivilDay(now, zone);
  for (int ahead = 0; ahead < kDaysAhead; ++ahead) {
    const absl::CivilDay day = today + ahead;
    if (IsClosed(policy, day)) continue;
    for (const consent::v1::WindowHours& row : policy.hours()) {
      if (row.weekday() != WeekdayNumber(day)) continue;
      const LocalHours hours =
          Intersect({static_cast<int>(row.open_minute()), static_cast<int>(row.close_minute())},
                    LegalHours(state, day));
      if (hours.closed()) continue;
      const Span span{At(day, hours.open, zone), At(day, hours.close, zone)};
      if (span.close > now && span.open < span.close) spans.push_back(span);
    }
  }
  std::ranges::sort(spans, {}, &Span::open);
  return spans;
}

// What lies in both.
std::vector<Span> Intersect(const std::vector<Span>& a, const std::vector<Span>& b) {
  std::vector<Span> both;
  for (const Span& x : a) {
    for (const Span& y : b) {
      const Span span{std::max(x.open, y.open), std::min(x.close, y.close)};
      if (span.open < span.close) both.push_back(span);
    }
  }
  return both;
}

}  // namespace

absl::StatusOr<ledger::Window> WindowAt(const consent::v1::SendingWindow& policy,
                                        const NumberPlace& place, absl::Time now) {
  ledger::Window window;
  window.zone = absl::StrJoin(place.zones, " ");
  window.tzdata = TzdataVersion();
  if (policy.open_all_day()) {
    window.open_ms = absl::ToUnixMillis(now - absl::Hours(24));
    window.close_ms = absl::ToUnixMillis(now + absl::Hours(24));
    return window;
  }
  std::optional<std::vector<Span>> spans;
  for (const std::string& name : place.zones) {
    absl::TimeZone zone;
    if (!absl::LoadTimeZone(name, &zone)) {
      return absl::InvalidArgumentError(absl::StrCat(
          "time zone '", name,
          "' is not in the system's database; install tzdata, or set the account's default_tzid to "
          "an IANA name such as America/New_York"));
    }
    std::vector<Span> here = SpansIn(policy, place.state, zone, now);
    spans = spans.has_value() ? Intersect(*spans, here) : std::move(here);
  }
  if (!spans.has_value() || spans->empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the sending window opens at no time of the coming week in all of: ", window.zone,
        "; give the account hours for at least one weekday"));
  }
  window.open_ms = absl::ToUnixMillis(spans->front().open);
  window.close_ms = absl::ToUnixMillis(spans->front().close);
  return window;
}

}  // namespace dispatcher
