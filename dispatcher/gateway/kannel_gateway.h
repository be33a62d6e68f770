// The gateway port over Kannel's HTTP interface: one POST to sendsms for each text, and a probe of
// the status page and of sendsms itself. Every answer that Kannel gives has one meaning here, and
// what has no meaning is `unknown` (law 3); see the ADRs in dispatcher/README.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "dispatcher/gateway/attempts.h"
#include "dispatcher/gateway/gateway.h"
#include "dispatcher/gateway/kannel_status.h"
#include "ledger/ports/clock.h"

namespace dispatcher {

// How to reach Kannel. Secrets in clear: never logged.
struct KannelSettings {
  std::string send_url;  // http://host:port/cgi-bin/sendsms
  std::string user;
  std::string password;
  std::string status_url;  // http://host:port/status.xml of bearerbox
  std::string status_password;
  std::string report_url;  // where delivery reports go, without a query
  std::string report_key;  // what they bring along to be let in
  absl::Duration probe_every = absl::Seconds(1);
  absl::Duration probe_timeout = absl::Seconds(1);
  absl::Duration answer_timeout = absl::Seconds(5);  // then an attempt is `unknown`
};

// What Kannel's answer to sendsms means; outcome, detail.
[[nodiscard]] AttemptResult ReadSendAnswer(const TransferResult& answer);

class KannelGateway final : public Gateway {
 public:
  // `clock` must outlive it. A line's route is Kannel's smsc-id.
  KannelGateway(KannelSettings settings, RouteOf route_of, const ledger::Clock& clock);

  [[nodiscard]] bool IsUp(const ledger::LineId& line) const override;
  void Submit(OutboundText text) override;
  void Withdraw(const ledger::IntentId& intent) override;
  std::vector<AttemptResult> Poll(absl::Duration wait) override;
  [[nodiscard]] std::size_t InFlight() const override { return attempts_.InFlight(); }
  [[nodiscard]] std::size_t Room(const ledger::LineId&) const override { return attempts_.Room(); }
  [[nodiscard]] std::string Trouble() const override { return trouble_; }

 private:
  void StartProbe(absl::Duration now);
  void TakeProbe(const TransferResult& result);
  void FinishProbe();

  const KannelSettings settings_;
  const RouteOf route_of_;
  const ledger::Clock& clock_;
  Attempts attempts_;

  KannelStatus status_;  // of the latest whole probe; down before the first
  std::string trouble_ = "not probed yet";
  std::optional<absl::Duration> probed_at_;
  std::uint64_t status_probe_ = 0;  // transfers of the probe under way; 0: none
  std::uint64_t send_probe_ = 0;
  KannelStatus probing_;
  bool sendsms_refuses_ = false;
  bool is_probe_stale_ = false;
  std::string probing_trouble_;
};

}  // namespace dispatcher
