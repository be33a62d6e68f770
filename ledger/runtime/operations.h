// The operations port of a process: /metrics for Prometheus, /healthz for "restart me", /readyz for
// "send me work". Healthy means that the main loop turns, and nothing else: a broker that is down
// must not make Kubernetes restart every worker. Ready means caught up, not merely alive, and is
// refused until every check says so (law 6).
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "ledger/http/http_server.h"
#include "ledger/http/router.h"
#include "ledger/ports/clock.h"
#include "ledger/runtime/metrics.h"
#include "ledger/runtime/process_settings.h"

namespace ledger {

// Thread-safe. `metrics` and `clock` must outlive it.
class Operations {
 public:
  // OK: ready. Any other status: not ready, and its message says why. Called on the server's
  // thread, so it must not block and must be thread-safe.
  using ReadyCheck = std::function<absl::Status()>;

  Operations(const ProcessSettings& settings, const Metrics& metrics, const Clock& clock);
  ~Operations();
  Operations(const Operations&) = delete;
  Operations& operator=(const Operations&) = delete;

  // Without any check, /readyz says 503. What a check captures must live until Stop().
  void AddReadyCheck(std::string name, ReadyCheck check);

  // Serves and logs the port, which is returned. For the errors see http::HttpServer::Start().
  absl::StatusOr<int> Start();

  // Says that the main loop turned; cheap enough for every turn. Starting counts as a first beat.
  void Beat();

  // From now on /readyz says 503 "stopping", so that no new work is sent here; call it as the first
  // step of a stop.
  void Drain() { draining_ = true; }

  // Ends the server within half a second.
  void Stop();

 private:
  http::HttpResponse Health() const;
  http::HttpResponse Ready(bool verbose) const;

  const ProcessSettings settings_;
  const Metrics& metrics_;
  const Clock& clock_;
  std::atomic<std::int64_t> last_beat_ms_;
  std::atomic<bool> draining_{false};
  mutable std::mutex mutex_;  // guards checks_
  std::vector<std::pair<std::string, ReadyCheck>> checks_;
  http::Router router_;
  std::unique_ptr<http::HttpServer> server_;
};

}  // namespace ledger
