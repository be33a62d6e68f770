#include "dispatcher/gateway/gateway_by_line.h"

#include <iterator>
#include <utility>

#include "ledger/core/check.h"

namespace dispatcher {
namespace {

void Move(std::vector<AttemptResult> from, std::vector<AttemptResult>& to) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

GatewayByLine::GatewayByLine(std::map<std::string, Gateway*> gateways, GatewayOf gateway_of)
    : gateways_(std::move(gateways)), gateway_of_(std::move(gateway_of)) {
  LEDGER_CHECK(!gateways_.empty());
}

Gateway* GatewayByLine::Find(const ledger::LineId& line) const {
  const std::optional<std::string> name = gateway_of_(line);
  const auto at = name.has_value() ? gateways_.find(*name) : gateways_.end();
  return at == gateways_.end() ? nullptr : at->second;
}

bool GatewayByLine::IsUp(const ledger::LineId& line) const {
  const Gateway* gateway = Find(line);
  return gateway != nullptr && gateway->IsUp(line);
}

void GatewayByLine::Submit(OutboundText text) {
  if (Gateway* gateway = Find(text.line)) return gateway->Submit(std::move(text));
  AttemptResult refused;
  refused.intent = text.intent;
  refused.outcome = ledger::SendOutcome::kWithdrawn;
  refused.detail = "the line's gateway is not set up here";
  refused_.push_back(std::move(refused));
}

void GatewayByLine::Withdraw(const ledger::IntentId& intent) {
  for (const auto& [name, gateway] : gateways_) gateway->Withdraw(intent);
}

std::vector<AttemptResult> GatewayByLine::Poll(absl::Duration wait) {
  std::vector<AttemptResult> ended = std::exchange(refused_, {});
  for (const auto& [name, gateway] : gateways_) Move(gateway->Poll(absl::ZeroDuration()), ended);
  if (!ended.empty()) return ended;
  std::vector<Gateway*> busy;
  for (const auto& [name, gateway] : gateways_) {
    if (gateway->InFlight() > 0) busy.push_back(gateway);
  }
  if (busy.empty()) busy.push_back(gateways_.begin()->second);
  for (Gateway* gateway : busy) {
    // Who has waited in vain leaves the next one its share; an end is reported at once.
    Move(gateway->Poll(wait / static_cast<std::int64_t>(busy.size())), ended);
    if (!ended.empty()) break;
  }
  return ended;
}

std::size_t GatewayByLine::Room(const ledger::LineId& line) const {
  const Gateway* gateway = Find(line);
  return gateway != nullptr ? gateway->Room(line) : 1;  // it is refused, which needs no room
}

std::size_t GatewayByLine::InFlight() const {
  std::size_t count = refused_.size();
  for (const auto& [name, gateway] : gateways_) count += gateway->InFlight();
  return count;
}

}  // namespace dispatcher
