// One page of a segment: its members with their states. And of a campaign step's audience: who may
// still be granted the step's message, and for everyone else why not. The dispatcher's sweeps go on
// until nobody is open (law 7).
#pragma once

#include "absl/status/statusor.h"
#include "ledger/ports/projection.h"
#include "projector/fold/partition_projection.h"

namespace projector {

// InvalidArgument: a class that no campaign sends, or no limit. DataLoss: a damaged store.
absl::StatusOr<ledger::AudiencePage> ScanAudience(const Reading& reading,
                                                  const ledger::AudienceQuery& query);

// InvalidArgument: no limit. DataLoss: a damaged store.
absl::StatusOr<ledger::MembersPage> ScanMembers(const Reading& reading,
                                                const ledger::MembersQuery& query);

}  // namespace projector
