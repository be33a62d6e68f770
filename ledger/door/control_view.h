// The control topic as the front door's many threads see it: snapshots that never change, published
// by the one thread that reads the topic.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "ledger/control/control_reader.h"
#include "ledger/control/control_state.h"
#include "ledger/ports/clock.h"
#include "ledger/seal/key_ring.h"

namespace ledger {

// How old a front door's last word from the broker may be; beyond it the door is not ready.
inline constexpr absl::Duration kControlAgeMax = absl::Seconds(10);

class ControlView {
 public:
  // `log` serves nobody else. All must outlive it.
  ControlView(std::string topic, LogReader& log, const KeyRing& keys, const Clock& clock);

  // The latest state; null before the topic was read to its end once. Thread-safe.
  [[nodiscard]] std::shared_ptr<const ControlState> Snapshot() const;

  // Calls `then` once the snapshot reflects all that the topic held at this call, or with what went
  // wrong; on the reading thread, or at once after the loop has ended. Thread-safe.
  void AfterFresh(std::function<void(absl::Status)> then);

  // OK: read to its end, all of it understood, and the broker answered lately. Thread-safe.
  [[nodiscard]] absl::Status Ready() const;

  // Reads until the stop. FailedPrecondition: another pepper, or the client failed for good.
  // DataLoss, OutOfRange: the topic lost records. After each the process must end.
  absl::Status Run(const std::stop_token& stop);

  // One turn; errors as for Run(). Waits at most `wait`.
  absl::Status RunOnce(absl::Duration wait);

 private:
  absl::Status Refresh();
  absl::Status Publish();

  const KeyRing& keys_;
  const Clock& clock_;
  ControlState state_;    // of the reading thread
  ControlReader reader_;  // of the reading thread
  bool started_ = false;  // of the reading thread
  Offset published_ = kNoOffset;

  mutable std::mutex mutex_;  // guards what follows
  std::shared_ptr<const ControlState> snapshot_;
  std::vector<std::function<void(absl::Status)>> waiting_;
  absl::Duration fresh_at_ = -absl::InfiniteDuration();
  absl::Status last_error_;
  bool ended_ = false;
};

}  // namespace ledger
