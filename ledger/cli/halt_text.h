// Where folding has stopped, in words. What a halted partition answers is short of the log, so it
// must never pass for all there is: a document says it, a list warns and ends with kExitTemporary.
#pragma once

#include <string>
#include <vector>

#include "ledger/cli/output.h"
#include "ledger/ports/projection.h"

namespace ledger::cli {

// "partition 3 is halted at offset 812: ..."
[[nodiscard]] std::string HaltText(const FoldPosition& position);

[[nodiscard]] Json HaltsJson(const std::vector<FoldPosition>& halted);

// Warns of each; the exit code for a list that lacks what these partitions do not know.
[[nodiscard]] int WarnOfHalts(const std::vector<FoldPosition>& halted, const Output& output);

}  // namespace ledger::cli
