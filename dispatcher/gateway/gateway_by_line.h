// One gateway out of several: each line's texts go to the gateway that its definition names. A line
// of a gateway that is not set up here is never up, so nothing is granted for it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dispatcher/gateway/gateway.h"

namespace dispatcher {

// The name of a line's gateway; nothing: there is no such line.
using GatewayOf = std::function<std::optional<std::string>(const ledger::LineId&)>;

class GatewayByLine final : public Gateway {
 public:
  // `gateways` by name, at least one; they must outlive it.
  GatewayByLine(std::map<std::string, Gateway*> gateways, GatewayOf gateway_of);

  [[nodiscard]] bool IsUp(const ledger::LineId& line) const override;
  void Submit(OutboundText text) override;
  void Withdraw(const ledger::IntentId& intent) override;
  // The wait is shared by those that have attempts under way.
  std::vector<AttemptResult> Poll(absl::Duration wait) override;
  [[nodiscard]] std::size_t Room(const ledger::LineId& line) const override;
  [[nodiscard]] std::size_t InFlight() const override;

  [[nodiscard]] const std::map<std::string, Gateway*>& gateways() const { return gateways_; }

 private:
  // Null: none of ours.
  [[nodiscard]] Gateway* Find(const ledger::LineId& line) const;

  const std::map<std::string, Gateway*> gateways_;
  const GatewayOf gateway_of_;
  std::vector<AttemptResult> refused_;  // attempts of lines without a gateway
};

}  // namespace dispatcher
