#include "ledger/runtime/backoff.h"

#include <algorithm>

#include "ledger/core/check.h"

namespace ledger {
namespace {

// SplitMix64: one word of state, good enough to spread waits.
std::uint64_t NextRandom(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15U;
  std::uint64_t word = state;
  word = (word ^ (word >> 30U)) * 0xBF58476D1CE4E5B9U;
  word = (word ^ (word >> 27U)) * 0x94D049BB133111EBU;
  return word ^ (word >> 31U);
}

}  // namespace

Backoff::Backoff(const BackoffPolicy& policy, std::uint64_t seed)
    : policy_(policy), step_(policy.first), random_(seed) {
  LEDGER_CHECK(policy.first > absl::ZeroDuration() && policy.first <= policy.max);
  LEDGER_CHECK(policy.factor >= 1.0 && policy.jitter >= 0.0 && policy.jitter <= 1.0);
}

absl::Duration Backoff::Next() {
  const double drawn = static_cast<double>(NextRandom(random_) >> 11U) * 0x1.0p-53;
  const absl::Duration wait = step_ * (1.0 - policy_.jitter * drawn);
  step_ = std::min(policy_.max, step_ * policy_.factor);
  return wait;
}

}  // namespace ledger
