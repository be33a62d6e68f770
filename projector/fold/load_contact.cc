#include "projector/fold/load_contact.h"

#include <string>
#include <vector>

#include "ledger/codec/state_codec.h"
#include "ledger/core/status_macros.h"

namespace projector {

absl::StatusOr<ledger::ContactState> LoadContact(const StateStore& store,
                                                 const ledger::ContactId& id) {
  ASSIGN_OR_RETURN(const std::vector<std::string> values, store.LoadContacts({&id, 1}));
  if (values[0].empty()) return ledger::ContactState();
  return ledger::DecodeContactState(values[0]);
}

}  // namespace projector
