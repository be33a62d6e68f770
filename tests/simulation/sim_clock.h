// The virtual time of a run, and the clocks that processes see of it: each may be wrong by a skew
// of its own. Nothing in a run asks the machine for the time.
#pragma once

#include "absl/time/time.h"
#include "ledger/core/ids.h"
#include "ledger/ports/clock.h"

namespace simulation {

// What chance may do. All off at the end of a run, when what was promised must come true.
struct Faults {
  bool on = true;
  double lost_ack = 0;       // of an append that was written
  double not_written = 0;    // of an append
  double twice = 0;          // of an append
  double dead_producer = 0;  // of an append
  double break_stream = 0;   // of a poll
  double stall_stream = 0;   // of a poll
  double crash = 0;          // of a step
  double skew = 0;           // of a new process: its clock is wrong
};

struct SimTime {
  absl::Time start = absl::FromUnixMillis(1'795'000'000'000);
  absl::Duration elapsed = absl::Hours(1);

  [[nodiscard]] ledger::TimeMs now_ms() const { return absl::ToUnixMillis(start + elapsed); }
};

class SimClock : public ledger::Clock {
 public:
  SimClock(const SimTime& time, absl::Duration skew) : time_(time), skew_(skew) {}
  [[nodiscard]] absl::Time Now() const override { return time_.start + time_.elapsed + skew_; }
  [[nodiscard]] absl::Duration Monotonic() const override { return time_.elapsed; }

 private:
  const SimTime& time_;
  const absl::Duration skew_;
};

}  // namespace simulation
