// The one place where the machine is asked for the time (see ledger/ports/clock.h).
#pragma once

#include "ledger/ports/clock.h"

namespace ledger {

// Thread-safe.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] absl::Time Now() const override;
  [[nodiscard]] absl::Duration Monotonic() const override;
};

}  // namespace ledger
