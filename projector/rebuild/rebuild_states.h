// All states of a partition while it is rebuilt, in memory: nothing is loaded, compared or encoded
// between records, only once at the end.
#pragma once

#include <map>
#include <optional>
#include <tuple>
#include <variant>

#include "absl/container/flat_hash_map.h"
#include "ledger/codec/state_codec.h"
#include "ledger/core/event.h"
#include "projector/fold/fold_states.h"
#include "projector/rebuild/packed_states.h"

namespace projector {

// Thread rule: one thread owns it.
class RebuildStates final : public FoldStates {
 public:
  using Contacts = PackedStates<ledger::ContactId, ledger::ContactState, ledger::EncodeContactState,
                                ledger::DecodeContactState>;
  using Messages = PackedStates<ledger::MessageId, ledger::MessageState, ledger::EncodeMessageState,
                                ledger::DecodeMessageState>;
  using Seen = absl::flat_hash_map<ledger::EventId, ledger::Offset>;

  ledger::ContactState& Contact(const ledger::ContactId& id) override { return contacts_.Get(id); }
  ledger::MessageState& Message(const ledger::MessageId& id) override { return messages_.Get(id); }
  [[nodiscard]] std::optional<ledger::Offset> SeenAt(const ledger::EventId& id) const override {
    const auto at = seen_.find(id);
    return at == seen_.end() ? std::nullopt : std::optional(at->second);
  }
  void NoteSeen(const ledger::EventId& id, ledger::Offset offset) override {
    seen_.emplace(id, offset);
  }
  absl::StatusOr<ledger::StepResult*> Result(const ledger::StepKey& key) override {
    // Most records are about the step of the one before.
    if (latest_ == results_.end() || latest_->first != key) {
      bool fresh = false;
      std::tie(latest_, fresh) = results_.try_emplace(key);
      if (fresh) latest_->second.step = key.step;
    }
    return &latest_->second;
  }

  // Brings what the fold of `record` will look at closer to the processor, in two steps with other
  // records in between: there are too many states for its caches, and waiting takes longer than
  // folding.
  void PrefetchPlaces(const ledger::Record& record) const {
    const auto* event = std::get_if<ledger::Event>(&record.content);
    if (event == nullptr) return;
    seen_.prefetch(event->id);
    contacts_.PrefetchPlace(record.contact);
    messages_.PrefetchPlace(ledger::MessageOf(event->fact));
  }
  void PrefetchStates(const ledger::Record& record) const {
    const auto* event = std::get_if<ledger::Event>(&record.content);
    if (event == nullptr) return;
    contacts_.PrefetchState(record.contact);
    messages_.PrefetchState(ledger::MessageOf(event->fact));
  }

  // Makes room where more than `limit` states are kept as objects. Ends the life of all references.
  void Pack(std::size_t limit) {
    contacts_.Pack(limit);
    messages_.Pack(limit);
  }

  [[nodiscard]] const Contacts& contacts() const { return contacts_; }
  [[nodiscard]] const Messages& messages() const { return messages_; }
  [[nodiscard]] const Seen& seen() const { return seen_; }
  [[nodiscard]] const std::map<ledger::StepKey, ledger::StepResult>& results() const {
    return results_;
  }

 private:
  Contacts contacts_;
  Messages messages_;
  Seen seen_;
  std::map<ledger::StepKey, ledger::StepResult> results_;
  std::map<ledger::StepKey, ledger::StepResult>::iterator latest_ = results_.end();
};

}  // namespace projector
