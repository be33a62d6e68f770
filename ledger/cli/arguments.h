// What somebody typed, as a message may repeat it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

namespace ledger::cli {

// InvalidArgument: one of them is not UTF-8. In a command it could never be read again.
[[nodiscard]] absl::Status CheckArguments(const std::vector<std::string>& arguments);

// Whether `text` is an event's or a message's id: 32 hex digits. It names nobody, and who mistyped
// one must see which.
[[nodiscard]] bool IsHexId(std::string_view text);

// Returns `message` without the telephone numbers that it may repeat from `arguments`: what looks
// like one as a whole, and every run of seven or more digits that is no part of an event's id.
[[nodiscard]] std::string MaskArguments(std::string message,
                                        const std::vector<std::string>& arguments);

// For CLI::Option::check: empty if `text` says something, else what is wrong. A claim, a reason or
// a person's name stands in the log for ever.
[[nodiscard]] std::string NotBlank(const std::string& text);

}  // namespace ledger::cli
