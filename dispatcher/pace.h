// How fast a line, or a step, may be worked on: a token bucket. Keeps open grants few, for at a
// crash they become `unknown`. Pure: time is an argument.
#pragma once

#include "absl/time/time.h"

namespace dispatcher {

// What may go out at once after a pause; above it the rate rules.
inline constexpr absl::Duration kPaceBurst = absl::Milliseconds(100);

class Pace {
 public:
  // `per_second`: texts a second for this process; must be above 0. Holds at most `burst` worth of
  // tokens.
  Pace(double per_second, absl::Duration burst);

  // Changes the rate from now on.
  void SetRate(double per_second) { per_second_ = per_second; }
  [[nodiscard]] double per_second() const { return per_second_; }

  // Whole texts that may start at `now` (monotonic).
  [[nodiscard]] int Available(absl::Duration now);

  // Takes one token. REQUIRES: Available() was above 0.
  void Take() { tokens_ -= 1; }

  // How many grants of this pace may be open at once: half a second of throughput, one at least.
  [[nodiscard]] std::size_t OpenMax() const;

 private:
  double per_second_;
  absl::Duration burst_;
  double tokens_ = 1;
  absl::Duration filled_at_ = absl::ZeroDuration();
  bool started_ = false;
};

}  // namespace dispatcher
