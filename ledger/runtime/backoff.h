// How long to wait before the next try: exponential, with jitter so that workers which failed
// together do not come back together. Pure: the seed is given, nothing is asked of the machine.
#pragma once

#include <cstdint>

#include "absl/time/time.h"

namespace ledger {

struct BackoffPolicy {
  absl::Duration first = absl::Milliseconds(100);
  absl::Duration max = absl::Seconds(10);
  double factor = 2.0;  // >= 1
  double jitter = 0.2;  // share of each wait that is drawn: 0 none, 1 all; within [0, 1]
};

// Not thread-safe.
class Backoff {
 public:
  // REQUIRES: the bounds of `policy`; a violation is a bug and aborts.
  Backoff(const BackoffPolicy& policy, std::uint64_t seed);

  // Returns the next wait, within [(1 - jitter) * step, step]; step grows by `factor` up to `max`.
  [[nodiscard]] absl::Duration Next();

  // After a success: the next wait is the first again.
  void Reset() { step_ = policy_.first; }

 private:
  const BackoffPolicy policy_;
  absl::Duration step_;
  std::uint64_t random_;
};

}  // namespace ledger
