#include "ledger/runtime/backoff.h"

#include <catch2/catch.hpp>

namespace ledger {
namespace {

const BackoffPolicy kPolicy{
    .first = absl::Milliseconds(100), .max = absl::Seconds(1), .factor = 2.0, .jitter = 0.25};

TEST_CASE("Backoff: waits grow to the maximum and stay within the jitter", "[runtime][backoff]") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Backoff backoff(kPolicy, seed);
    for (const int step_ms : {100, 200, 400, 800, 1000, 1000, 1000}) {
      const absl::Duration wait = backoff.Next();
      CHECK(wait <= absl::Milliseconds(step_ms));
      CHECK(wait >= absl::Milliseconds(step_ms) * 0.75);
    }
  }
}

TEST_CASE("Backoff: the same seed gives the same waits and another seed others",
          "[runtime][backoff]") {
  Backoff a(kPolicy, 1);
  Backoff b(kPolicy, 1);
  Backoff c(kPolicy, 2);
  const absl::Duration wait = a.Next();
  CHECK(wait == b.Next());
  CHECK(wait != c.Next());
}

TEST_CASE("Backoff: a reset begins again with the first wait", "[runtime][backoff]") {
  Backoff backoff({.first = absl::Milliseconds(10), .max = absl::Seconds(1), .jitter = 0.0}, 7);
  CHECK(backoff.Next() == absl::Milliseconds(10));
  CHECK(backoff.Next() == absl::Milliseconds(20));
  backoff.Reset();
  CHECK(backoff.Next() == absl::Milliseconds(10));
}

}  // namespace
}  // namespace ledger
