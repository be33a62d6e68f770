#include "ledger/door/caller_check.h"

#include <string>
#include <utility>

#include "ledger/runtime/log_line.h"

namespace ledger {
namespace {

constexpr std::array<const char*, 2> kCallers = {"publisher", "gateway"};

}  // namespace

CallerCheck::CallerCheck(const http::ApiKeys& keys, const Clock& clock, Metrics& metrics)
    : keys_(keys), clock_(clock) {
  for (std::size_t kind = 0; kind < kCallers.size(); ++kind) {
    for (std::size_t outcome = 1; outcome < http::kKeyOutcomes; ++outcome) {
      refusals_[kind].counters[outcome] = metrics.AddCounter(
          "consent_callers_refused_total", "Requests answered with 401.",
          {{"caller", kCallers[kind]},
           {"outcome",
            std::string(http::KeyOutcomeText(static_cast<http::KeyOutcome>(outcome)))}});
    }
  }
}

std::optional<AccountId> CallerCheck::Publisher(const http::HttpRequest& request) const {
  return Judge(keys_.Authenticate(request.headers, http::KeyKind::kPublisher),
               http::KeyKind::kPublisher);
}

std::optional<AccountId> CallerCheck::Gateway(const http::HttpRequest& request) const {
  const std::string_view presented = request.query.Find("key").value_or("");
  return Judge(keys_.AuthenticateKey(presented, http::KeyKind::kGateway), http::KeyKind::kGateway);
}

std::optional<AccountId> CallerCheck::Judge(const http::KeyVerdict& verdict,
                                            http::KeyKind kind) const {
  if (verdict.outcome == http::KeyOutcome::kValid) return verdict.account;
  const auto index = static_cast<std::size_t>(kind);
  int unlogged = 0;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    Refusals& refusals = refusals_[index];
    refusals.counters[static_cast<std::size_t>(verdict.outcome)]->Increment();
    const absl::Duration now = clock_.Monotonic();
    if (now - refusals.logged_at < kRefusalLogPeriod) {
      ++refusals.unlogged;
      return std::nullopt;
    }
    refusals.logged_at = now;
    unlogged = std::exchange(refusals.unlogged, 0);
  }
  Log(Severity::kWarn, "caller refused: nothing of the request was taken",
      {{"caller", kCallers[index]},
       {"key_id", verdict.key_id},
       {"why", http::KeyOutcomeText(verdict.outcome)},
       {"not_logged_before", unlogged}});
  return std::nullopt;
}

}  // namespace ledger
