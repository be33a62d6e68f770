// Who calls: judges the keys of publishers and gateways and the signature of Twilio, and lets no
// refusal pass in silence. After a key was changed in one place only, a gateway drops every STOP
// with its 401 or 403.
#pragma once

#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "ledger/core/ids.h"
#include "ledger/http/api_keys.h"
#include "ledger/http/http_message.h"
#include "ledger/ports/clock.h"
#include "ledger/runtime/metrics.h"
#include "ledger/twilio/signature.h"

namespace ledger {

// A warning about refused callers comes at most that often for each kind.
inline constexpr absl::Duration kRefusalLogPeriod = absl::Seconds(10);

// Thread-safe. All must outlive it.
class CallerCheck {
 public:
  CallerCheck(const http::ApiKeys& keys, const TwilioWebhooks& twilio, const Clock& clock,
              Metrics& metrics);

  // The account whose publisher's key the Authorization header shows. Nothing: it is refused,
  // counted, and logged unless others were a moment ago; answer http::Unauthorized().
  [[nodiscard]] std::optional<AccountId> Publisher(const http::HttpRequest& request) const;
  // The same for a gateway, which can only put its key into the query.
  [[nodiscard]] std::optional<AccountId> Gateway(const http::HttpRequest& request) const;
  // Whether the call is signed by Twilio; `form` as for JudgeTwilio(). False: refused, counted and
  // logged in the same way.
  [[nodiscard]] bool Twilio(const http::HttpRequest& request, const http::Parameters& form) const;

 private:
  // Of one kind of caller.
  struct Refusals {
    std::string_view caller;
    std::vector<Counter*> counters = {};  // by outcome; the first, of those let in, is null
    absl::Duration logged_at = -absl::InfiniteDuration();
    int unlogged = 0;
  };

  void CountOutcome(Refusals& refusals, std::string_view outcome, Metrics& metrics) const;
  std::optional<AccountId> Judge(const http::KeyVerdict& verdict, Refusals& refusals) const;
  void Refuse(Refusals& refusals, std::size_t outcome, std::string_view key_id,
              std::string_view why) const;

  const http::ApiKeys& keys_;
  const TwilioWebhooks& twilio_;
  const Clock& clock_;
  mutable std::mutex mutex_;  // guards what follows
  mutable Refusals publishers_{.caller = "publisher"};
  mutable Refusals gateways_{.caller = "gateway"};
  mutable Refusals twilio_calls_{.caller = "twilio"};
};

}  // namespace ledger
