#include "ledger/cli/time_text.h"

#include <string>

#include "absl/time/time.h"
#include "ledger/core/strings.h"

namespace ledger::cli {

absl::StatusOr<TimeMs> ParseTime(std::string_view flag, std::string_view text, TimeMs now_ms) {
  if (text == "now") return now_ms;
  const bool is_span = text.size() > 2 && (text.front() == '+' || text.front() == '-') &&
                       text[1] >= '0' && text[1] <= '9';
  if (is_span) {
    std::string span(text.substr(1));
    if (span.back() == 'd') span.back() = 'h';  // Abseil knows no days
    absl::Duration length;
    if (absl::ParseDuration(span, &length) && length < absl::Hours(24 * 3660)) {
      const std::int64_t ms = absl::ToInt64Milliseconds(length) * (text.back() == 'd' ? 24 : 1);
      return text.front() == '+' ? now_ms + ms : now_ms - ms;
    }
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

}  // namespace ledger::cli
