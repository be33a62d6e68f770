#include "projector/rebuild/memory_keeper.h"

#include "ledger/core/status_macros.h"

namespace projector {
namespace {

// What a lost folder and a kill in one moment could forget.
const absl::Duration kKeepEvery = absl::Seconds(3);

}  // namespace

absl::Status MemoryKeeper::KeepOne(const PartitionProjection& partition) {
  const bool closed = partition.IsClosed();
  LogMemory memory;
  {
    ASSIGN_OR_RETURN(const Reading reading, partition.Read(0, absl::ZeroDuration()));
    memory = MemoryOf(reading.meta());
  }
  const std::string path = MemoryPath(FolderOf(data_dir_, partition.partition()));
  Kept& kept = kept_[partition.partition()];
  kept.closed = closed;
  memory.doubt = partition.Damage();
  if (memory == kept.memory) return absl::OkStatus();
  // What is closed may stand over less than was known.
  const absl::StatusOr<LogMemory> saved = LoadMemory(path);
  if (closed && !saved.ok()) return absl::OkStatus();
  if (saved.ok()) memory = LaterOf(memory, *saved);
  if (!saved.ok() || memory != *saved) RETURN_IF_ERROR(SaveMemory(path, memory));
  kept.memory = memory;
  return absl::OkStatus();
}

absl::Status MemoryKeeper::KeepAll() {
  for (const auto& [id, partition] : projection_.partitions()) {
    RETURN_IF_ERROR(KeepOne(*partition));
  }
  return absl::OkStatus();
}

absl::Status MemoryKeeper::Keep(absl::Duration now) {
  const bool due = now - kept_at_ >= kKeepEvery;
  if (due) kept_at_ = now;
  for (const auto& [id, partition] : projection_.partitions()) {
    if (due || partition->IsClosed() != kept_[id].closed) RETURN_IF_ERROR(KeepOne(*partition));
  }
  return absl::OkStatus();
}

}  // namespace projector
