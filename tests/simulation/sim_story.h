// A partition's log in words, for people who read a failure.
#pragma once

#include <string>
#include <vector>

#include "tests/simulation/sim_projector.h"

namespace simulation {

// Adds one line a record to `story`. Shows contact ids cut short, no numbers and no words.
void TellPartition(const SimLog& log, ledger::PartitionId p, const SimProjector& projector,
                   std::vector<std::string>& story);

}  // namespace simulation
