// One contact's state out of a store, for readers; the fold loads its batch at once, see
// batch_states.h.
#pragma once

#include "absl/status/statusor.h"
#include "ledger/core/contact_state.h"
#include "projector/fold/state_store.h"

namespace projector {

// The empty state for a contact that the store does not have. DataLoss: not the bytes of a state;
// the projection has to be rebuilt.
absl::StatusOr<ledger::ContactState> LoadContact(const StateStore& store,
                                                 const ledger::ContactId& id);

}  // namespace projector
