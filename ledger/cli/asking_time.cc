#include "ledger/cli/asking_time.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "ledger/core/strings.h"

namespace ledger::cli {

std::int64_t SecondsToSend(std::uint64_t texts, double per_second) {
  constexpr double kSecondsMax = 1e15;
  return static_cast<std::int64_t>(
      std::min(std::ceil(static_cast<double>(texts) / per_second), kSecondsMax));
}

std::string TimeToSend(std::uint64_t texts, double per_second, std::string_view line) {
  const std::int64_t seconds = SecondsToSend(texts, per_second);
  const std::int64_t minutes = (seconds + 59) / 60;
  std::string time = absl::StrCat(seconds, " s");
  if (seconds > 90) time = absl::StrCat(minutes, " min");
  if (minutes > 90) time = absl::StrCat(minutes / 60, " h ", minutes % 60, " min");
  if (minutes > 48 * 60) time = absl::StrCat((minutes + 24 * 60 - 1) / (24 * 60), " days");
  return absl::StrCat("about ", time, " at ", per_second, per_second == 1 ? " text" : " texts",
                      "/s on ", ToAbsl(line));
}

}  // namespace ledger::cli
