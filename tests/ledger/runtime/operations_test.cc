#include "ledger/runtime/operations.h"

#include <atomic>
#include <catch2/catch.hpp>

#include "absl/strings/str_cat.h"
#include "ledger/http/http_client.h"

namespace ledger {
namespace {

using Catch::Matchers::Contains;

class HandClock final : public Clock {
 public:
  [[nodiscard]] absl::Time Now() const override { return absl::UnixEpoch() + Monotonic(); }
  [[nodiscard]] absl::Duration Monotonic() const override { return absl::Milliseconds(ms_.load()); }
  void Advance(absl::Duration by) { ms_ += absl::ToInt64Milliseconds(by); }

 private:
  std::atomic<std::int64_t> ms_{1000};
};

struct Fixture {
  Fixture() {
    const auto started = operations.Start();
    REQUIRE(started.ok());
    port = *started;
  }
  http::HttpReply Get(const std::string& path) const {
    const auto reply = http::Get(absl::StrCat("http://127.0.0.1:", port, path));
    REQUIRE(reply.ok());
    return *reply;
  }

  HandClock clock;
  Metrics metrics{"consent-test"};
  Operations operations{ProcessSettings{.heartbeat_age_max = absl::Seconds(10)}, metrics, clock};
  int port = 0;
};

TEST_CASE("Operations: serves metrics with the content type that Prometheus wants",
          "[runtime][operations]") {
  Fixture f;
  f.metrics.AddCounter("consent_seen_total", "Seen.")->Increment(4);
  const http::HttpReply reply = f.Get("/metrics");
  CHECK(reply.status == 200);
  CHECK(reply.headers.Find("content-type") == "text/plain; version=0.0.4");
  CHECK_THAT(reply.body, Contains("consent_seen_total 4\n"));
}

TEST_CASE("Operations: healthy while the loop turns", "[runtime][operations]") {
  Fixture f;
  CHECK(f.Get("/healthz").status == 200);
  f.clock.Advance(absl::Seconds(11));
  const http::HttpReply reply = f.Get("/healthz");
  CHECK(reply.status == 503);
  CHECK_THAT(reply.body, Contains("has not turned for 11s"));
  f.operations.Beat();
  CHECK(f.Get("/healthz").status == 200);
}

TEST_CASE("Operations: ready only when every check says so", "[runtime][operations]") {
  Fixture f;
  CHECK(f.Get("/readyz").status == 503);  // no check yet
  std::atomic<bool> caught_up{false};
  f.operations.AddReadyCheck("broker", [] { return absl::OkStatus(); });
  f.operations.AddReadyCheck("fold", [&] {
    return caught_up ? absl::OkStatus() : absl::UnavailableError("41 records behind");
  });
  CHECK(f.Get("/readyz").status == 503);
  CHECK_THAT(f.Get("/readyz").body, Contains("[-] fold: 41 records behind"));
  CHECK_THAT(f.Get("/readyz?verbose").body, Contains("[+] broker ok"));
  caught_up = true;
  CHECK(f.Get("/readyz").status == 200);
  CHECK(f.Get("/readyz").body == "ready\n");
  f.operations.Drain();
  CHECK(f.Get("/readyz").status == 503);
  CHECK(f.Get("/healthz").status == 200);
}

TEST_CASE("Operations: a taken port is refused with a reason", "[runtime][operations]") {
  Fixture f;
  Operations second{ProcessSettings{.operations_port = f.port}, f.metrics, f.clock};
  const auto started = second.Start();
  CHECK(started.status().code() == absl::StatusCode::kFailedPrecondition);
  CHECK_THAT(std::string(started.status().message()), Contains(absl::StrCat(f.port)));
}

}  // namespace
}  // namespace ledger
