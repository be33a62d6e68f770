// Lines of a carrier's deactivation file: a number each, perhaps with a date behind a comma.
#pragma once

#include <istream>
#include <optional>
#include <string>

namespace ledger::cli {

struct DeactivationLine {
  std::string number;     // as it stands there; empty: nothing is on the line, or a remark
  bool too_long = false;  // no number is; the rest of it was passed over
};

// The next line; nothing at the end. Memory does not grow with a line's length.
[[nodiscard]] std::optional<DeactivationLine> ReadDeactivationLine(std::istream& in);

}  // namespace ledger::cli
