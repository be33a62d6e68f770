// Which words an account may use as its own keywords.
//
// A custom keyword must not shadow STOP, HELP, YES or START (seed S3.4; domain reference 2.3), nor
// read like a revocation: whoever texts it would be answered by a shop instead of being let go.
// Checked when a keyword is configured, against every known policy, also those not yet in force;
// and again where a line's rules are made, for the control topic takes any word.
#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace keyword_handler {

// Returns OK, or InvalidArgument that names the keyword (it is configuration, no personal data),
// the reserved word or rule that it collides with, and what to do.
[[nodiscard]] absl::Status CheckCustomKeyword(std::string_view words);

}  // namespace keyword_handler
