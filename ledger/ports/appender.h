// The port through which every process appends to a topic. The adapter is ledger/log (Kafka); the
// simulation has its own in memory. Keeps law 4: success is reported only for what is durable.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "ledger/core/ids.h"

namespace ledger {

// Where an append ended. `offset` is the record's own offset.
struct Appended {
  PartitionId partition = 0;
  Offset offset = kNoOffset;
  TimeMs appended_at_ms =
      kNoTime;  // the broker's append time, if the topic stamps it; else kNoTime
};

// One record to append. The partition is chosen by the caller, always (see
// ledger/core/partitioner.h).
struct OutgoingRecord {
  std::string topic;
  PartitionId partition = 0;
  std::string key;
  std::string value;
  std::vector<std::pair<std::string, std::string>> headers;
};

// Called once, from within Poll() or Flush(), on the thread that calls these.
// OK: the record is durable (acks=all). Unavailable: it certainly was not written, and may be tried
// again. Unknown: it may or may not be in the log; the caller keeps whatever it holds for it, and
// event ids make a second append harmless. FailedPrecondition: the producer has failed for good;
// end the process. InvalidArgument, PermissionDenied, NotFound: it certainly was not written, and
// trying again does not help until what the message names is mended.
using AppendDone = std::function<void(absl::StatusOr<Appended>)>;

// Thread rule: one thread owns an appender.
class Appender {
 public:
  virtual ~Appender() = default;

  // Queues `record`. Returns ResourceExhausted when the local queue is full (call Poll() and try
  // again), and then `done` is not called. Records of one partition keep their order.
  virtual absl::Status Append(OutgoingRecord record, AppendDone done) = 0;

  // Runs the callbacks that are due; waits at most `wait` for the first.
  virtual void Poll(absl::Duration wait) = 0;

  // Polls until nothing is in flight, at most `wait`. DeadlineExceeded says how many records
  // remain.
  virtual absl::Status Flush(absl::Duration wait) = 0;
};

}  // namespace ledger
