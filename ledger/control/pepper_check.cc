#include "ledger/control/pepper_check.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"

namespace ledger {

absl::Status CheckPeppers(const ControlState& state, const KeyRing& keys) {
  for (const auto& [id, account] : state.accounts()) {
    const std::string& recorded = account.definition.pepper_check();
    if (recorded.empty() || !keys.Knows(id)) continue;
    ASSIGN_OR_RETURN(const std::string ours, keys.PepperCheck(id));
    if (absl::HexStringToBytes(ToAbsl(ours)) == recorded) continue;
    return absl::FailedPreconditionError(
        absl::StrCat("the key file has another pepper for account \"", id.value(),
                     "\" than its contacts were made with; give the right keys-file"));
  }
  return absl::OkStatus();
}

}  // namespace ledger
