#include "projector/fold/partition_projection.h"

#include <utility>

#include "absl/time/time.h"
#include "ledger/core/status_macros.h"

namespace projector {

absl::StatusOr<std::unique_ptr<PartitionProjection>> PartitionProjection::Open(
    ledger::PartitionId partition, std::unique_ptr<StateStore> store) {
  // The constructor is private, so make_unique cannot reach it.
  auto opened =
      std::unique_ptr<PartitionProjection>(new PartitionProjection(partition, std::move(store)));
  RETURN_IF_ERROR(opened->fold_.Load());
  return opened;
}

absl::Status PartitionProjection::Fold(std::span<const ledger::LogRecord> records) {
  const absl::Status status = FoldAndCommit(records);
  if (absl::IsDataLoss(status)) damage_ = std::string(status.message());
  return status;
}

absl::Status PartitionProjection::FoldAndCommit(std::span<const ledger::LogRecord> records) {
  // Only this thread changes these, so it may look at them without the lock.
  if (!halted_why_.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(FoldedBatch batch, fold_.Fold(records));
  const bool news = batch.seam_checked != fold_.seam_checked();
  if (!batch.advances && batch.halted_why.empty() && !news) return absl::OkStatus();
  {
    const std::unique_lock lock(mutex_);
    if (batch.advances) RETURN_IF_ERROR(store_->Commit(batch.changes));
    fold_.Accept(batch);
    halted_why_ = std::move(batch.halted_why);
  }
  changed_.notify_all();
  on_change_();
  return absl::OkStatus();
}

void PartitionProjection::AwaitSeam() {
  {
    const std::unique_lock lock(mutex_);
    fold_.AwaitSeam();
  }
  changed_.notify_all();
  on_change_();
}

void PartitionProjection::Halt(std::string why) {
  {
    const std::unique_lock lock(mutex_);
    if (halted_why_.empty()) halted_why_ = std::move(why);
  }
  changed_.notify_all();
  on_change_();
}

ledger::FoldPosition PartitionProjection::PositionUnlocked() const {
  ledger::FoldPosition position;
  position.partition = partition_;
  position.next = fold_.meta().next;
  position.time_ms = fold_.meta().partition.time_ms;
  position.epoch = fold_.meta().partition.epoch;
  position.halted_why = halted_why_;
  if (halted_why_.empty() && !fold_.seam_checked()) {
    position.halted_why = "the log has not been seen to go on from the last folded record yet";
  }
  position.halted = !position.halted_why.empty();
  return position;
}

ledger::FoldPosition PartitionProjection::Position() const {
  const std::shared_lock lock(mutex_);
  return PositionUnlocked();
}

bool PartitionProjection::IsClosed() const {
  const std::shared_lock lock(mutex_);
  return !halted_why_.empty();
}

absl::StatusOr<Reading> PartitionProjection::Read(ledger::Offset at_least,
                                                  absl::Duration wait) const {
  std::shared_lock lock(mutex_);
  const auto reached = [&] { return fold_.meta().next >= at_least; };
  const auto settled = [&] { return reached() || !halted_why_.empty(); };
  if (!settled() && wait > absl::ZeroDuration()) {
    changed_.wait_for(lock, absl::ToChronoMilliseconds(wait), settled);
  }
  if (!reached()) {
    const std::string where = "partition " + std::to_string(partition_) + " is folded up to " +
                              std::to_string(fold_.meta().next) + ", not up to " +
                              std::to_string(at_least);
    if (!halted_why_.empty()) {
      return absl::UnavailableError(where + ", and is halted: " + halted_why_);
    }
    return absl::DeadlineExceededError(where + " in time");
  }
  ledger::FoldPosition position = PositionUnlocked();
  return Reading(std::move(lock), store_.get(), &fold_.meta(), std::move(position));
}

}  // namespace projector
