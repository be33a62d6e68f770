// The attempts that are under way at one gateway over HTTP: each is one call, ends as exactly one
// result, and is never made again (law 3). What a call says and what its answer means is the
// gateway's; that it starts in time, is taken back, and how many there are at once stands here.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/time/time.h"
#include "dispatcher/gateway/gateway.h"
#include "dispatcher/gateway/transfer.h"
#include "ledger/ports/clock.h"

namespace dispatcher {

// Thread rule: one thread.
class Attempts {
 public:
  // What an answer, or its absence, means; all but the intent.
  using Read = std::function<AttemptResult(const TransferResult&)>;

  struct Ended {
    AttemptResult result;
    int status = 0;  // of the answer; 0: none came
  };
  struct Turn {
    std::vector<Ended> attempts;
    std::vector<TransferResult> probes;
  };

  // `clock` must outlive it.
  Attempts(const ledger::Clock& clock, Read read) : clock_(clock), read_(std::move(read)) {}

  // Starts the call of an attempt, which may begin as long as `text` allows.
  void Start(const OutboundText& text, TransferRequest request);

  // Ends an attempt as `withdrawn` before it has begun.
  void Refuse(const ledger::IntentId& intent, std::string_view why);

  // As Gateway::Withdraw().
  void Withdraw(const ledger::IntentId& intent);

  // Starts a call that is no attempt; its result comes in a turn's `probes`, with this id.
  std::uint64_t StartProbe(TransferRequest request) { return transfers_.Start(std::move(request)); }

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
  Transfers transfers_{TransferLimits{}};
  std::unordered_map<std::uint64_t, ledger::IntentId> under_way_;  // by transfer
  std::vector<AttemptResult> refused_;
  std::size_t room_ = kRoomMin;
  std::uint64_t answers_ = 0;
};

}  // namespace dispatcher
