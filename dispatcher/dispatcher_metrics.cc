#include "dispatcher/dispatcher_metrics.h"

namespace dispatcher {
namespace {

void Raise(ledger::Counter* counter, std::uint64_t total) {
  const double more = static_cast<double>(total) - counter->Value();
  if (more > 0) counter->Increment(more);
}

std::string OutcomeName(ledger::SendOutcome outcome) {
  switch (outcome) {
    case ledger::SendOutcome::kAccepted:
      return "accepted";
    case ledger::SendOutcome::kQueued:
      return "queued";
    case ledger::SendOutcome::kRejected:
      return "rejected";
    case ledger::SendOutcome::kUnknown:
      return "unknown";
    case ledger::SendOutcome::kWithdrawn:
      return "withdrawn";
    case ledger::SendOutcome::kUnknownValue:
      break;
  }
  return "none";
}

}  // namespace

DispatcherMetrics::DispatcherMetrics(ledger::Metrics& metrics)
    : metrics_(metrics),
      intents_(metrics.AddCounter("consent_intents_total", "Send intents appended.")),
      grants_(metrics.AddCounter("consent_grants_total", "Grants of our intents.")),
      unreadable_(metrics.AddCounter("consent_contacts_unreadable_total",
                                     "Contacts whose number could not be opened.")),
      in_flight_(metrics.AddGauge("consent_attempts_in_flight", "Attempts at the gateway.")),
      open_intents_(metrics.AddGauge("consent_intents_open",
                                     "Intents without a verdict, or granted and not yet sent.")),
      owed_(metrics.AddGauge("consent_texts_owed", "Answers and requests that are due.")) {}

void DispatcherMetrics::CountTo(std::map<std::string, ledger::Counter*>& counters, const char* name,
                                const char* help, const char* label, const std::string& value,
                                std::uint64_t total) {
  ledger::Counter*& counter = counters[value];
  if (counter == nullptr) counter = metrics_.AddCounter(name, help, {{label, value}});
  Raise(counter, total);
}

void DispatcherMetrics::Take(const Dispatcher& dispatcher, const GatewayByLine& gateways) {
  const Dispatcher::Tally& tally = dispatcher.tally();
  Raise(intents_, tally.intents);
  Raise(grants_, tally.grants);
  Raise(unreadable_, tally.unreadable);
  for (const auto& [reason, count] : tally.denials) {
    CountTo(denials_, "consent_denials_total", "Denied intents, by the number of the reason.",
            "reason", std::to_string(static_cast<int>(reason)), count);
  }
  for (const auto& [outcome, count] : tally.outcomes) {
    CountTo(outcomes_, "consent_attempts_total", "Attempts that ended, by outcome.", "outcome",
            OutcomeName(outcome), count);
  }
  in_flight_->Set(static_cast<double>(dispatcher.InFlight()));
  open_intents_->Set(static_cast<double>(dispatcher.OpenIntents()));
  owed_->Set(static_cast<double>(dispatcher.Owed()));
  for (const auto& [name, gateway] : gateways.gateways()) {
    ledger::Gauge*& gauge = gateways_up_[name];
    if (gauge == nullptr) {
      gauge = metrics_.AddGauge("consent_gateway_up", "Whether the latest probe was well.",
                                {{"gateway", name}});
    }
    gauge->Set(gateway->Trouble().empty() ? 1 : 0);
  }
}

}  // namespace dispatcher
