// The port to an SMS gateway: one attempt a call, never repeated by the implementation (law 3).
// Adapters: kannel_gateway.h, twilio_gateway.h; the simulation has its own.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "ledger/core/facts_sending.h"
#include "ledger/core/ids.h"

namespace dispatcher {

// One text to hand over. `number` and `text` are personal: never logged.
struct OutboundText {
  ledger::IntentId intent;
  ledger::LineId line;
  std::string number;       // E.164
  std::string text;         // UTF-8
  absl::Duration validity;  // how long the gateway may keep it
  // The first byte must leave before this moment (monotonic), or none: the end of the grant's age.
  // Submit() may come later than that, after a pause of the process.
  absl::Duration start_by;
  std::string report_reference;  // what delivery reports bring back: ids and their MAC
};

// What became of one attempt.
struct AttemptResult {
  ledger::IntentId intent;
  ledger::SendOutcome outcome = ledger::SendOutcome::kUnknownValue;
  std::string provider_id;
  std::string detail;  // never personal data
  bool permanent = false;
  bool provider_opt_out = false;
};

// Thread rule: one thread owns a gateway.
class Gateway {
 public:
  virtual ~Gateway() = default;

  // Whether the gateway answers and has a link for `line`, as the latest probe saw it. False: grant
  // nothing.
  [[nodiscard]] virtual bool IsUp(const ledger::LineId& line) const = 0;

  // Starts one attempt. It ends as exactly one AttemptResult of a later Poll(), also after a
  // failure.
  virtual void Submit(OutboundText text) = 0;

  // Takes back an attempt of which no byte has left yet: it ends as `withdrawn` in the next Poll(),
  // and no byte of it will leave. An attempt that is under way, or none of ours, is left alone.
  virtual void Withdraw(const ledger::IntentId& intent) = 0;

  // Runs transfers and probes; returns the attempts that ended; waits at most `wait` for the first.
  virtual std::vector<AttemptResult> Poll(absl::Duration wait) = 0;

  // How many attempts of the line may be started now. What finds no room stays in the dispatcher's
  // table, where it can still be withdrawn.
  [[nodiscard]] virtual std::size_t Room(const ledger::LineId& /*line*/) const {
    constexpr std::size_t kAttemptsMax = 64;  // keeps a gateway on one machine busy
    return InFlight() < kAttemptsMax ? kAttemptsMax - InFlight() : 0;
  }

  // Attempts that have not ended.
  [[nodiscard]] virtual std::size_t InFlight() const = 0;

  // Why nothing goes out, in words for the log; empty: the latest probe was well.
  [[nodiscard]] virtual std::string Trouble() const { return {}; }
};

// The gateway's own route of a line (LineDefined.smsc_route, may be empty); nothing: the line is
// not that gateway's.
using RouteOf = std::function<std::optional<std::string>(const ledger::LineId&)>;

}  // namespace dispatcher
