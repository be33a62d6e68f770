// From a grant to its outcome: takes granted intents out of the table, hands each to the gateway
// once, and appends what became of it. Keeps law 3: what is taken out is never put back, and
// everything that was handed over ends in exactly one SendConcluded, appended until it is durable.
#pragma once

#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/time/time.h"
#include "dispatcher/gateway/gateway.h"
#include "dispatcher/intent_table.h"
#include "ledger/outbox/event_outbox.h"
#include "ledger/seal/key_ring.h"

namespace dispatcher {

// Thread rule: one thread. All references must outlive it.
class Sender {
 public:
  // Called when an intent is settled by an outcome, before the outcome is durable.
  using Settled = std::function<void(const PendingIntent&, ledger::SendOutcome)>;

  Sender(IntentTable& table, Gateway& gateway, ledger::EventOutbox& outbox,
         const ledger::KeyRing& keys, Settled settled);

  // Hands over what is granted and fresh, up to the gateway's room; withdraws what grew too old,
  // and what belongs to a line whose gateway is down.
  void SubmitGranted(absl::Duration now);

  // Appends the outcome of every attempt that ended; waits at most `wait` for the first.
  void TakeResults(absl::Duration wait);

  // Gives back what is granted of these, `why`: what is in the table at once, what is at the
  // gateway if no byte of it has left, which the gateway's result then says.
  void Withdraw(const std::function<bool(const PendingIntent&)>& which, std::string_view why);

  [[nodiscard]] bool IsInFlight(const ledger::MessageId& message) const {
    return messages_.contains(message);
  }
  [[nodiscard]] std::size_t InFlight() const { return attempts_.size(); }

  // Whether the contact's number could not be opened once in this life: its key is missing or
  // wrong, or its envelope is damaged. To intend it again would only be granted and withdrawn
  // without end.
  [[nodiscard]] bool IsUnreadable(const ledger::ContactId& contact) const {
    return unreadable_.contains(contact);
  }
  // The contacts that became unreadable since the last call, to be told to an operator.
  [[nodiscard]] std::vector<ledger::ContactId> TakeUnreadable() { return std::exchange(news_, {}); }

 private:
  void Submit(PendingIntent intent);
  void GiveBack(const std::vector<PendingIntent>& intents, std::string_view why);
  void Conclude(const PendingIntent& intent, const AttemptResult& result);

  IntentTable& table_;
  Gateway& gateway_;
  ledger::EventOutbox& outbox_;
  const ledger::KeyRing& keys_;
  Settled settled_;
  absl::flat_hash_map<ledger::IntentId, PendingIntent> attempts_;
  absl::flat_hash_map<ledger::MessageId, ledger::IntentId> messages_;  // of attempts_
  absl::flat_hash_set<ledger::ContactId> unreadable_;
  std::vector<ledger::ContactId> news_;  // a part of unreadable_
};

}  // namespace dispatcher
