#include "ledger/door/caller_check.h"

#include <string>
#include <utility>

#include "ledger/runtime/log_line.h"

namespace ledger {

CallerCheck::CallerCheck(const http::ApiKeys& keys, const TwilioWebhooks& twilio,
                         const Clock& clock, Metrics& metrics)
    : keys_(keys), twilio_(twilio), clock_(clock) {
  for (Refusals* refusals : {&publishers_, &gateways_}) {
    refusals->counters.push_back(nullptr);
    for (std::size_t outcome = 1; outcome < http::kKeyOutcomes; ++outcome) {
      CountOutcome(*refusals, http::KeyOutcomeText(static_cast<http::KeyOutcome>(outcome)),
                   metrics);
    }
  }
  twilio_calls_.counters.push_back(nullptr);
  for (std::size_t verdict = 1; verdict < kTwilioVerdicts; ++verdict) {
    CountOutcome(twilio_calls_, TwilioVerdictText(static_cast<TwilioVerdict>(verdict)), metrics);
  }
}

void CallerCheck::CountOutcome(Refusals& refusals, std::string_view outcome,
                               Metrics& metrics) const {
  refusals.counters.push_back(metrics.AddCounter(
      "consent_callers_refused_total", "Requests answered with 401 or 403.",
      {{"caller", std::string(refusals.caller)}, {"outcome", std::string(outcome)}}));
}

std::optional<AccountId> CallerCheck::Publisher(const http::HttpRequest& request) const {
  return Judge(keys_.Authenticate(request.headers, http::KeyKind::kPublisher), publishers_);
}

std::optional<AccountId> CallerCheck::Gateway(const http::HttpRequest& request) const {
  const std::string_view presented = request.query.Find("key").value_or("");
  return Judge(keys_.AuthenticateKey(presented, http::KeyKind::kGateway), gateways_);
}

bool CallerCheck::Twilio(const http::HttpRequest& request, const http::Parameters& form) const {
  const TwilioVerdict verdict = JudgeTwilio(request, form, twilio_);
  if (verdict == TwilioVerdict::kSigned) return true;
  Refuse(twilio_calls_, static_cast<std::size_t>(verdict), {}, TwilioVerdictText(verdict));
  return false;
}

std::optional<AccountId> CallerCheck::Judge(const http::KeyVerdict& verdict,
                                            Refusals& refusals) const {
  if (verdict.outcome == http::KeyOutcome::kValid) return verdict.account;
  Refuse(refusals, static_cast<std::size_t>(verdict.outcome), verdict.key_id,
         http::KeyOutcomeText(verdict.outcome));
  return std::nullopt;
}

void CallerCheck::Refuse(Refusals& refusals, std::size_t outcome, std::string_view key_id,
                         std::string_view why) const {
  int unlogged = 0;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    refusals.counters[outcome]->Increment();
    const absl::Duration now = clock_.Monotonic();
    if (now - refusals.logged_at < kRefusalLogPeriod) {
      ++refusals.unlogged;
      return;
    }
    refusals.logged_at = now;
    unlogged = std::exchange(refusals.unlogged, 0);
  }
  Log(Severity::kWarn, "caller refused: nothing of the request was taken",
      {{"caller", refusals.caller},
       {"key_id", key_id},
       {"why", why},
       {"not_logged_before", unlogged}});
}

}  // namespace ledger
