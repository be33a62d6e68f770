#include "ledger/cli/named.h"

#include "ledger/control/definitions.h"
#include "ledger/runtime/zone_names.h"

namespace ledger::cli {

absl::Status CheckTemplateOf(const Account& account, const std::string& key) {
  if (HasTemplate(account, key)) return absl::OkStatus();
  return absl::NotFoundError("account " + account.id.value() + " has no template '" + key +
                             "'; see: consent template list");
}

absl::Status CheckLineShape(const std::string& flag, const std::string& line) {
  if (IsLine(line)) return absl::OkStatus();
  return absl::InvalidArgumentError(flag + ": '" + line +
                                    "' is no line; write a number like +14155550100, or a short "
                                    "code of 3 to 8 digits");
}

absl::Status CheckZone(const std::string& flag, const std::string& tzid) {
  if (IsZoneName(tzid)) return absl::OkStatus();
  return absl::InvalidArgumentError(flag + ": '" + tzid +
                                    "' is no zone of the IANA database that is here; write a "
                                    "name such as America/Chicago, or upgrade tzdata");
}

absl::Status CheckLineOf(const ControlState& control, const Account& account,
                         const std::string& flag, const std::string& line) {
  if (absl::Status shape = CheckLineShape(flag, line); !shape.ok()) return shape;
  if (HasLine(control.lines(), account.id, line)) return absl::OkStatus();
  return absl::NotFoundError(flag + ": account " + account.id.value() + " has no line " + line +
                             "; see: consent line list");
}

}  // namespace ledger::cli
