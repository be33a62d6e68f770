// Whether the keys at hand are those that the contacts were made with.
#pragma once

#include "absl/status/status.h"
#include "ledger/control/control_state.h"
#include "ledger/seal/key_ring.h"

namespace ledger {

// Refuses keys with another pepper than the control topic records: with them every contact would
// get a second identity. FailedPrecondition names the account. An account without a recorded check
// value, or without keys here, passes. Every process that holds keys asks this before it works,
// and again whenever the control topic has grown.
[[nodiscard]] absl::Status CheckPeppers(const ControlState& state, const KeyRing& keys);

}  // namespace ledger
