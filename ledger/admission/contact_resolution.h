// Whose event it is: from a number in any format, or from a contact id. Comes first in admission,
// so that whatever is refused later can block its contact.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "ledger/admission/complaint.h"
#include "ledger/core/phone_number.h"
#include "ledger/seal/key_ring.h"

namespace ledger {

struct ResolvedContact {
  ContactId contact;
  std::optional<PhoneNumber> number;  // none: only the contact id was given
};

// Reads `number` in `region`. Nothing, and a complaint: it cannot be read.
[[nodiscard]] std::optional<PhoneNumber> ReadNumber(std::string_view field, std::string_view number,
                                                    std::string_view region,
                                                    Complaints& complaints);

// Nothing, and a complaint: there is neither, one cannot be read, or they contradict each other.
// NotFound: the account has no keys here, which is no fault of the input.
[[nodiscard]] absl::StatusOr<std::optional<ResolvedContact>> ResolveContact(
    const AccountId& account, std::string_view number, std::string_view region,
    std::string_view contact_id, const KeyRing& keys, Complaints& complaints);

}  // namespace ledger
