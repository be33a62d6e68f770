#include "ledger/runtime/operations.h"

#include "absl/strings/str_cat.h"
#include "ledger/core/status_macros.h"
#include "ledger/runtime/log_line.h"

namespace ledger {
namespace {

// A scraper and two probes need no more; this port shall not take memory from the work.
constexpr std::size_t kOperationsConnectionsMax = 64;
constexpr std::size_t kOperationsBodyBytesMax = 1024;

}  // namespace

Operations::Operations(const ProcessSettings& settings, const Metrics& metrics, const Clock& clock)
    : settings_(settings),
      metrics_(metrics),
      clock_(clock),
      last_beat_ms_(absl::ToInt64Milliseconds(clock.Monotonic())) {
  router_.Add("GET", "/metrics", [this](const http::HttpRequest&, const http::Responder& respond) {
    respond({.status = 200,
             .content_type = std::string(kMetricsContentType),
             .headers = {},
             .body = metrics_.Render()});
  });
  router_.Add("GET", "/healthz", [this](const http::HttpRequest&, const http::Responder& respond) {
    respond(Health());
  });
  router_.Add("GET", "/readyz",
              [this](const http::HttpRequest& request, const http::Responder& respond) {
                respond(Ready(request.query.Find("verbose").has_value()));
              });
}

Operations::~Operations() { Stop(); }

void Operations::AddReadyCheck(std::string name, ReadyCheck check) {
  const std::lock_guard<std::mutex> lock(mutex_);
  checks_.emplace_back(std::move(name), std::move(check));
}

absl::StatusOr<int> Operations::Start() {
  Beat();
  server_ = std::make_unique<http::HttpServer>(
      http::HttpServerOptions{.address = settings_.operations_address,
                              .port = settings_.operations_port,
                              .body_bytes_max = kOperationsBodyBytesMax,
                              .connections_max = kOperationsConnectionsMax},
      [this](http::HttpRequest request, http::Responder respond) {
        router_.Handle(std::move(request), std::move(respond));
      });
  ASSIGN_OR_RETURN(const int port, server_->Start());
  Log(Severity::kInfo, "operations port is open",
      {{"address", settings_.operations_address}, {"port", port}});
  return port;
}

void Operations::Beat() { last_beat_ms_ = absl::ToInt64Milliseconds(clock_.Monotonic()); }

void Operations::Stop() {
  if (server_ != nullptr) server_->Stop(absl::Milliseconds(500));
}

http::HttpResponse Operations::Health() const {
  const absl::Duration age = clock_.Monotonic() - absl::Milliseconds(last_beat_ms_.load());
  if (age <= settings_.heartbeat_age_max) return {.status = 200, .headers = {}, .body = "ok\n"};
  return {.status = 503,
          .headers = {},
          .body = absl::StrCat("the main loop has not turned for ", absl::FormatDuration(age),
                               " (allowed: ", absl::FormatDuration(settings_.heartbeat_age_max),
                               ")\n")};
}

http::HttpResponse Operations::Ready(bool verbose) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  bool ready = !checks_.empty() && !draining_;
  std::string lines;
  if (checks_.empty()) lines += "[-] no check has been added yet\n";
  if (draining_) lines += "[-] stopping\n";
  for (const auto& [name, check] : checks_) {
    const absl::Status status = check();
    ready = ready && status.ok();
    if (status.ok()) {
      if (verbose) absl::StrAppend(&lines, "[+] ", name, " ok\n");
    } else {
      absl::StrAppend(&lines, "[-] ", name, ": ", status.message(), "\n");
    }
  }
  lines += ready ? "ready\n" : "not ready\n";
  return {.status = ready ? 200 : 503, .headers = {}, .body = std::move(lines)};
}

}  // namespace ledger
