// The projection's ports over gRPC, for workers and the command line. Several projectors share the
// partitions: partition p is held at address p mod n.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "ledger/ports/projection.h"
#include "ledger/ports/work_stream.h"

namespace projector {

// `addresses`: host:port of every projector, in the order of their shards. REQUIRES: at least one.
// Nobody waits for a projector here: what cannot be reached is Unavailable when it is asked.

// A query takes `timeout` at most; longer than projectors wait for a position bound.
std::unique_ptr<ledger::ProjectionQueries> MakeProjectionQueries(
    const std::vector<std::string>& addresses, absl::Duration timeout = absl::Seconds(10));
std::unique_ptr<ledger::WorkStream> MakeWorkStream(const std::vector<std::string>& addresses);

}  // namespace projector
