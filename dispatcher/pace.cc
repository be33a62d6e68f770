#include "dispatcher/pace.h"

#include <algorithm>

#include "ledger/core/check.h"

namespace dispatcher {
namespace {

constexpr double kOpenSeconds = 0.5;

}  // namespace

Pace::Pace(double per_second, absl::Duration burst) : per_second_(per_second), burst_(burst) {
  LEDGER_CHECK(per_second > 0);
}

int Pace::Available(absl::Duration now) {
  if (!started_) {
    started_ = true;
    filled_at_ = now;
  }
  const double most = std::max(1.0, per_second_ * absl::ToDoubleSeconds(burst_));
  tokens_ = std::min(most, tokens_ + per_second_ * absl::ToDoubleSeconds(now - filled_at_));
  filled_at_ = now;
  return static_cast<int>(tokens_);
}

std::size_t Pace::OpenMax() const {
  return std::max<std::size_t>(1, static_cast<std::size_t>(per_second_ * kOpenSeconds));
}

}  // namespace dispatcher
