#include "ledger/door/door_metrics.h"

#include <string>

namespace ledger {
namespace {

constexpr std::array<const char*, 8> kOrigins = {"unknown", "intake", "http", "webhook",
                                                 "form",    "import", "cli",  "worker"};

}  // namespace

DoorMetrics::DoorMetrics(Metrics& metrics)
    : in_flight(metrics.AddGauge("consent_appends_in_flight",
                                 "Records that the broker has not "
                                 "acknowledged yet.")),
      durable(metrics.AddHistogram("consent_append_durable_seconds",
                                   "From hand-over to the acknowledged append.", LatencyBuckets())),
      intake_behind(metrics.AddGauge("consent_intake_behind_seconds",
                                     "Age of the oldest intake record that is being handled; 0: "
                                     "caught up.")),
      appended(metrics.AddCounter("consent_appends_total", "Records that became durable.")),
      not_written(metrics.AddCounter("consent_append_failures_total",
                                     "Appends that failed, or whose fate is unknown.")),
      unavailable_(metrics.AddCounter("consent_unavailable_total", "Requests answered with 503.")) {
  for (std::size_t i = 0; i < kOrigins.size(); ++i) {
    admitted_[i] = metrics.AddCounter("consent_admitted_total", "Events that were admitted.",
                                      {{"origin", kOrigins[i]}});
  }
  for (std::size_t i = 1; i < rejected_.size(); ++i) {
    rejected_[i] = metrics.AddCounter(
        "consent_rejected_total", "Input that was refused.",
        {{"reason", std::string(RejectReasonName(static_cast<RejectReason>(i)))}});
  }
}

}  // namespace ledger
