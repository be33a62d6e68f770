// One partition's projection: the fold, its store, and the door to both. One thread folds, many
// read; a reader sees a batch whole or not at all, and never anything below the position that it
// asked for (law 6).
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <span>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "ledger/ports/log_reader.h"
#include "ledger/ports/projection.h"
#include "projector/fold/batch_fold.h"
#include "projector/fold/state_store.h"
#include "projector/fold/writer_first_mutex.h"

namespace projector {

// A look at one partition. Nothing changes while it lives, so let go of it soon.
class Reading {
 public:
  [[nodiscard]] const StateStore& store() const { return *store_; }
  [[nodiscard]] const FoldMeta& meta() const { return *meta_; }
  [[nodiscard]] const ledger::FoldPosition& position() const { return position_; }

 private:
  friend class PartitionProjection;
  Reading(std::shared_lock<WriterFirstMutex> lock, const StateStore* store, const FoldMeta* meta,
          ledger::FoldPosition position)
      : lock_(std::move(lock)), store_(store), meta_(meta), position_(std::move(position)) {}

  std::shared_lock<WriterFirstMutex> lock_;
  const StateStore* store_;
  const FoldMeta* meta_;
  ledger::FoldPosition position_;
};

class PartitionProjection {
 public:
  // DataLoss: the store is damaged; rebuild.
  static absl::StatusOr<std::unique_ptr<PartitionProjection>> Open(
      ledger::PartitionId partition, std::unique_ptr<StateStore> store);

  [[nodiscard]] ledger::PartitionId partition() const { return partition_; }

  // The folding thread's side.
  //
  // Where to start reading the log; the record before the position comes once more.
  [[nodiscard]] ledger::Offset ReadFrom() const { return fold_.ReadFrom(); }
  // Call it before the log is read anew: until it shows the last folded record again, the partition
  // counts as halted.
  void AwaitSeam();
  // Folds and commits records of this partition, in order. A halted partition folds nothing and
  // says OK: its position tells; so is a log with a gap. Errors are for ending the process:
  // DataLoss (a damaged store; Damage() says it too), Internal (the disk).
  absl::Status Fold(std::span<const ledger::LogRecord> records);
  // Why the store has to be built anew; empty if no damage was met.
  [[nodiscard]] const std::string& Damage() const { return damage_; }
  // Closes the partition: nothing is folded any more, and every position says why.
  void Halt(std::string why);

  // For any thread. A partition that was opened counts as halted until its last folded record has
  // come again from the log.
  [[nodiscard]] ledger::FoldPosition Position() const;
  // Whether it is halted for good, not only for the first moment after a start.
  [[nodiscard]] bool IsClosed() const;
  // Waits at most `wait` for `at_least`. DeadlineExceeded: the bound was not reached. Unavailable:
  // it cannot be reached, because the partition is halted below it.
  absl::StatusOr<Reading> Read(ledger::Offset at_least, absl::Duration wait) const;
  // Called after every commit and halt, on the folding thread. Set before folding starts.
  void OnChange(std::function<void()> on_change) { on_change_ = std::move(on_change); }

 private:
  PartitionProjection(ledger::PartitionId partition, std::unique_ptr<StateStore> store)
      : partition_(partition), store_(std::move(store)), fold_(partition, *store_) {}

  absl::Status FoldAndCommit(std::span<const ledger::LogRecord> records);
  ledger::FoldPosition PositionUnlocked() const;

  const ledger::PartitionId partition_;
  const std::unique_ptr<StateStore> store_;
  std::string damage_;  // of the folding thread
  std::function<void()> on_change_ = [] {};
  mutable WriterFirstMutex mutex_;  // guards all below, and the store's Commit()
  mutable std::condition_variable_any changed_;
  BatchFold fold_;
  std::string halted_why_;
};

}  // namespace projector
