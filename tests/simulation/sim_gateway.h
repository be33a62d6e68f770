// The SMS gateway of a run, the carrier behind it, and the truth about what the handsets received.
// It may take its time to connect, accept, refuse, have no link, or say nothing at all, whether or
// not the text went out; delivery reports come late, repeated, out of order or never.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "dispatcher/gateway/gateway.h"
#include "ledger/admission/admit_webhook.h"
#include "tests/simulation/oracle.h"
#include "tests/simulation/sim_clock.h"
#include "tests/simulation/sim_random.h"

namespace simulation {

// A delivery report on its way to the front door.
struct ReportMail {
  absl::Duration due;
  ledger::InboundReport report;
};

// What all gateways of a run have in common.
struct Carrier {
  bool link_up = true;
  std::map<std::string, ledger::ContactId> people;  // by number
  std::vector<ReportMail> reports;
  // The handset of the contact received the text.
  std::function<void(const ledger::ContactId&, const dispatcher::OutboundText&)> on_received;
};

class SimGateway : public dispatcher::Gateway {
 public:
  SimGateway(Carrier& carrier, Oracle& oracle, const SimTime& time, Random& random,
             const Faults& faults, int writer)
      : carrier_(carrier),
        oracle_(oracle),
        time_(time),
        random_(random),
        faults_(faults),
        writer_(writer) {}

  [[nodiscard]] bool IsUp(const ledger::LineId&) const override { return carrier_.link_up; }
  void Submit(dispatcher::OutboundText text) override;
  void Withdraw(const ledger::IntentId& intent) override;
  std::vector<dispatcher::AttemptResult> Poll(absl::Duration wait) override;
  [[nodiscard]] std::size_t InFlight() const override { return attempts_.size(); }

 private:
  struct Attempt {
    dispatcher::OutboundText text;
    absl::Duration connects;
    bool begun = false;  // its first byte left, or none ever will
    absl::Duration ends;
    dispatcher::AttemptResult result;
  };

  void Begin(Attempt& attempt);
  void GiveBack(Attempt& attempt) const;
  void Deliver(const dispatcher::OutboundText& text);
  void Report(const dispatcher::OutboundText& text, ledger::Delivery delivery);

  Carrier& carrier_;
  Oracle& oracle_;
  const SimTime& time_;
  Random& random_;
  const Faults& faults_;
  const int writer_;
  std::vector<Attempt> attempts_;
};

}  // namespace simulation
