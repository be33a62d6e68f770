// A variable of the environment, for the command line, whose flags say which one stands behind
// them. Workers read theirs through SettingsParser, which knows all names and refuses others.
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>

namespace ledger {

// Gives the value, or `fallback` when the variable is not set. Read before threads start: another
// thread must not change the environment meanwhile.
[[nodiscard]] inline std::string EnvironmentValue(const char* name, std::string_view fallback) {
  const char* const value = std::getenv(name);
  return value != nullptr ? std::string(value) : std::string(fallback);
}

}  // namespace ledger
