// How long many texts take at a line's pace, told for people before they are asked for. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ledger::cli {

// Seconds, rounded up. REQUIRES: per_second > 0.
[[nodiscard]] std::int64_t SecondsToSend(std::uint64_t texts, double per_second);

// "about 2 h 10 min at 1 text/s on +14155550100".
[[nodiscard]] std::string TimeToSend(std::uint64_t texts, double per_second, std::string_view line);

}  // namespace ledger::cli
