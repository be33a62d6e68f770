// Comparison of secrets whose time does not depend on where they differ.
#pragma once

#include <string_view>

namespace ledger::http {

// The time depends on the lengths only.
[[nodiscard]] bool ConstantTimeEquals(std::string_view a, std::string_view b);

}  // namespace ledger::http
