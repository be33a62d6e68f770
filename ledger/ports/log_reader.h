// The port through which every process reads a topic: static assignment, own positions, no consumer
// group. The adapter is ledger/log (Kafka); the simulation has its own in memory.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "ledger/core/ids.h"

namespace ledger {

// One record as the log has it. Views live until the next call to Poll() of the reader that gave
// them.
struct LogRecord {
  PartitionId partition = 0;
  Offset offset = kNoOffset;
  TimeMs appended_at_ms = kNoTime;  // the broker's append time
  std::string_view key;
  std::string_view value;
  bool tombstone = false;  // the record has no value at all
};

// Thread rule: one thread owns a reader.
class LogReader {
 public:
  virtual ~LogReader() = default;

  // Starts to read `topic` at the given next offset of each partition; replaces what was assigned
  // before. OutOfRange: an offset is above the end of the log or below its start (the log is
  // shorter than our memory).
  virtual absl::Status Assign(std::string_view topic,
                              const std::map<PartitionId, Offset>& next) = 0;

  // Returns up to `max` records, in order within each partition; waits at most `wait` for the
  // first; empty when none came. DataLoss: a gap in the offsets, or an offset that is out of range.
  // Unavailable: try again. FailedPrecondition: the client has failed for good; end the process.
  virtual absl::StatusOr<std::vector<LogRecord>> Poll(std::size_t max, absl::Duration wait) = 0;

  // Asks the broker for the next offset of each partition of `topic` (the high watermark), within
  // `timeout`.
  virtual absl::StatusOr<std::map<PartitionId, Offset>> EndOffsets(std::string_view topic,
                                                                   absl::Duration timeout) = 0;
};

}  // namespace ledger
