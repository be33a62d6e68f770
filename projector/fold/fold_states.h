// The states that the fold of one record works on, wherever they come from: one batch's share of a
// store (BatchStates), or all of a partition in memory (the rebuild).
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "ledger/core/contact_state.h"
#include "ledger/core/ids.h"
#include "ledger/core/message_state.h"
#include "ledger/core/partition_state.h"
#include "ledger/ports/projection.h"
#include "projector/fold/mix_hash.h"

namespace projector {

// Thread rule: one thread owns it.
class FoldStates {
 public:
  virtual ~FoldStates() = default;

  // A fresh state if nothing is known of the id. References live until the next record is folded.
  virtual ledger::ContactState& Contact(const ledger::ContactId& id) = 0;
  virtual ledger::MessageState& Message(const ledger::MessageId& id) = 0;
  // Where an event with this id was folded first.
  [[nodiscard]] virtual std::optional<ledger::Offset> SeenAt(const ledger::EventId& id) const = 0;
  virtual void NoteSeen(const ledger::EventId& id, ledger::Offset offset) = 0;
  // The counts of a step.
  virtual absl::StatusOr<ledger::StepResult*> Result(const ledger::StepKey& key) = 0;
};

// What a stored state adds to the running digest. Contacts and messages have seeds of their own, so
// that they cannot cancel each other out.
[[nodiscard]] inline Hash128 ContactHash(const ledger::ContactId& id, std::string_view bytes) {
  return MixHash(bytes, MixHash(id.view(), 0x636f6e74).low);
}
[[nodiscard]] inline Hash128 MessageHash(const ledger::MessageId& id, std::string_view bytes) {
  return MixHash(bytes, MixHash(id.view(), 0x6d657373).low);
}

}  // namespace projector
