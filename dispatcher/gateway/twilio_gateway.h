// The gateway port over Twilio's Messages: one POST for each text, and an authenticated GET of the
// account as probe. Every answer has one meaning (twilio_answer.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "dispatcher/gateway/attempts.h"
#include "dispatcher/gateway/gateway.h"
#include "ledger/ports/clock.h"

namespace dispatcher {

// How to reach Twilio. Secrets in clear: never logged.
struct TwilioSettings {
  std::string base_url;  // https://api.twilio.com
  std::string account_sid;
  std::string auth_token;
  std::string report_url;  // where status callbacks go, without a query
  absl::Duration probe_every = absl::Seconds(5);
  absl::Duration probe_timeout = absl::Seconds(5);
  absl::Duration answer_timeout = absl::Seconds(10);  // then an attempt is `unknown`
};

class TwilioGateway final : public Gateway {
 public:
  // `clock` must outlive it. A line's route is its Messaging Service, or empty.
  TwilioGateway(TwilioSettings settings, RouteOf route_of, const ledger::Clock& clock);

  [[nodiscard]] bool IsUp(const ledger::LineId& line) const override;
  void Submit(OutboundText text) override;
  void Withdraw(const ledger::IntentId& intent) override { attempts_.Withdraw(intent); }
  std::vector<AttemptResult> Poll(absl::Duration wait) override;
  [[nodiscard]] std::size_t InFlight() const override { return attempts_.InFlight(); }
  [[nodiscard]] std::size_t Room(const ledger::LineId&) const override { return attempts_.Room(); }
  [[nodiscard]] std::string Trouble() const override { return trouble_; }

 private:
  [[nodiscard]] TransferRequest CallOf(const std::string& path) const;
  void StartProbe(absl::Duration now);

  const TwilioSettings settings_;
  const RouteOf route_of_;
  const ledger::Clock& clock_;
  Attempts attempts_;
  std::string trouble_ = "not probed yet";
  std::optional<absl::Duration> probed_at_;
  std::uint64_t probe_ = 0;  // the transfer of the probe under way; 0: none
};

}  // namespace dispatcher
