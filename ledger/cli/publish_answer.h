// What the front door said to a batch of events, for people and scripts. Pure.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "ledger/cli/output.h"

namespace ledger::cli {

struct PublishAnswer {
  std::string text;  // a line an event: its place in the ledger, or why not and the mend
  Json json;         // the answer as it came
  // kExitOk; kExitRefused: some are refused; kExitTemporary: some must be sent again.
  int code = 0;
};

// Why the front door took nothing, as its answer says. Unavailable: the same call may be made
// again. NotFound, FailedPrecondition: it is refused. Internal: something is broken there.
[[nodiscard]] absl::Status WhyNothing(int status, const Json& answer);

// Errors as WhyNothing().
[[nodiscard]] absl::StatusOr<PublishAnswer> ReadPublishAnswer(int status, std::string_view body);

}  // namespace ledger::cli
