// The states that one batch works on: loaded together, changed in memory, written back together
// with all that follows from the difference (segments, counters, work, digest). Internal to
// BatchFold.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ledger/core/contact_state.h"
#include "ledger/core/event.h"
#include "ledger/core/message_state.h"
#include "projector/fold/fold_states.h"
#include "projector/fold/state_store.h"

namespace projector {

// Thread rule: one thread owns it. `store` must outlive it.
class BatchStates final : public FoldStates {
 public:
  explicit BatchStates(const StateStore& store) : store_(store) {}

  // Loads whatever `records` touch.
  absl::Status Load(std::span<const ledger::Record> records);

  // REQUIRES: named by one of the loaded records. Pointers live as long as this object.
  ledger::ContactState& Contact(const ledger::ContactId& id) override {
    return contacts_.at(id).state;
  }
  ledger::MessageState& Message(const ledger::MessageId& id) override {
    return messages_.at(id).state;
  }
  [[nodiscard]] std::optional<ledger::Offset> SeenAt(const ledger::EventId& id) const override;
  void NoteSeen(const ledger::EventId& id, ledger::Offset offset) override;
  // The counts of a step, loaded when first asked for.
  absl::StatusOr<ledger::StepResult*> Result(const ledger::StepKey& key) override;

  // Writes all that became different into `changes`, and moves its digest along.
  absl::Status Collect(StateChanges& changes);

 private:
  template <typename State>
  struct Loaded {
    std::string before_bytes;
    State before;
    State state;
  };
  using Counters = absl::flat_hash_map<SegmentKey, std::int64_t>;

  void CollectSegments(const ledger::ContactId& id, const Loaded<ledger::ContactState>& contact,
                       Counters& counters, StateChanges& changes);

  const StateStore& store_;
  absl::flat_hash_map<ledger::ContactId, Loaded<ledger::ContactState>> contacts_;
  absl::flat_hash_map<ledger::MessageId, Loaded<ledger::MessageState>> messages_;
  absl::flat_hash_map<ledger::EventId, ledger::Offset> seen_;
  std::vector<std::pair<ledger::EventId, ledger::Offset>> newly_seen_;
  std::map<ledger::StepKey, ledger::StepResult> results_;
};

}  // namespace projector
