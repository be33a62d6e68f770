// The keyword-handler: follows the stream of undecided replies, opens the words of each, and
// appends what they mean. Sends nothing. Until its decision is in the log the contact stays held,
// so a handler that is down keeps texts back and loses none (law 6). RunOnce() is one turn of its
// loop.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "keyword-handler/decide.h"
#include "ledger/control/control_state.h"
#include "ledger/core/ids.h"
#include "ledger/outbox/event_outbox.h"
#include "ledger/ports/clock.h"
#include "ledger/ports/work_stream.h"
#include "ledger/seal/key_ring.h"

namespace keyword_handler {

// What the handler works with. All must outlive it.
struct Desk {
  ledger::EventOutbox& outbox;
  ledger::WorkStream& stream;
  const ledger::Clock& clock;
  const ledger::ControlState& control;
  const ledger::KeyRing& keys;
};

// Thread rule: one thread.
class Handler {
 public:
  explicit Handler(const Desk& desk) : desk_(desk) {}

  // One turn; waits at most `wait` for replies. FailedPrecondition: the producer failed for good;
  // end the process.
  absl::Status RunOnce(absl::Duration wait);

  // OK when the stream follows, every command of the control topic is understood and no reply is of
  // a line that it has not told of yet; else what is missing.
  [[nodiscard]] absl::Status Ready() const;

  [[nodiscard]] std::uint64_t decided() const { return decided_; }
  // Replies whose words could not be opened: they stay held. Each is one too many.
  [[nodiscard]] std::uint64_t unreadable() const { return unreadable_.size(); }
  // The contacts of those that were found since the last call, to be told to an operator.
  [[nodiscard]] std::vector<ledger::ContactId> TakeUnreadable() { return std::exchange(news_, {}); }

 private:
  void Take(const ledger::ReplyHeld& held);
  const LineRules& RulesFor(const ledger::AccountId& account, const ledger::LineId& line);

  Desk desk_;
  bool streaming_ = false;
  bool behind_ = false;  // a reply waits for the control topic to tell of its line
  absl::Duration stream_again_ = absl::ZeroDuration();
  absl::flat_hash_set<ledger::EventId> deciding_;  // appended, and not durable yet
  // What RulesOf said, while the control topic stood at `rules_at_`.
  std::map<std::pair<ledger::AccountId, ledger::LineId>, LineRules> rules_;
  ledger::Offset rules_at_ = ledger::kNoOffset;
  std::uint64_t decided_ = 0;
  absl::flat_hash_set<ledger::EventId> unreadable_;
  std::vector<ledger::ContactId> news_;  // by reply
};

// What `control` has defined for a line of the account.
[[nodiscard]] LineRules RulesOf(const ledger::ControlState& control,
                                const ledger::AccountId& account, const ledger::LineId& line);

}  // namespace keyword_handler
