// The report of `consent verify`, for people and for programs.
#pragma once

#include <string>
#include <vector>

#include "ledger/cli/output.h"
#include "ledger/verify/laws.h"

namespace ledger::cli {

[[nodiscard]] std::string VerifyText(const verify::Report& report);
[[nodiscard]] Json VerifyJson(const verify::Report& report);

// For each moment, how many grants were open then: granted, and not concluded. In words, and as
// [{"at_ms", "open"}].
[[nodiscard]] std::string OpenAtText(const verify::Report& report,
                                     const std::vector<TimeMs>& moments);
[[nodiscard]] Json OpenAtJson(const verify::Report& report, const std::vector<TimeMs>& moments);

}  // namespace ledger::cli
