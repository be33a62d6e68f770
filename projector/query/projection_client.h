// The projection's ports over gRPC, for workers and the command line. Several projectors share the
// partitions: partition p is held at address p mod n.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "ledger/ports/projection.h"
#include "ledger/ports/work_stream.h"

namespace projector {

struct ProjectionClientConfig {
  // host:port of every projector, in the order of their shards.
  std::vector<std::string> addresses;
  // The most that a query may take. Longer than projectors wait for a position bound.
  absl::Duration query_timeout = absl::Seconds(10);
};

// Neither waits for a projector: what cannot be reached is Unavailable when it is asked.
// InvalidArgument: no address.
absl::StatusOr<std::unique_ptr<ledger::ProjectionQueries>> MakeProjectionClient(
    const ProjectionClientConfig& config);
absl::StatusOr<std::unique_ptr<ledger::WorkStream>> MakeWorkStreamClient(
    const ProjectionClientConfig& config);

}  // namespace projector
