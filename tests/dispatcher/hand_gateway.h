// A gateway that remembers what it is told, and ends an attempt when the test says so.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "dispatcher/gateway/gateway.h"

namespace dispatcher::test {

class HandGateway final : public Gateway {
 public:
  bool IsUp(const ledger::LineId&) const override { return up; }
  void Submit(OutboundText text) override { submitted.push_back(std::move(text)); }
  void Withdraw(const ledger::IntentId& intent) override { taken_back.push_back(intent); }
  std::vector<AttemptResult> Poll(absl::Duration wait) override {
    waited += wait;
    return std::exchange(ended, {});
  }
  std::size_t Room(const ledger::LineId& line) const override {
    return room.value_or(Gateway::Room(line));
  }
  std::size_t InFlight() const override { return submitted.size(); }

  // The next Poll() tells that the attempt has ended.
  void End(const OutboundText& text, ledger::SendOutcome outcome) {
    AttemptResult result;
    result.intent = text.intent;
    result.outcome = outcome;
    ended.push_back(result);
  }

  bool up = true;
  std::optional<std::size_t> room;  // nothing: as of any gateway
  absl::Duration waited;            // in all turns
  std::vector<OutboundText> submitted;
  std::vector<ledger::IntentId> taken_back;
  std::vector<AttemptResult> ended;
};

}  // namespace dispatcher::test
