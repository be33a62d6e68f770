// Commands of the control topic as bytes, and back. As closed as the ledger's codec: what this
// binary does not know completely, it does not act on (law 6).
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "consent/v1/control.pb.h"

namespace ledger {

// Gives `record` the id that names its content, so that a repeat of it (the same bytes appended
// again after a crash) is a repeat. Call it last, after every other field is set.
void GiveCommandId(consent::v1::ControlRecord& record);

// Returns the value of the record for the control topic. InvalidArgument: DecodeControl() would
// refuse it, so it must not be appended: it would close every worker for good.
[[nodiscard]] absl::StatusOr<std::string> EncodeControl(const consent::v1::ControlRecord& record);

// Returns the command that `value` says. DataLoss: the bytes are no command, or hold a field, value
// or command that this version does not know; upgrade this process.
[[nodiscard]] absl::StatusOr<consent::v1::ControlRecord> DecodeControl(std::string_view value);

}  // namespace ledger
