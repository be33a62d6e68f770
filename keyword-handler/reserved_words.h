// Which words an account may use as its own keywords.
//
// A custom keyword must not shadow STOP, HELP, YES or START (seed S3.4; domain reference 2.3), nor
// read like a revocation: whoever texts it would be answered by a shop instead of being let go.
// Checked when a keyword is configured, against every known policy, also those not yet in force.
#pragma once

#include <span>
#include <string_view>

#include "absl/status/status.h"
#include "keyword-handler/precedence.h"

namespace keyword_handler {

// GSM shops choose short words; longer is a mistake in the configuration.
inline constexpr int kCustomKeywordWordsMax = 6;
inline constexpr int kCustomKeywordBytesMax = 120;

// Returns OK, or InvalidArgument that names the keyword (it is configuration, no personal data),
// the reserved word or rule that it collides with, and what to do.
[[nodiscard]] absl::Status CheckCustomKeyword(std::string_view words);

// As CheckCustomKeyword for each, and refuses two that are the same in normal form.
[[nodiscard]] absl::Status CheckCustomKeywords(std::span<const CustomKeyword> keywords);

}  // namespace keyword_handler
