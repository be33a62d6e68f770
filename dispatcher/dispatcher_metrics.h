// What a dispatcher counts, as metrics: the loop's own numbers are copied after each turn.
#pragma once

#include <map>
#include <string>

#include "dispatcher/dispatcher.h"
#include "dispatcher/gateway/gateway_by_line.h"
#include "ledger/runtime/metrics.h"

namespace dispatcher {

// Thread rule: one thread, that of the dispatcher. `metrics` must outlive it.
class DispatcherMetrics {
 public:
  explicit DispatcherMetrics(ledger::Metrics& metrics);

  void Take(const Dispatcher& dispatcher, const GatewayByLine& gateways);

 private:
  void CountTo(std::map<std::string, ledger::Counter*>& counters, const char* name,
               const char* help, const char* label, const std::string& value, std::uint64_t total);

  ledger::Metrics& metrics_;
  ledger::Counter* intents_;
  ledger::Counter* grants_;
  ledger::Counter* unreadable_;
  ledger::Gauge* in_flight_;
  ledger::Gauge* open_intents_;
  ledger::Gauge* owed_;
  std::map<std::string, ledger::Counter*> denials_;
  std::map<std::string, ledger::Counter*> outcomes_;
  std::map<std::string, ledger::Gauge*> gateways_up_;
};

}  // namespace dispatcher
