#include "ledger/runtime/stop_signal.h"

#include <pthread.h>
#include <unistd.h>

#include <ctime>

#include "ledger/core/check.h"
#include "ledger/runtime/exit_code.h"

namespace ledger {
namespace {

// How soon the waiting thread notices that the worker has ended by itself.
constexpr timespec kLookUpEvery{.tv_sec = 0, .tv_nsec = 50'000'000};

}  // namespace

StopSignal::StopSignal() {
  sigemptyset(&waited_);
  sigaddset(&waited_, SIGTERM);
  sigaddset(&waited_, SIGINT);
  LEDGER_CHECK(pthread_sigmask(SIG_BLOCK, &waited_, &before_) == 0);
  std::signal(SIGPIPE, SIG_IGN);
  waiter_ = std::jthread([this](const std::stop_token& end) { Wait(end); });
}

StopSignal::~StopSignal() {
  waiter_.request_stop();
  waiter_.join();
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void StopSignal::Wait(const std::stop_token& end) {
  bool seen = false;
  while (!end.stop_requested()) {
    if (sigtimedwait(&waited_, nullptr, &kLookUpEvery) <= 0) continue;  // nothing came, or EINTR
    if (seen) _exit(kExitKilled);
    seen = true;
    stop_.request_stop();
  }
}

}  // namespace ledger
