// The texts that the fold owes, as this dispatcher knows them: answers to replies, and requests
// from outside. What is owed is the projection's to say; this only remembers what to try next, and
// when. Pure.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "ledger/ports/work_stream.h"

namespace dispatcher {

// A text that is owed, and where.
struct DueText {
  ledger::PartitionId partition = 0;
  ledger::TextDue text;
  std::uint32_t attempts = 0;
  absl::Duration not_before = absl::ZeroDuration();  // monotonic
};

// Thread rule: one thread.
class DueTexts {
 public:
  // Adds or replaces the text of that message.
  void Add(ledger::PartitionId partition, ledger::TextDue text);

  // What may be tried at `now`, the most urgent first: opt-out confirmations (five minutes by law),
  // then other answers, then requests. Pointers live until the next change.
  [[nodiscard]] std::vector<DueText*> Ready(absl::Duration now);

  // The message was denied for a passing cause: try again after a pause that grows.
  void Postpone(const ledger::MessageId& message, absl::Duration now);

  // Nothing is owed any more as `message`: it was attempted, or denied for good.
  void Forget(const ledger::MessageId& message) { texts_.erase(message); }

  [[nodiscard]] std::size_t size() const { return texts_.size(); }

 private:
  absl::flat_hash_map<ledger::MessageId, DueText> texts_;
};

}  // namespace dispatcher
