// Times as people give them: "now", "+20s", "-7d", RFC 3339, or a day, which is its first moment in
// UTC: what a day is somewhere else is said with a time and its zone.
#pragma once

#include <cstdint>
#include <string_view>

#include "absl/status/statusor.h"
#include "ledger/core/ids.h"

namespace ledger::cli {

// InvalidArgument names `flag`, the text and the forms.
absl::StatusOr<TimeMs> ParseTime(std::string_view flag, std::string_view text, TimeMs now_ms);

// A time of which something is known already. InvalidArgument: also where it lies ahead.
absl::StatusOr<TimeMs> ParsePastTime(std::string_view flag, std::string_view text, TimeMs now_ms);

// A length of time, "30d" or "12h", longer than none, in ms. InvalidArgument: as above.
absl::StatusOr<std::int64_t> ParseSpan(std::string_view flag, std::string_view text);

}  // namespace ledger::cli
