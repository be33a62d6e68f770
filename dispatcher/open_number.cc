#include "dispatcher/open_number.h"

#include "ledger/core/status_macros.h"

namespace dispatcher {

absl::StatusOr<ledger::PhoneNumber> OpenNumber(const ledger::KeyRing& keys,
                                               const ledger::AccountId& account,
                                               const ledger::ContactId& contact,
                                               std::string_view sealed_number) {
  ASSIGN_OR_RETURN(const ledger::Personal person, keys.Open(account, contact, sealed_number));
  ASSIGN_OR_RETURN(ledger::PhoneNumber number, ledger::PhoneNumber::Parse(person.number));
  ASSIGN_OR_RETURN(const ledger::ContactId owner, keys.ContactIdOf(account, number));
  if (owner != contact) return absl::DataLossError("the sealed number is of another contact");
  return number;
}

}  // namespace dispatcher
