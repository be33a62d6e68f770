// The digest of a partition's state as the projection reports it, computed from a fold in memory.
#pragma once

#include <string>

#include "ledger/verify/refold.h"

namespace ledger::cli {

// Lower-case hex; equal to the projection's at the same position if the states are.
[[nodiscard]] std::string StateDigest(const verify::PartitionFold& fold);

}  // namespace ledger::cli
