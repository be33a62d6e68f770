// Keeps a ControlState up with the control topic. A worker polls it in its loop, and reads it up to
// the topic's end before it starts to work.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "ledger/control/control_state.h"
#include "ledger/ports/clock.h"
#include "ledger/ports/log_reader.h"

namespace ledger {

// Thread rule: one thread owns it, with its reader and its state.
class ControlReader {
 public:
  // Reads `topic` through `log` into `state`; both must outlive this object, and `log` serves
  // nobody else.
  ControlReader(std::string topic, LogReader& log, ControlState& state)
      : topic_(std::move(topic)), log_(log), state_(state) {}

  // Begins at the state's position. OutOfRange: the topic ends before it; stop, for commands are
  // lost. Other errors as LogReader::Assign().
  absl::Status Start();

  // Folds what came, at most `max` records; waits at most `wait` for the first. Returns how many.
  // A record that cannot be decoded makes the state incomplete; that is not an error here. Errors
  // as LogReader::Poll().
  absl::StatusOr<std::size_t> Poll(std::size_t max, absl::Duration wait);

  // Polls until the state reflects what the topic held when this was called.
  // DeadlineExceeded: it took longer than `limit`; go on later.
  absl::Status CatchUp(const Clock& clock, absl::Duration limit);

 private:
  const std::string topic_;
  LogReader& log_;
  ControlState& state_;
};

}  // namespace ledger
