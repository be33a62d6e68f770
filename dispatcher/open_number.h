// A contact's number, opened from its envelope.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "ledger/core/ids.h"
#include "ledger/core/phone_number.h"
#include "ledger/seal/key_ring.h"

namespace dispatcher {

// Opens the number and checks that it gives the contact id again: a wrong key, or a damaged
// envelope, must never become a text to a stranger. DataLoss or NotFound: nothing may be sent.
absl::StatusOr<ledger::PhoneNumber> OpenNumber(const ledger::KeyRing& keys,
                                               const ledger::AccountId& account,
                                               const ledger::ContactId& contact,
                                               std::string_view sealed_number);

}  // namespace dispatcher
