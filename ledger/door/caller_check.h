// Who calls: judges the keys of publishers and gateways, and lets no refusal pass in silence. After
// a key was changed in one place only, a gateway drops every STOP with its 401.
#pragma once

#include <array>
#include <mutex>
#include <optional>
#include <string_view>

#include "absl/time/time.h"
#include "ledger/core/ids.h"
#include "ledger/http/api_keys.h"
#include "ledger/http/http_message.h"
#include "ledger/ports/clock.h"
#include "ledger/runtime/metrics.h"

namespace ledger {

// A warning about refused callers comes at most that often for each kind.
inline constexpr absl::Duration kRefusalLogPeriod = absl::Seconds(10);

// Thread-safe. All must outlive it.
class CallerCheck {
 public:
  CallerCheck(const http::ApiKeys& keys, const Clock& clock, Metrics& metrics);

  // The account whose publisher's key the Authorization header shows. Nothing: it is refused,
  // counted, and logged unless others were a moment ago; answer http::Unauthorized().
  [[nodiscard]] std::optional<AccountId> Publisher(const http::HttpRequest& request) const;
  // The same for a gateway, which can only put its key into the query.
  [[nodiscard]] std::optional<AccountId> Gateway(const http::HttpRequest& request) const;

 private:
  // Of one kind of caller.
  struct Refusals {
    std::array<Counter*, http::kKeyOutcomes> counters{};  // by KeyOutcome
    absl::Duration logged_at = -absl::InfiniteDuration();
    int unlogged = 0;
  };

  std::optional<AccountId> Judge(const http::KeyVerdict& verdict, http::KeyKind kind) const;

  const http::ApiKeys& keys_;
  const Clock& clock_;
  mutable std::mutex mutex_;  // guards what follows
  mutable std::array<Refusals, 2> refusals_;  // by KeyKind
};

}  // namespace ledger
