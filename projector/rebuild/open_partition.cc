#include "projector/rebuild/open_partition.h"

#include <string>
#include <utility>

#include "ledger/core/status_macros.h"
#include "projector/fold/memory_store.h"
#include "projector/store/rocks_store.h"

namespace projector {
namespace {

using Opened = std::unique_ptr<PartitionProjection>;

absl::StatusOr<Opened> OpenFolder(const OpenJob& job, const RocksResources& resources) {
  ASSIGN_OR_RETURN(auto store, RocksStore::Open(job.rebuild.folder, resources));
  return PartitionProjection::Open(job.rebuild.partition, std::move(store));
}

// Whether a new folder is the answer.
bool IsRebuildable(const absl::Status& status) {
  return absl::IsFailedPrecondition(status) || absl::IsDataLoss(status);
}

absl::StatusOr<LogMemory> MemoryIn(const PartitionProjection& partition) {
  ASSIGN_OR_RETURN(const Reading reading, partition.Read(0, absl::ZeroDuration()));
  return MemoryOf(reading.meta());
}

// Why the folder that was opened cannot be gone on with.
absl::Status WhyAnew(const OpenJob& job, const LogMemory& memory, ledger::Offset next) {
  if (job.anew) return absl::AbortedError("it was asked for");
  if (!memory.doubt.empty()) return absl::DataLossError(memory.doubt);
  if (next < memory.next) {
    return absl::DataLossError("the folder stands at offset " + std::to_string(next) +
                               ", but the log was folded up to " + std::to_string(memory.next));
  }
  if (next > job.rebuild.end) {
    return absl::DataLossError("the folder stands at offset " + std::to_string(next) +
                               ", but the log ends at " + std::to_string(job.rebuild.end));
  }
  if (next == 0 && job.rebuild.end >= job.rebuild_from) return absl::AbortedError("it is empty");
  return absl::OkStatus();
}

// Nobody can rely on it; it shows what the old folder knows, if that can still be read.
absl::StatusOr<Opened> OpenClosed(const OpenJob& job, const RocksResources& resources,
                                  const absl::Status& why) {
  absl::StatusOr<Opened> opened = OpenFolder(job, resources);
  if (IsRebuildable(opened.status())) {
    opened = PartitionProjection::Open(job.rebuild.partition, std::make_unique<MemoryStore>());
  }
  if (opened.ok()) (*opened)->Halt(std::string(why.message()));
  return opened;
}

}  // namespace

absl::StatusOr<Opened> OpenPartition(const OpenJob& job, const RocksResources& resources,
                                     const std::stop_token& stop) {
  const std::string path = MemoryPath(job.rebuild.folder);
  const absl::StatusOr<LogMemory> remembered = LoadMemory(path);
  if (absl::IsDataLoss(remembered.status())) {
    return OpenClosed(job, resources, remembered.status());
  }
  RETURN_IF_ERROR(remembered.status());
  RebuildJob rebuild = job.rebuild;
  rebuild.memory = *remembered;
  absl::StatusOr<Opened> opened = OpenFolder(job, resources);
  absl::Status why = opened.status();
  if (opened.ok()) {
    ASSIGN_OR_RETURN(const LogMemory folder, MemoryIn(**opened));
    rebuild.memory = LaterOf(*remembered, folder);
    why = WhyAnew(job, *remembered, folder.next);
    if (why.ok()) return opened;
    opened->reset();
    // The folder's own memory goes with it, so it is kept first.
    RETURN_IF_ERROR(SaveMemory(path, rebuild.memory));
  } else if (!IsRebuildable(why)) {
    return why;
  }
  job.on_rebuild(why);
  ASSIGN_OR_RETURN(const std::unique_ptr<ledger::LogReader> reader, job.make_reader());
  const absl::Status rebuilt = RebuildPartition(rebuild, *reader, resources, stop);
  if (absl::IsDataLoss(rebuilt) || absl::IsOutOfRange(rebuilt)) {
    return OpenClosed(job, resources, rebuilt);
  }
  RETURN_IF_ERROR(rebuilt);
  ASSIGN_OR_RETURN(Opened fresh, OpenFolder(job, resources));
  ASSIGN_OR_RETURN(const LogMemory memory, MemoryIn(*fresh));
  RETURN_IF_ERROR(SaveMemory(path, memory));
  return fresh;
}

}  // namespace projector
