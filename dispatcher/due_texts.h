// The texts that the fold owes, as this dispatcher knows them: answers to replies, and requests
// from outside. What is owed is the projection's to say; this only remembers what to try next, and
// when. A turn costs as much as it tries, not as much as is owed. Pure.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "ledger/ports/work_stream.h"

namespace dispatcher {

// A text that is owed, and where.
struct DueText {
  ledger::PartitionId partition = 0;
  ledger::TextDue text;
};

// Thread rule: one thread.
class DueTexts {
 public:
  // What became of the try of one text.
  enum class Tried {
    kBegun,       // an intent is under way: no more until Postpone() or Forget()
    kLater,       // it must wait, as after Postpone()
    kLaneIsFull,  // it keeps its place, and nothing more of its lane is tried now
  };

  // Adds the text of that message; one that is known keeps its place.
  void Add(ledger::PartitionId partition, ledger::TextDue text);

  // Tries what may be tried at `now`: opt-out confirmations first, then other answers, then
  // requests; among these those of one line of an account together, the oldest first. `attempt`
  // must not change what is owed.
  void TryReady(absl::Duration now, const std::function<Tried(const DueText&)>& attempt);

  // The message was denied for a passing cause: try again after a pause that grows.
  void Postpone(const ledger::MessageId& message, absl::Duration now);

  // The try under way was denied for good: nothing is owed any more as `message`, unless a newer
  // request of it came meanwhile, which is tried by itself.
  void Deny(const ledger::MessageId& message);

  // Nothing is owed any more as `message`: it was attempted.
  void Forget(const ledger::MessageId& message);

  [[nodiscard]] std::size_t size() const { return texts_.size(); }

 private:
  enum class Place { kReady, kWaiting, kBegun };
  // Urgency, account, own line, program: in one lane all texts go out from the same line.
  using Lane = std::tuple<int, ledger::AccountId, ledger::LineId, ledger::ProgramId>;
  using Turn = std::pair<ledger::Offset, ledger::MessageId>;  // by origin; else chance would order
  struct Entry {
    DueText due;
    Place place = Place::kReady;
    ledger::Offset tried = ledger::kNoOffset;  // origin of the latest try
    std::uint32_t attempts = 0;
    absl::Duration not_before = absl::ZeroDuration();  // monotonic; with kWaiting
  };

  static Lane LaneOf(const Entry& entry);
  static Turn TurnOf(const Entry& entry);
  void PutReady(Entry& entry);
  void PutWaiting(Entry& entry, absl::Duration now);
  void TakeFromPlace(const Entry& entry);

  absl::flat_hash_map<ledger::MessageId, Entry> texts_;
  std::map<Lane, std::set<Turn>> ready_;
  std::set<std::pair<absl::Duration, ledger::MessageId>> waiting_;
};

}  // namespace dispatcher
