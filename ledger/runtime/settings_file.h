// Reads a settings file (TOML): flat `name = value` lines with the names of the flags. Every value
// comes with its place, so that whatever is wrong with it can be pointed at.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace ledger {

struct FileSetting {
  enum class Kind { kText, kNumber, kWholeNumber, kBool, kList };
  std::string name = {};
  Kind kind = Kind::kText;
  std::string text = {};                // for all but kList
  std::vector<std::string> items = {};  // for kList
  std::string place = {};               // "path:line:column"
};

// InvalidArgument: the file cannot be read, is no TOML (a doubled key included), or holds a table,
// a date or a mixed list; the message starts with the place.
absl::StatusOr<std::vector<FileSetting>> ReadSettingsFile(std::string_view path);

}  // namespace ledger
