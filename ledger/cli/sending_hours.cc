#include "ledger/cli/sending_hours.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"

namespace ledger::cli {
namespace {

namespace v1 = consent::v1;

// In the order of v1::Weekday, which begins with 1.
constexpr std::array<std::string_view, 7> kWeekdayWords = {"mon", "tue", "wed", "thu",
                                                           "fri", "sat", "sun"};
constexpr std::uint32_t kMinutesAnHour = 60;
constexpr std::uint32_t kMinutesADay = 24 * kMinutesAnHour;

std::size_t IndexOf(v1::Weekday day) { return static_cast<std::size_t>(day) - 1; }

std::string WordOf(v1::Weekday day) { return std::string(kWeekdayWords[IndexOf(day)]); }

std::optional<std::size_t> WeekdayNamed(std::string_view word) {
  const auto* const found = std::find(kWeekdayWords.begin(), kWeekdayWords.end(), word);
  if (found == kWeekdayWords.end()) return std::nullopt;
  return static_cast<std::size_t>(found - kWeekdayWords.begin());
}

// The weekdays of "mon", or of "sat-mon" in their order; none: it is neither.
std::vector<v1::Weekday> WeekdaysOf(std::string_view text) {
  const std::string lower = absl::AsciiStrToLower(ToAbsl(text));
  const std::string_view words = lower;
  const std::size_t dash = words.find('-');
  const auto first = WeekdayNamed(words.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : WeekdayNamed(words.substr(dash + 1));
  if (!first || !last) return {};
  std::vector<v1::Weekday> days;
  for (std::size_t day = *first;; day = (day + 1) % kWeekdayWords.size()) {
    days.push_back(static_cast<v1::Weekday>(day + 1));
    if (day == *last) return days;
  }
}

bool IsDate(const std::string& text) {
  absl::CivilDay day;
  return absl::ParseCivilTime(text, &day) && absl::FormatCivilTime(day) == text;
}

bool IsDigits(std::string_view text, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most &&
         std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// "9", "9:00", "24:00".
std::optional<std::uint32_t> MinuteOf(std::string_view clock) {
  const std::size_t colon = clock.find(':');
  const std::string_view hours = clock.substr(0, colon);
  const std::string_view rest = colon == std::string_view::npos ? "00" : clock.substr(colon + 1);
  if (!IsDigits(hours, 1, 2) || !IsDigits(rest, 2, 2)) return std::nullopt;
  std::uint32_t hour = 0;
  std::uint32_t minute = 0;
  (void)absl::SimpleAtoi(ToAbsl(hours), &hour);
  (void)absl::SimpleAtoi(ToAbsl(rest), &minute);
  if (minute >= kMinutesAnHour || hour * kMinutesAnHour + minute > kMinutesADay) {
    return std::nullopt;
  }
  return hour * kMinutesAnHour + minute;
}

std::string ClockText(std::uint32_t minute) {
  const std::uint32_t rest = minute % kMinutesAnHour;
  return absl::StrCat(minute / kMinutesAnHour, rest < 10 ? ":0" : ":", rest);
}

std::string SpanText(const v1::WindowHours& hours) {
  return absl::StrCat(ClockText(hours.open_minute()), "-", ClockText(hours.close_minute()));
}

void Sort(std::vector<v1::WindowHours>& rows) {
  std::ranges::stable_sort(rows, {}, [](const v1::WindowHours& row) {
    return std::tuple(row.weekday(), row.open_minute());
  });
}

absl::Status TakeOpen(const std::string& text, HoursChange& change) {
  const std::string_view typed = text;
  const std::size_t equals = typed.find('=');
  if (equals == std::string_view::npos && IsDate(text)) {
    change.open_dates.insert(text);
    return absl::OkStatus();
  }
  const std::vector<v1::Weekday> days = WeekdaysOf(typed.substr(0, equals));
  const std::string_view span =
      equals == std::string_view::npos ? "" : typed.substr(equals + 1);
  const std::size_t dash = span.find('-');
  const auto open = MinuteOf(span.substr(0, dash));
  const auto close = MinuteOf(dash == std::string_view::npos ? "" : span.substr(dash + 1));
  if (days.empty() || !open || !close) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--open: '", text,
        "' is not like mon-fri=9:00-20:00 or sun=12:00-20:00, nor a date like 2026-12-24"));
  }
  if (*open >= *close) {
    return absl::InvalidArgumentError(
        absl::StrCat("--open: '", text,
                     "' does not open before it closes; hours end at 24:00 of the same day"));
  }
  for (const v1::Weekday day : days) {
    change.weekdays.insert(day);
    v1::WindowHours& hours = change.hours.emplace_back();
    hours.set_weekday(day);
    hours.set_open_minute(*open);
    hours.set_close_minute(*close);
  }
  return absl::OkStatus();
}

absl::Status TakeClosed(const std::string& text, HoursChange& change) {
  if (IsDate(text)) {
    if (change.open_dates.contains(text)) {
      return absl::InvalidArgumentError(
          absl::StrCat("--closed-on: '", text, "' is opened by --open, too; give one of them"));
    }
    change.closed_dates.insert(text);
    return absl::OkStatus();
  }
  const std::vector<v1::Weekday> days = WeekdaysOf(text);
  if (days.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--closed-on: '", text,
                     "' is no date like 2026-12-24, nor a weekday like sun or sat-sun"));
  }
  for (const v1::Weekday day : days) {
    const bool opened = std::ranges::any_of(
        change.hours, [&](const v1::WindowHours& row) { return row.weekday() == day; });
    if (opened) {
      return absl::InvalidArgumentError(absl::StrCat(
          "--closed-on: ", WordOf(day), " is opened by --open, too; give one of them"));
    }
    change.weekdays.insert(day);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<HoursChange> ParseHours(const HoursOptions& options) {
  HoursChange change;
  for (const std::string& text : options.open) RETURN_IF_ERROR(TakeOpen(text, change));
  for (const std::string& text : options.closed_on) RETURN_IF_ERROR(TakeClosed(text, change));
  if (options.federal_holidays) {
    change.closed_on_federal_holidays = *options.federal_holidays == "closed";
  }
  Sort(change.hours);
  for (std::size_t i = 1; i < change.hours.size(); ++i) {
    const v1::WindowHours& before = change.hours[i - 1];
    const v1::WindowHours& row = change.hours[i];
    if (row.weekday() != before.weekday() || row.open_minute() > before.close_minute()) continue;
    return absl::InvalidArgumentError(absl::StrCat(
        "--open: ", WordOf(row.weekday()), " has ", SpanText(before), " and ",
        SpanText(row), ", which are not apart; give each hour of a day once"));
  }
  return change;
}

v1::SendingWindow Changed(v1::SendingWindow window, const HoursChange& change) {
  std::vector<v1::WindowHours> rows = change.hours;
  if (window.open_all_day()) {
    window.Clear();
    for (std::size_t day = 1; day <= kWeekdayWords.size(); ++day) {
      v1::WindowHours& hours = *window.add_hours();
      hours.set_weekday(static_cast<v1::Weekday>(day));
      hours.set_close_minute(kMinutesADay);
    }
  }
  for (const v1::WindowHours& row : window.hours()) {
    if (!change.weekdays.contains(row.weekday())) rows.push_back(row);
  }
  Sort(rows);
  std::set<std::string> dates(window.closed_dates().begin(), window.closed_dates().end());
  dates.insert(change.closed_dates.begin(), change.closed_dates.end());
  for (const std::string& date : change.open_dates) dates.erase(date);
  *window.mutable_hours() = {rows.begin(), rows.end()};
  *window.mutable_closed_dates() = {dates.begin(), dates.end()};
  window.set_closed_on_federal_holidays(
      change.closed_on_federal_holidays.value_or(window.closed_on_federal_holidays()));
  return window;
}

std::string OpenText(const v1::SendingWindow& window) {
  if (window.open_all_day()) return "all day, every day, also beyond the law's hours (tests only)";
  std::array<std::vector<std::string>, kWeekdayWords.size()> spans;  // of each weekday
  for (const v1::WindowHours& row : window.hours()) {
    spans[IndexOf(row.weekday())].push_back(SpanText(row));
  }
  std::vector<std::string> texts;
  for (std::size_t first = 0, next = 0; first < spans.size(); first = next) {
    while (next < spans.size() && spans[next] == spans[first]) ++next;
    std::string days(kWeekdayWords[first]);
    if (next > first + 1) absl::StrAppend(&days, "-", ToAbsl(kWeekdayWords[next - 1]));
    for (const std::string& span : spans[first]) texts.push_back(absl::StrCat(days, "=", span));
  }
  return texts.empty() ? "never" : absl::StrJoin(texts, ", ");
}

std::string BeyondLawText(const v1::SendingWindow& window) {
  // The federal hours, 47 CFR 64.1200(c)(1); the dispatcher keeps them (dispatcher/state_hours.h).
  constexpr std::uint32_t kLawOpens = 8 * kMinutesAnHour;
  constexpr std::uint32_t kLawCloses = 21 * kMinutesAnHour;
  v1::SendingWindow outside;
  for (const v1::WindowHours& row : window.hours()) {
    if (row.close_minute() <= kLawOpens || row.open_minute() >= kLawCloses) {
      *outside.add_hours() = row;
    }
  }
  return outside.hours().empty() ? "" : OpenText(outside);
}

std::string ClosedText(const v1::SendingWindow& window) {
  std::string text = absl::StrJoin(window.closed_dates(), ", ");
  if (window.closed_on_federal_holidays()) {
    absl::StrAppend(&text, text.empty() ? "" : ", ", "federal holidays");
  }
  return text.empty() ? "<no date>" : text;
}

Json HoursJson(const v1::SendingWindow& window) {
  Json hours = Json::array();
  for (const v1::WindowHours& row : window.hours()) {
    hours.push_back({{"weekday", WordOf(row.weekday())},
                     {"open", ClockText(row.open_minute())},
                     {"close", ClockText(row.close_minute())}});
  }
  Json dates = Json::array();
  for (const std::string& date : window.closed_dates()) dates.push_back(date);
  return {{"open_all_day", window.open_all_day()},
          {"hours", hours},
          {"closed_dates", dates},
          {"federal_holidays", window.closed_on_federal_holidays() ? "closed" : "open"}};
}

}  // namespace ledger::cli
