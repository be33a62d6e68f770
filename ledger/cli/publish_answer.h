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
  // kExitOk; kExitPartial: some are refused; kExitTemporary: some must be sent again.
  int code = 0;
};

// Unavailable: nothing was taken, and the same call may be made again. InvalidArgument: nothing was
// taken, and the message says why.
[[nodiscard]] absl::StatusOr<PublishAnswer> ReadPublishAnswer(int status, std::string_view body);

}  // namespace ledger::cli
