#include "ledger/runtime/stop_signal.h"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <functional>

#include "absl/time/clock.h"

namespace ledger {
namespace {

// Runs `body` in a process of its own and returns its exit code (or 128 + signal).
int ExitCodeOf(const std::function<int()>& body) {
  const pid_t child = fork();
  if (child == 0) _exit(body());
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool StopsWithin(const std::stop_token& token, absl::Duration limit) {
  const absl::Time deadline = absl::Now() + limit;
  while (!token.stop_requested() && absl::Now() < deadline) absl::SleepFor(absl::Milliseconds(2));
  return token.stop_requested();
}

TEST_CASE("StopSignal: SIGTERM and SIGINT request a stop", "[runtime][stop]") {
  for (const int signal : {SIGTERM, SIGINT}) {
    CHECK(ExitCodeOf([signal] {
            StopSignal stop;
            kill(getpid(), signal);
            return StopsWithin(stop.token(), absl::Seconds(5)) ? 0 : 9;
          }) == 0);
  }
}

TEST_CASE("StopSignal: a second signal exits with 1 at once", "[runtime][stop]") {
  CHECK(ExitCodeOf([] {
          StopSignal stop;
          kill(getpid(), SIGTERM);
          StopsWithin(stop.token(), absl::Seconds(5));
          kill(getpid(), SIGTERM);
          absl::SleepFor(absl::Seconds(5));
          return 9;
        }) == 1);
}

TEST_CASE("StopSignal: ends by itself when the run does", "[runtime][stop]") {
  const absl::Time start = absl::Now();
  CHECK(ExitCodeOf([] {
          { StopSignal stop; }
          return 7;
        }) == 7);
  CHECK(absl::Now() - start < absl::Seconds(2));
}

TEST_CASE("StopSignal: a closed pipe does not kill the process", "[runtime][stop]") {
  CHECK(ExitCodeOf([] {
          StopSignal stop;
          int ends[2];
          if (pipe(ends) != 0) return 8;
          close(ends[0]);
          return write(ends[1], "x", 1) == -1 ? 0 : 9;
        }) == 0);
}

}  // namespace
}  // namespace ledger
