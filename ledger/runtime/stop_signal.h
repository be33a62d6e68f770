// Turns SIGTERM and SIGINT into a std::stop_token, so that a worker stops between two steps of its
// loop and never inside a handler. A second signal ends the process at once (exit 1): an operator
// who asks twice means it, and every worker must survive that anyway.
#pragma once

#include <csignal>
#include <stop_token>
#include <thread>

namespace ledger {

// REQUIRES: constructed in main() before any other thread, so that all threads inherit the blocked
// mask; one at a time. Also ignores SIGPIPE (a closed connection is an error code, not a death).
// The destructor ends the waiting thread and restores the mask.
class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  // Stop is requested at the first signal. May outlive this object.
  [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }

  // Requests the same stop from inside the process. Thread-safe.
  void RequestStop() { stop_.request_stop(); }

 private:
  void Wait(const std::stop_token& end);

  std::stop_source stop_;
  sigset_t waited_{};
  sigset_t before_{};
  std::jthread waiter_;
};

}  // namespace ledger
