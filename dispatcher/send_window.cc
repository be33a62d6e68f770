#include "dispatcher/send_window.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "ledger/core/strings.h"

namespace dispatcher {
namespace {

constexpr int kDaysAhead = 8;

// Where absl reads its zones from: the system's, whose version the intent names as evidence.
constexpr char kTzdata[] = "system";

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
  const std::string name = absl::FormatCivilTime(day);
  return std::find(policy.closed_dates().begin(), policy.closed_dates().end(), name) !=
         policy.closed_dates().end();
}

// The instant of a local minute. In a gap of daylight saving the later one for opening, the earlier
// one for closing: a doubtful hour is outside.
absl::Time At(absl::CivilDay day, std::uint32_t minute, const absl::TimeZone& zone, bool opening) {
  const absl::CivilMinute local = absl::CivilMinute(day) + static_cast<int>(minute);
  const absl::TimeZone::TimeInfo info = zone.At(absl::CivilSecond(local));
  if (info.kind == absl::TimeZone::TimeInfo::UNIQUE) return info.pre;
  return opening ? std::max(info.pre, info.post) : std::min(info.pre, info.post);
}

}  // namespace

absl::StatusOr<ledger::Window> WindowAt(const consent::v1::SendingWindow& policy,
                                        std::string_view zone, absl::Time now) {
  ledger::Window window;
  window.zone = std::string(zone);
  window.tzdata = kTzdata;
  if (policy.open_all_day()) {
    window.open_ms = absl::ToUnixMillis(now - absl::Hours(24));
    window.close_ms = absl::ToUnixMillis(now + absl::Hours(24));
    return window;
  }
  absl::TimeZone local;
  if (!absl::LoadTimeZone(ledger::ToAbsl(zone), &local)) {
    return absl::InvalidArgumentError(
        absl::StrCat("time zone '", ledger::ToAbsl(zone),
                     "' is not in the system's database; set the account's default_tzid to an IANA "
                     "name such as America/New_York"));
  }
  const absl::CivilDay today = absl::ToCivilDay(now, local);
  for (int ahead = 0; ahead < kDaysAhead; ++ahead) {
    const absl::CivilDay day = today + ahead;
    if (IsClosed(policy, day)) continue;
    for (const consent::v1::WindowHours& hours : policy.hours()) {
      if (hours.weekday() != WeekdayNumber(day)) continue;
      const absl::Time close = At(day, hours.close_minute(), local, false);
      if (close <= now) continue;
      window.open_ms = absl::ToUnixMillis(At(day, hours.open_minute(), local, true));
      window.close_ms = absl::ToUnixMillis(close);
      return window;
    }
  }
  return absl::InvalidArgumentError(
      "the account's sending window opens on no day of the coming week; give it hours for at least "
      "one weekday");
}

}  // namespace dispatcher
