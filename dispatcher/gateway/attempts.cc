#include "dispatcher/gateway/attempts.h"

#include <algorithm>
#include <string>
#include <utility>

namespace dispatcher {
namespace {

constexpr std::uint64_t kAnswersPerRoom = 32;
constexpr absl::Duration kConnectMin = absl::Milliseconds(1);

AttemptResult Withdrawn(const ledger::IntentId& intent, std::string_view why) {
  AttemptResult result;
  result.intent = intent;
  result.outcome = ledger::SendOutcome::kWithdrawn;
  result.detail = std::string(why);
  return result;
}

}  // namespace

AttemptResult BeforeAnswer(const TransferResult& call) {
  AttemptResult result;
  result.outcome = call.fate == TransferResult::Fate::kNothingSent
                       ? ledger::SendOutcome::kWithdrawn
                       : ledger::SendOutcome::kUnknown;
  result.detail = call.detail;
  return result;
}

void Attempts::Start(const OutboundText& text, TransferRequest request) {
  // Zero would be no limit.
  request.connect_timeout = std::clamp(text.start_by - clock_.Monotonic(), kConnectMin,
                                       std::max(request.connect_timeout, kConnectMin));
  request.may_begin = [this, end = text.start_by] { return clock_.Monotonic() < end; };
  under_way_.emplace(transfers_.Start(std::move(request)), text.intent);
}

void Attempts::Refuse(const ledger::IntentId& intent, std::string_view why) {
  refused_.push_back(Withdrawn(intent, why));
}

void Attempts::Withdraw(const ledger::IntentId& intent) {
  for (const auto& [transfer, attempt] : under_way_) {
    if (attempt == intent) return transfers_.Withdraw(transfer, "taken back before its first byte");
  }
}

Attempts::Turn Attempts::Poll(absl::Duration wait) {
  Turn turn;
  for (AttemptResult& refused : std::exchange(refused_, {})) {
    turn.attempts.push_back(std::move(refused));
  }
  if (!turn.attempts.empty()) wait = absl::ZeroDuration();
  for (TransferResult& result : transfers_.Poll(wait)) {
    const auto at = under_way_.find(result.id);
    if (at == under_way_.end()) {
      turn.probes.push_back({std::move(result)});
      continue;
    }
    AttemptResult& attempt = turn.attempts.emplace_back(read_(result));
    attempt.intent = at->second;
    if (refuses_us_(result)) {
      turn.refusal = attempt.detail;
      last_stale_ = last_probe_;
    }
    if (!result.withdrawn) FitRoom(result);
    under_way_.erase(at);
  }
  for (Probe& probe : turn.probes) probe.is_stale = probe.result.id <= last_stale_;
  return turn;
}

void Attempts::FitRoom(const TransferResult& result) {
  if (result.fate != TransferResult::Fate::kAnswered) {
    room_ = std::max(room_ / 2, kRoomMin);
  } else if (++answers_ % kAnswersPerRoom == 0) {
    room_ = std::min(room_ + 1, kRoomMax);
  }
}

}  // namespace dispatcher
