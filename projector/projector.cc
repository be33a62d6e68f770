#include "projector/projector.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "ledger/core/status_macros.h"

namespace projector {
namespace {

using ledger::LogRecord;
using ledger::Offset;
using ledger::PartitionId;

// Bigger batches when behind: what is touched twice is written once.
constexpr std::size_t kRecordsPerBatch = 10'000;
const absl::Duration kAskEvery = absl::Seconds(1);
const absl::Duration kAskTimeout = absl::Milliseconds(500);
const absl::Duration kStartTimeout = absl::Seconds(10);

}  // namespace

absl::Status Projector::Start() {
  ASSIGN_OR_RETURN(ends_, reader_.EndOffsets(topic_, kStartTimeout));
  std::map<PartitionId, Offset> from;
  for (const auto& [id, partition] : projection_.partitions()) {
    const Offset next = partition->Position().next;
    const auto end = ends_.find(id);
    if (end == ends_.end()) {
      return absl::NotFoundError(topic_ + " has no partition " + std::to_string(id));
    }
    if (end->second < next) {
      partition->Halt("the log ends at offset " + std::to_string(end->second) + ", but " +
                      std::to_string(next) +
                      " records were folded: records were lost; accept the truncation and rebuild");
      continue;
    }
    from.emplace(id, partition->ReadFrom());
  }
  caught_up_ = false;
  asked_at_ = clock_.Monotonic();
  return from.empty() ? absl::OkStatus() : reader_.Assign(topic_, from);
}

absl::Status Projector::FoldByPartition(const std::vector<LogRecord>& records) {
  std::map<PartitionId, std::vector<LogRecord>> by_partition;
  for (const LogRecord& record : records) by_partition[record.partition].push_back(record);
  for (const auto& [id, share] : by_partition) {
    PartitionProjection* partition = projection_.Find(id);
    if (partition == nullptr) continue;
    RETURN_IF_ERROR(partition->Fold(share));
  }
  return absl::OkStatus();
}

void Projector::AskForEnds() {
  const absl::Duration now = clock_.Monotonic();
  if (now - asked_at_ < kAskEvery) return;
  asked_at_ = now;
  // Judged by the ends as they were: under load a new end is always ahead.
  caught_up_ = std::all_of(
      projection_.partitions().begin(), projection_.partitions().end(), [&](const auto& entry) {
        const auto end = ends_.find(entry.first);
        return end != ends_.end() && entry.second->Position().next >= end->second;
      });
  auto ends = reader_.EndOffsets(topic_, kAskTimeout);
  if (!ends.ok()) {
    // Whoever cannot ask does not know.
    caught_up_ = false;
    return;
  }
  ends_ = *std::move(ends);
  for (const auto& [id, partition] : projection_.partitions()) {
    lag_[id] = std::max<Offset>(0, ends_[id] - partition->Position().next);
  }
}

absl::StatusOr<std::size_t> Projector::RunOnce(absl::Duration wait) {
  ASSIGN_OR_RETURN(const std::vector<LogRecord> records, reader_.Poll(kRecordsPerBatch, wait));
  RETURN_IF_ERROR(FoldByPartition(records));
  AskForEnds();
  return records.size();
}

absl::Status Projector::Ready() const {
  for (const auto& [id, partition] : projection_.partitions()) {
    const ledger::FoldPosition position = partition->Position();
    if (position.halted) {
      return absl::UnavailableError("partition " + std::to_string(id) +
                                    " is halted: " + position.halted_why);
    }
  }
  if (!caught_up_) return absl::UnavailableError("still behind the log");
  return absl::OkStatus();
}

}  // namespace projector
