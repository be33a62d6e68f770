// The port that remembers how far a topic was handled, durably. A repeat after a crash must be
// harmless for who uses it: positions are stored after the work, never before. The adapter is
// ledger/log (Kafka); tests have their own in memory.
#pragma once

#include <map>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "ledger/core/ids.h"

namespace ledger {

// Thread rule: one thread owns a store.
class PositionStore {
 public:
  virtual ~PositionStore() = default;

  // The next offset of each partition that has one stored, within `timeout`. Unavailable,
  // DeadlineExceeded: try again; nothing may be concluded.
  virtual absl::StatusOr<std::map<PartitionId, Offset>> Load(absl::Duration timeout) = 0;

  // OK: the positions are durable. Any error: they may or may not be; try again later.
  virtual absl::Status Store(const std::map<PartitionId, Offset>& next, absl::Duration timeout) = 0;
};

}  // namespace ledger
