// The port for time. Nothing outside ledger/runtime asks the machine for it, so the simulation can
// own it.
#pragma once

#include "absl/time/time.h"

namespace ledger {

class Clock {
 public:
  virtual ~Clock() = default;

  // Wall time. May jump; for what is written to the log (planned_at, occurred_at).
  [[nodiscard]] virtual absl::Time Now() const = 0;

  // Time that never goes back, from an arbitrary start; for ages and rates.
  [[nodiscard]] virtual absl::Duration Monotonic() const = 0;
};

}  // namespace ledger
