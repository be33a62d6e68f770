// What no repeat of an append can mend, told alike by all who repeat appends.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "ledger/ports/appender.h"

namespace ledger {

// OK: a repeat may make the append durable. FailedPrecondition: none can (see AppendDone in
// appender.h); end the process. `where` names the topic.
[[nodiscard]] inline absl::Status WhyForGood(const absl::Status& status, std::string_view where) {
  if (absl::IsFailedPrecondition(status)) return status;
  if (!absl::IsInvalidArgument(status) && !absl::IsPermissionDenied(status) &&
      !absl::IsNotFound(status)) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(
      "an append to " + std::string(where) + " is refused for good (" + status.ToString() +
      "); mend what the message names (the topic, this process's rights on it, or its limits) and "
      "start the process again");
}

}  // namespace ledger
