#include "ledger/cli/time_text.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"

namespace ledger::cli {

namespace {

constexpr absl::Duration kSpanMax = absl::Hours(24 * 3660);

// The length of "20s", "1h30m" or "30d"; none: it is not one.
std::optional<std::int64_t> SpanMs(std::string_view text) {
  if (text.size() < 2 || text.front() < '0' || text.front() > '9') return std::nullopt;
  std::string span(text);
  const bool days = span.back() == 'd';
  if (days) span.back() = 'h';  // Abseil knows no days
  absl::Duration length;
  if (!absl::ParseDuration(span, &length)) return std::nullopt;
  length *= days ? 24 : 1;
  if (length > kSpanMax) return std::nullopt;
  return absl::ToInt64Milliseconds(length);
}

bool IsDigits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

absl::Status NoUnit(std::string_view flag, std::string_view text) {
  return absl::InvalidArgumentError(
      absl::StrCat(ToAbsl(flag), ": '", ToAbsl(text),
                   "' has no unit; write s, m, h or d behind it, for example ", ToAbsl(text), "d"));
}

}  // namespace

absl::StatusOr<TimeMs> ParseTime(std::string_view flag, std::string_view text, TimeMs now_ms) {
  if (text == "now") return now_ms;
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    const std::string_view span = text.substr(1);
    if (const auto length = SpanMs(span)) {
      return text.front() == '+' ? now_ms + *length : now_ms - *length;
    }
    if (IsDigits(span)) return NoUnit(flag, text);
  }
  absl::Time time;
  if (absl::ParseTime(absl::RFC3339_full, ToAbsl(text), &time, nullptr) ||
      absl::ParseTime("%Y-%m-%d", ToAbsl(text), absl::UTCTimeZone(), &time, nullptr)) {
    return absl::ToUnixMillis(time);
  }
  return absl::InvalidArgumentError(std::string(flag) + ": '" + std::string(text) +
                                    "' is no time; write now, +20s, +2h, +1d, a day like "
                                    "2026-11-22 (its first moment in UTC) or a time with its zone "
                                    "like 2026-11-22T09:00:00-05:00");
}

absl::StatusOr<TimeMs> ParsePastTime(std::string_view flag, std::string_view text, TimeMs now_ms) {
  ASSIGN_OR_RETURN(const TimeMs time_ms, ParseTime(flag, text, now_ms));
  if (time_ms <= now_ms) return time_ms;
  return absl::InvalidArgumentError(absl::StrCat(
      ToAbsl(flag), ": '", ToAbsl(text), "' lies ahead; nothing is known of then. Give a time that "
      "has passed, for example -7d, and check the zone of it"));
}

absl::StatusOr<std::int64_t> ParseSpan(std::string_view flag, std::string_view text) {
  const auto length = SpanMs(text);
  if (length.has_value() && *length > 0) return *length;
  if (IsDigits(text) && !length.has_value()) return NoUnit(flag, text);
  return absl::InvalidArgumentError(absl::StrCat(
      ToAbsl(flag), ": '", ToAbsl(text),
      "' is no length of time up to ten years; write for example 30d, 12h, 45m or 20s"));
}

}  // namespace ledger::cli
