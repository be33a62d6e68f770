#include "projector/rebuild/rebuild.h"

#include <filesystem>
#include <system_error>
#include <vector>

#include "ledger/core/status_macros.h"
#include "projector/fold/batch_fold.h"
#include "projector/rebuild/rebuild_store.h"

namespace projector {
namespace {

namespace fs = std::filesystem;

// Large batches: a contact that comes often is then encoded seldom.
constexpr std::size_t kRecordsPerBatch = 50'000;
const absl::Duration kPollWait = absl::Milliseconds(200);

absl::Status FromDisk(const std::error_code& error, const std::string& what) {
  return error ? absl::InternalError(what + ": " + error.message()) : absl::OkStatus();
}

absl::Status Remove(const std::string& folder) {
  std::error_code error;
  fs::remove_all(folder, error);
  return FromDisk(error, "removing " + folder);
}

absl::Status Rename(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::rename(from, to, error);
  return FromDisk(error, "renaming " + from + " to " + to);
}

// Folds the partition from its beginning into `store`.
absl::Status FoldAll(const RebuildJob& job, ledger::LogReader& reader, RebuildStore& store,
                     const std::stop_token& stop) {
  BatchFold fold(job.partition, store);
  RETURN_IF_ERROR(fold.Load());
  RETURN_IF_ERROR(reader.Assign(job.topic, {{job.partition, 0}}));
  while (fold.meta().next < job.end) {
    if (stop.stop_requested()) return absl::CancelledError("the rebuild was stopped");
    job.turn();
    const auto records = reader.Poll(kRecordsPerBatch, kPollWait);
    if (absl::IsUnavailable(records.status())) continue;
    if (!records.ok()) return records.status();
    if (records->empty()) continue;
    ASSIGN_OR_RETURN(const FoldedBatch batch, fold.Fold(*records));
    if (batch.advances) RETURN_IF_ERROR(store.Commit(batch.changes));
    fold.Accept(batch);
    if (!batch.halted_why.empty()) break;
  }
  return absl::OkStatus();
}

// The old folder stays until the new one is complete; a crash in between leaves a folder that is
// missing, which means rebuild.
absl::Status Swap(const std::string& fresh, const std::string& folder) {
  const std::string old = folder + ".old";
  RETURN_IF_ERROR(Remove(old));
  std::error_code error;
  if (fs::exists(folder, error)) RETURN_IF_ERROR(Rename(folder, old));
  RETURN_IF_ERROR(FromDisk(error, "looking at " + folder));
  RETURN_IF_ERROR(Rename(fresh, folder));
  return Remove(old);
}

}  // namespace

absl::Status RebuildPartition(const RebuildJob& job, ledger::LogReader& reader,
                              const RocksResources& resources, const std::stop_token& stop) {
  const std::string building = job.folder + ".building";
  const std::string fresh = job.folder + ".new";
  RETURN_IF_ERROR(Remove(building));
  RETURN_IF_ERROR(Remove(fresh));
  std::error_code error;
  fs::create_directories(building, error);
  RETURN_IF_ERROR(FromDisk(error, "making " + building));
  {
    RebuildStore store(resources, building);
    RETURN_IF_ERROR(FoldAll(job, reader, store, stop));
    ASSIGN_OR_RETURN(const std::vector<std::string> files, store.WriteFiles(job.turn));
    RETURN_IF_ERROR(IngestIntoFresh(resources, fresh, files));
  }
  RETURN_IF_ERROR(Swap(fresh, job.folder));
  return Remove(building);
}

}  // namespace projector
