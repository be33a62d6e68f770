#include "projector/rebuild/side_by_side.h"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

namespace projector::test {
namespace {

TEST_CASE("SideBySide: calls for every number once, on any number of threads", "[projector]") {
  for (const std::size_t threads : {0U, 1U, 2U, 7U}) {
    for (const std::size_t count : {0U, 1U, 5U, 100U}) {
      CAPTURE(threads, count);
      std::vector<std::atomic<int>> calls(count);
      const absl::Status done = SideBySide(count, threads, [&](std::size_t number) {
        ++calls[number];
        return absl::OkStatus();
      });
      CHECK(done.ok());
      CHECK(std::all_of(calls.begin(), calls.end(), [](const auto& n) { return n == 1; }));
    }
  }
}

TEST_CASE("SideBySide: really works on several at once", "[projector]") {
  std::atomic<int> arrived = 0;
  const absl::Status done = SideBySide(2, 2, [&](std::size_t) {
    ++arrived;
    while (arrived < 2) std::this_thread::yield();  // each waits for the other
    return absl::OkStatus();
  });
  CHECK(done.ok());
}

TEST_CASE("SideBySide: tells the failure with the lowest number and begins nothing after it",
          "[projector]") {
  for (const std::size_t threads : {1U, 3U}) {
    std::atomic<std::size_t> calls = 0;
    const absl::Status done = SideBySide(1000, threads, [&](std::size_t number) {
      ++calls;
      return number < 10 ? absl::OkStatus() : absl::InternalError(std::to_string(number));
    });
    CHECK(done.message() == "10");
    CHECK(calls >= 11);
    CHECK(calls <= 10 + threads);
  }
}

}  // namespace
}  // namespace projector::test
