// Percent-encoding and the splitting of request targets, strict: what is not well formed is refused
// rather than guessed, since a wrongly decoded text of a person could turn a STOP into nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ledger/http/http_message.h"

namespace ledger::http {

// Decodes %XX; with `plus_is_space` also '+' (queries and forms). Nothing on a broken escape.
[[nodiscard]] std::optional<std::string> PercentDecode(std::string_view text, bool plus_is_space);

// Encodes all but letters, digits and "-._~".
[[nodiscard]] std::string PercentEncode(std::string_view text);

// Parses `a=1&b=x%20y` (a query, or a body of application/x-www-form-urlencoded). Nothing on a
// broken escape. More than kParametersMax parameters are refused as well.
inline constexpr std::size_t kParametersMax = 256;
[[nodiscard]] std::optional<Parameters> ParseParameters(std::string_view text);

}  // namespace ledger::http
