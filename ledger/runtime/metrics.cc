#include "ledger/runtime/metrics.h"

#include "prometheus/text_serializer.h"

namespace ledger {

std::vector<double> LatencyBuckets() {
  return {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
}

Metrics::Metrics(std::string_view worker) : registry_(std::make_unique<prometheus::Registry>()) {
  AddGauge("consent_build_info", "Always 1; the labels say which program this is.",
           {{"worker", std::string(worker)}, {"version", CONSENT_VERSION}})
      ->Set(1);
}

Counter* Metrics::AddCounter(std::string_view name, std::string_view help,
                             const MetricLabels& labels) {
  return &prometheus::BuildCounter()
              .Name(std::string(name))
              .Help(std::string(help))
              .Register(*registry_)
              .Add(labels);
}

Gauge* Metrics::AddGauge(std::string_view name, std::string_view help, const MetricLabels& labels) {
  return &prometheus::BuildGauge()
              .Name(std::string(name))
              .Help(std::string(help))
              .Register(*registry_)
              .Add(labels);
}

Histogram* Metrics::AddHistogram(std::string_view name, std::string_view help,
                                 const std::vector<double>& buckets, const MetricLabels& labels) {
  return &prometheus::BuildHistogram()
              .Name(std::string(name))
              .Help(std::string(help))
              .Register(*registry_)
              .Add(labels, buckets);
}

std::string Metrics::Render() const {
  return prometheus::TextSerializer().Serialize(registry_->Collect());
}

}  // namespace ledger
