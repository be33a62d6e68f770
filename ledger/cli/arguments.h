// What somebody typed, as a message may repeat it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

namespace ledger::cli {

// InvalidArgument: one of them is not UTF-8. In a command it could never be read again.
[[nodiscard]] absl::Status CheckArguments(const std::vector<std::string>& arguments);

// Returns `message` without the telephone numbers that it may repeat from `arguments`: what looks
// like one as a whole, and every run of seven or more digits.
[[nodiscard]] std::string MaskArguments(std::string message,
                                        const std::vector<std::string>& arguments);

// For CLI::Option::check: empty if `text` says something, else what is wrong. A claim, a reason or
// a person's name stands in the log for ever.
[[nodiscard]] std::string NotBlank(const std::string& text);

}  // namespace ledger::cli
