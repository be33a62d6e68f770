// Reads the intake topic: each record becomes an event in the ledger, or a record in the rejected
// topic with its block. Keeps law 4 without transactions: the position moves only behind what is
// durable, and what is handled again after a crash has the same ids.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "consent/v1/intake.pb.h"
#include "ledger/door/admitter.h"
#include "ledger/door/append_queue.h"
#include "ledger/door/control_view.h"
#include "ledger/door/rejection_writer.h"
#include "ledger/ports/log_reader.h"
#include "ledger/ports/position_store.h"

namespace ledger {

// Records that are admitted and appended together.
inline constexpr std::size_t kIntakeBatchMax = 2000;
// How often the position is stored; after a crash at most that much is handled again.
inline constexpr absl::Duration kPositionPeriod = absl::Seconds(1);
// With a record that has waited longer in the topic, the intake is not caught up.
inline constexpr absl::Duration kIntakeBehindMax = absl::Seconds(30);

struct IntakePorts {
  LogReader& log;
  PositionStore& positions;
  AppendQueue& queue;
  const RejectionWriter& rejections;
  ControlView& control;
  const Admitter& admitter;
};

// Thread rule: one thread.
class IntakeConsumer {
 public:
  IntakeConsumer(std::string topic, LedgerTopic ledger, const IntakePorts& ports)
      : topic_(std::move(topic)), ledger_(std::move(ledger)), ports_(ports) {}

  // Begins at the stored positions, or at `first` (where the topic begins) for partitions that have
  // none. OutOfRange: records before the position's end are lost; an operator must look.
  // Unavailable, DeadlineExceeded: try again.
  absl::Status Start(const std::map<PartitionId, Offset>& first);

  // Handles one batch to its end, however long the broker stays away. Cancelled: `stop` came first,
  // and the position stayed behind what is not durable. FailedPrecondition: an append is refused
  // for good; end the process. Other errors as LogReader::Poll().
  absl::Status RunOnce(const std::stop_token& stop, absl::Duration wait);

  // Until the stop; then stores the position.
  absl::Status Run(const std::stop_token& stop);

  // OK: no record has waited for long. Thread-safe.
  [[nodiscard]] absl::Status Ready() const;

  // The next offset of each partition: all below it is durable.
  [[nodiscard]] const std::map<PartitionId, Offset>& positions() const { return next_; }

 private:
  struct Refused {
    Rejected rejected;
    RefusedInput input;
  };

  // The records to append, the event and what follows from it; and what was refused, the event or
  // of what follows.
  struct Admitting {
    std::vector<OutgoingRecord> records;
    std::optional<Refused> refused;
  };
  absl::StatusOr<Admitting> AdmitOne(const LogRecord& record);
  // How long the oldest record in hand has waited since it was appended.
  [[nodiscard]] absl::Duration Behind() const;
  absl::StatusOr<Admission> Decide(const Admitter::Decide& decide);
  absl::Status HandleOne(const LogRecord& record, const std::stop_token& stop);
  absl::Status Flush(const std::stop_token& stop);
  absl::Status Reject(const Refused& refused, std::string_view bytes, const std::stop_token& stop);
  void StorePositions();
  [[nodiscard]] bool Pause(const std::stop_token& stop, absl::Duration wait) const;

  const std::string topic_;
  const LedgerTopic ledger_;
  const IntakePorts ports_;
  std::vector<OutgoingRecord> batch_;      // admitted, not durable yet
  std::map<PartitionId, Offset> reached_;  // behind what is in the batch
  std::map<PartitionId, Offset> next_;     // behind what is durable
  std::map<PartitionId, Offset> stored_;
  absl::Duration stored_at_ = absl::ZeroDuration();
  std::atomic<TimeMs> oldest_ms_{kNoTime};  // when the oldest in hand was appended
};

}  // namespace ledger
