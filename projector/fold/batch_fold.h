// Folds batches of records into one partition's states: load what they touch, apply record by
// record (ledger/core/apply.h), and say what one atomic commit has to change. How records are cut
// into batches never shows in the result (law 5). Also keeps guard at the seam: a log that does not
// go on from the last folded record closes the partition (law 6).
#pragma once

#include <optional>
#include <span>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ledger/codec/record_codec.h"
#include "ledger/ports/log_reader.h"
#include "projector/fold/state_store.h"

namespace projector {

// What a batch comes to.
struct FoldedBatch {
  StateChanges changes;   // with the meta value behind the batch; nothing to commit if !advances
  bool advances = false;  // whether any record was folded
  bool seam_checked = false;  // whether the log was seen to go on from our last record
  std::string halted_why;     // not empty: the partition stops behind these changes
};

// Thread rule: one thread owns it. `store` must outlive it.
class BatchFold {
 public:
  BatchFold(ledger::PartitionId partition, const StateStore& store)
      : partition_(partition), store_(store) {}

  // Reads where the store stands. Call once, before anything else.
  absl::Status Load();

  // The offset to start reading at: the last folded record comes once more, to be recognised.
  [[nodiscard]] ledger::Offset ReadFrom() const { return meta_.next > 0 ? meta_.next - 1 : 0; }
  [[nodiscard]] const FoldMeta& meta() const { return meta_; }

  // Folds `records` (of this partition, in order), and changes nothing: hand the changes to
  // StateStore::Commit() if it advances, then call Accept(). DataLoss: a damaged store.
  absl::StatusOr<FoldedBatch> Fold(std::span<const ledger::LogRecord> records);
  void Accept(const FoldedBatch& batch) {
    if (batch.advances) meta_ = batch.changes.meta;
    seam_checked_ = batch.seam_checked;
  }
  // The log is read anew: it has to show the last folded record again.
  void AwaitSeam() { seam_checked_ = meta_.next == 0; }
  // Whether the log was seen to go on from the last folded record; before that, nobody may rely on
  // the projection.
  [[nodiscard]] bool seam_checked() const { return seam_checked_; }

 private:
  // Why the log does not go on from our last record; empty if it does. Takes off `records` what is
  // folded already.
  std::string CheckSeam(std::span<const ledger::LogRecord>& records, bool& checked) const;

  const ledger::PartitionId partition_;
  const StateStore& store_;
  ledger::Decoder decoder_;
  FoldMeta meta_;
  bool seam_checked_ = false;
};

}  // namespace projector
