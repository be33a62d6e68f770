// One event of each kind with every field set, for ever the same: what the golden records must
// decode to. A new kind gets a new sample; an old one is never changed.
#pragma once

#include <string>
#include <vector>

#include "ledger/core/event.h"

namespace ledger::testing {

struct SampleEvent {
  std::string name;  // of its golden file, without the ending
  Event event;
};

[[nodiscard]] std::vector<SampleEvent> SampleEvents();

}  // namespace ledger::testing
