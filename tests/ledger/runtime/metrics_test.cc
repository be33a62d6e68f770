#include "ledger/runtime/metrics.h"

#include <catch2/catch.hpp>

namespace ledger {
namespace {

using Catch::Matchers::Contains;

TEST_CASE("Metrics: counters, gauges and histograms are rendered as text", "[runtime][metrics]") {
  Metrics metrics("consent-test");
  metrics.AddCounter("consent_events_total", "Events.", {{"outcome", "admitted"}})->Increment(3);
  metrics.AddGauge("consent_lag_records", "Lag.")->Set(12);
  metrics.AddHistogram("consent_wait_seconds", "Waits.", LatencyBuckets())->Observe(0.003);
  const std::string text = metrics.Render();
  CHECK_THAT(text, Contains("# TYPE consent_events_total counter\n"));
  CHECK_THAT(text, Contains("consent_events_total{outcome=\"admitted\"} 3\n"));
  CHECK_THAT(text, Contains("consent_lag_records 12\n"));
  CHECK_THAT(text, Contains("consent_wait_seconds_bucket{le=\"0.005\"} 1\n"));
  CHECK_THAT(text, Contains("consent_build_info{"));
  CHECK_THAT(text, Contains("worker=\"consent-test\""));
}

TEST_CASE("Metrics: the same name and labels give the same metric", "[runtime][metrics]") {
  Metrics metrics("consent-test");
  Counter* a = metrics.AddCounter("consent_x_total", "X.", {{"kind", "a"}});
  CHECK(a == metrics.AddCounter("consent_x_total", "X.", {{"kind", "a"}}));
  CHECK(a != metrics.AddCounter("consent_x_total", "X.", {{"kind", "b"}}));
}

}  // namespace
}  // namespace ledger
