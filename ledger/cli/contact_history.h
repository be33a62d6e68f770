// A contact's whole history, as the commands read it.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "ledger/ports/projection.h"

namespace ledger::cli {

// The oldest first, and where it was read last.
struct FullHistory {
  std::vector<HistoryEntry> entries;
  FoldPosition position;
};

absl::StatusOr<FullHistory> LoadHistory(ProjectionQueries& projection, PartitionId partition,
                                        const ContactId& contact);

// Says that nothing is known of the contact. Unavailable: a halted partition cannot say that nobody
// is there.
[[nodiscard]] absl::Status NobodyHere(const ContactId& contact, const FoldPosition& position);

}  // namespace ledger::cli
