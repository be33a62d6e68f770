// The projector's loop: reads the ledger topic and folds it into the partitions of this process,
// one thread for all. Knows neither Kafka nor RocksDB nor gRPC, so the simulation can run it.
#pragma once

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "ledger/ports/clock.h"
#include "ledger/ports/log_reader.h"
#include "projector/fold/local_projection.h"

namespace projector {

// Thread rule: one thread owns it. All references must outlive it.
class Projector {
 public:
  Projector(std::string topic, ledger::LogReader& reader, LocalProjection& projection,
            const ledger::Clock& clock)
      : topic_(std::move(topic)), reader_(reader), projection_(projection), clock_(clock) {}

  // Begins to read where each partition stands. A partition whose log ends before that is halted;
  // the others go on. Unavailable, DeadlineExceeded: try again.
  absl::Status Start();

  // Reads and folds once; waits at most `wait` for the first record. Returns how many records came.
  // A log that lost records halts the partition. Unavailable: the broker is away; call it again.
  // Other errors are for ending the process: DataLoss (a damaged store, see
  // PartitionProjection::Damage()), Internal (the disk), FailedPrecondition (the client).
  absl::StatusOr<std::size_t> RunOnce(absl::Duration wait);

  // OK once every partition has reached an end of the log that was asked for after Start(), and
  // none is halted; else why not.
  [[nodiscard]] absl::Status Ready() const;
  // Records that are in the log and not folded yet, as last asked, for each partition.
  [[nodiscard]] const std::map<ledger::PartitionId, ledger::Offset>& lag() const { return lag_; }

 private:
  // Halts partitions whose log ends before what was folded; whether there was any.
  bool HaltWhatIsShort();
  void HaltAll(const std::string& why);
  // Reads what is not closed from where it stands.
  absl::Status AssignOpen();
  absl::Status OnLogLoss(const absl::Status& loss);
  absl::Status FoldByPartition(const std::vector<ledger::LogRecord>& records);
  void AskForEnds();

  const std::string topic_;
  ledger::LogReader& reader_;
  LocalProjection& projection_;
  const ledger::Clock& clock_;
  std::map<ledger::PartitionId, ledger::Offset> ends_;  // as last asked
  std::map<ledger::PartitionId, ledger::Offset> lag_;
  bool caught_up_ = false;
  bool assigned_ = false;
  absl::Status loss_;       // what the reader said of the log, until it was looked at
  bool lost_once_ = false;  // the log was said to be lost, and no record came since
  absl::Duration asked_at_ = -absl::InfiniteDuration();
};

}  // namespace projector
