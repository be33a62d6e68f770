// Lifts blocks of a contact, one by one: only what somebody has seen, never what comes meanwhile.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "ledger/cli/session.h"

namespace ledger::cli {

struct ResolveOptions {
  std::string contact;
  Offset position = kNoOffset;  // this block ...
  Offset up_to = kNoOffset;     // ... or all that are not newer
  std::string reason;
};

// The blocks that are meant. NotFound: none is.
absl::StatusOr<std::vector<Offset>> BlocksToResolve(const std::vector<Offset>& blocks,
                                                    Offset position, Offset up_to);

absl::StatusOr<int> ResolveBlocks(Session& session, const ResolveOptions& options);

}  // namespace ledger::cli
