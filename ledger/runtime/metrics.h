// The metrics of one process: a thin registry over prometheus-cpp-core. Keep the pointers that it
// returns; looking a metric up by labels costs as much as twenty increments. Labels carry no ids
// and no numbers of people. Names are `consent_<what>_<unit>`, counters end in `_total`.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "prometheus/counter.h"
#include "prometheus/gauge.h"
#include "prometheus/histogram.h"
#include "prometheus/registry.h"

namespace ledger {

using Counter = prometheus::Counter;      // Increment(), Increment(by)
using Gauge = prometheus::Gauge;          // Set(value), Increment(), Decrement()
using Histogram = prometheus::Histogram;  // Observe(value)
using MetricLabels = std::map<std::string, std::string>;

// What Prometheus 3 must be told about Metrics::Render().
inline constexpr std::string_view kMetricsContentType = "text/plain; version=0.0.4";

// Upper bounds of latency buckets, in seconds.
[[nodiscard]] std::vector<double> LatencyBuckets();

// Thread-safe, as are the metrics. A wrong name, or one name with two types, is a bug: it throws in
// the library and so ends the process at start.
class Metrics {
 public:
  // `worker` becomes a label of consent_build_info.
  explicit Metrics(std::string_view worker);

  // The same name and labels give the same metric again. Returned pointers live as long as this.
  [[nodiscard]] Counter* AddCounter(std::string_view name, std::string_view help,
                                    const MetricLabels& labels = {});
  [[nodiscard]] Gauge* AddGauge(std::string_view name, std::string_view help,
                                const MetricLabels& labels = {});
  [[nodiscard]] Histogram* AddHistogram(std::string_view name, std::string_view help,
                                        const std::vector<double>& buckets,
                                        const MetricLabels& labels = {});

  // Returns all metrics in the text format of kMetricsContentType.
  [[nodiscard]] std::string Render() const;

 private:
  std::unique_ptr<prometheus::Registry> registry_;
};

}  // namespace ledger
