// The attempts that are under way at one gateway over HTTP: each is one call, ends as exactly one
// result, and is never made again (law 3). What a call says and what its answer means is the
// gateway's; that it starts in time, is taken back, and how many there are at once stands here.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/time/time.h"
#include "dispatcher/gateway/gateway.h"
#include "dispatcher/gateway/transfer.h"
#include "ledger/ports/clock.h"

namespace dispatcher {

// What is known of an attempt before its answer is read: that nothing left, or else nothing. With
// the call's own words for it.
[[nodiscard]] AttemptResult BeforeAnswer(const TransferResult& call);

// Thread rule: one thread.
class Attempts {
 public:
  // What an answer, or its absence, means; all but the intent.
  using Read = std::function<AttemptResult(const TransferResult&)>;

  // Whether an answer refuses us, whatever the text is.
  using RefusesUs = std::function<bool(const TransferResult&)>;

  struct Probe {
    TransferResult result;
    bool is_stale = false;  // we were refused after it began, so it may not say that all is well
  };
  struct Turn {
    std::vector<AttemptResult> attempts;
    std::vector<Probe> probes;
    std::optional<std::string> refusal;  // we were refused, and how: no one else is to pay for it
  };

  // `clock` must outlive it.
  Attempts(const ledger::Clock& clock, Read read, RefusesUs refuses_us)
      : clock_(clock), read_(std::move(read)), refuses_us_(std::move(refuses_us)) {}

  // Starts the call of an attempt, which may begin as long as `text` allows.
  void Start(const OutboundText& text, TransferRequest request);

  // Ends an attempt as `withdrawn` before it has begun.
  void Refuse(const ledger::IntentId& intent, std::string_view why);

  // As Gateway::Withdraw().
  void Withdraw(const ledger::IntentId& intent);

  // Starts a call that is no attempt; its result comes in a turn's `probes`, with this id.
  std::uint64_t StartProbe(TransferRequest request) {
    return last_probe_ = transfers_.Start(std::move(request));
  }

  // Moves all calls on; waits at most `wait` for the first that ends.
  Turn Poll(absl::Duration wait);

  [[nodiscard]] std::size_t InFlight() const { return under_way_.size() + refused_.size(); }
  // How many attempts may be started now: more with each answer, for gateways drop connections when
  // many open at once; fewer after a silence.
  [[nodiscard]] std::size_t Room() const { return InFlight() < room_ ? room_ - InFlight() : 0; }

 private:
  void FitRoom(const TransferResult& result);

  static constexpr std::size_t kRoomMin = 4;
  static constexpr std::size_t kRoomMax = 64;

  const ledger::Clock& clock_;
  const Read read_;
  const RefusesUs refuses_us_;
  Transfers transfers_{TransferLimits{}};
  std::unordered_map<std::uint64_t, ledger::IntentId> under_way_;  // by transfer
  std::vector<AttemptResult> refused_;
  std::size_t room_ = kRoomMin;
  std::uint64_t answers_ = 0;
  std::uint64_t last_probe_ = 0;   // ids of transfers grow
  std::uint64_t last_stale_ = 0;   // the last probe that began before the latest refusal
};

}  // namespace dispatcher
