// The same work for several partitions on a few threads: partitions know nothing of each other, and
// one at a time leaves processors idle. No law looks across partitions, so none can be broken here.
#pragma once

#include <cstddef>
#include <functional>

#include "absl/status/status.h"

namespace projector {

// How many partitions are opened or rebuilt at a time: one for each processor, but few, for each
// takes memory of its own.
[[nodiscard]] std::size_t PartitionsAtATime();

// Calls `work` with 0 to `count` - 1, on up to `threads` threads, and returns when all calls have
// returned: OK, or the failure with the lowest number. After a failure no other call is begun.
// REQUIRES: `work` may be called by several threads at once.
absl::Status SideBySide(std::size_t count, std::size_t threads,
                        const std::function<absl::Status(std::size_t)>& work);

}  // namespace projector
