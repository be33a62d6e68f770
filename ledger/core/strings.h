// The bridge between std::string_view and the absl::string_view of Debian's Abseil, which is a type
// of its own. With a newer Abseil both functions become the identity.
#pragma once

#include <string_view>

#include "absl/strings/string_view.h"

namespace ledger {

// Returns a view of the same bytes; lives as long as they do.
[[nodiscard]] inline absl::string_view ToAbsl(std::string_view text) {
  return absl::string_view(text.data(), text.size());
}
[[nodiscard]] inline std::string_view ToStd(absl::string_view text) {
  return std::string_view(text.data(), text.size());
}

}  // namespace ledger
