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
  for (const auto& [id, partition] : projection_.partitions()) {
    if (!ends_.contains(id)) {
      return absl::NotFoundError(topic_ + " has no partition " + std::to_string(id));
    }
  }
  caught_up_ = false;
  asked_at_ = clock_.Monotonic();
  HaltWhatIsShort();
  return AssignOpen();
}

bool Projector::HaltWhatIsShort() {
  bool any = false;
  for (const auto& [id, partition] : projection_.partitions()) {
    const Offset next = partition->Position().next;
    const Offset end = ends_[id];
    if (end >= next || partition->IsClosed()) continue;
    any = true;
    partition->Halt("the log ends at offset " + std::to_string(end) + ", but " +
                    std::to_string(next) +
                    " records were folded: records were lost; mend: restore the log, or `consent "
                    "log accept-truncation --partition " +
                    std::to_string(id) + "` and restart the projector with --rebuild");
  }
  return any;
}

void Projector::HaltAll(const std::string& why) {
  for (const auto& [id, partition] : projection_.partitions()) {
    if (!partition->IsClosed()) partition->Halt(why);
  }
}

absl::Status Projector::AssignOpen() {
  assigned_ = false;
  std::map<PartitionId, Offset> from;
  for (const auto& [id, partition] : projection_.partitions()) {
    if (partition->IsClosed()) continue;
    partition->AwaitSeam();
    from.emplace(id, partition->ReadFrom());
  }
  const absl::Status assigned = reader_.Assign(topic_, from);
  assigned_ = assigned.ok();
  if (!absl::IsOutOfRange(assigned) && !absl::IsDataLoss(assigned)) return assigned;
  // Which partition it was stands in the words only.
  HaltAll(std::string(assigned.message()));
  RETURN_IF_ERROR(reader_.Assign(topic_, {}));
  assigned_ = true;
  return absl::OkStatus();
}

absl::Status Projector::OnLogLoss(const absl::Status& loss) {
  assigned_ = false;
  ASSIGN_OR_RETURN(ends_, reader_.EndOffsets(topic_, kStartTimeout));
  // One loss that no end shows may be a reader's mistake: the seam is looked at once more.
  if (!HaltWhatIsShort() && lost_once_) HaltAll(std::string(loss.message()));
  lost_once_ = true;
  return AssignOpen();
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
  if (!loss_.ok() || !assigned_) {
    const absl::Status again = loss_.ok() ? AssignOpen() : OnLogLoss(loss_);
    // Nothing is assigned: whatever it was, nothing would ever come.
    if (absl::IsDeadlineExceeded(again)) return absl::UnavailableError(again.message());
    RETURN_IF_ERROR(again);
    loss_ = absl::OkStatus();
  }
  const absl::StatusOr<std::vector<LogRecord>> records = reader_.Poll(kRecordsPerBatch, wait);
  if (absl::IsDataLoss(records.status()) || absl::IsOutOfRange(records.status())) {
    loss_ = records.status();  // looked at in the next turn
    return std::size_t{0};
  }
  if (!records.ok()) return records.status();
  if (!records->empty()) lost_once_ = false;
  RETURN_IF_ERROR(FoldByPartition(*records));
  AskForEnds();
  return records->size();
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
