#include "projector/rebuild/rebuild.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <span>
#include <system_error>
#include <utility>
#include <vector>

#include "ledger/codec/record_codec.h"
#include "ledger/core/status_macros.h"
#include "projector/fold/record_fold.h"
#include "projector/rebuild/rebuild_files.h"

namespace projector {
namespace {

namespace fs = std::filesystem;

// The most that is decoded between two looks at the stop token.
constexpr std::size_t kRecordsPerBatch = 10'000;
// Decoded before the first of them is folded; few enough to stay in the processor's caches.
constexpr std::size_t kRecordsAhead = 32;
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

// A partition on its way from the log to files.
struct Rebuilding {
  explicit Rebuilding(const RebuildJob& job) : memory(job.memory), objects_max(job.objects_max) {}

  const LogMemory& memory;
  const std::size_t objects_max;
  bool recognised = memory.next == 0;  // the log shows what is remembered
  std::string halted_why;              // why the fold ended before the log did
  ledger::Decoder decoder;
  RebuildStates states;
  FoldMeta meta;
  // Rooms that are used again and again.
  std::array<ledger::Record, kRecordsAhead> decoded;
  std::string stored;
};

// DataLoss if the log no longer shows what is remembered of it, and nobody accepted that.
absl::Status CheckMemory(const Rebuilding& rebuilding, ledger::PartitionId partition) {
  const LogMemory& memory = rebuilding.memory;
  if (rebuilding.recognised || WasAccepted(rebuilding.meta, memory)) return absl::OkStatus();
  const std::string at = "partition " + std::to_string(partition);
  if (!rebuilding.halted_why.empty()) {
    return absl::DataLossError(at + ": the rebuild cannot go beyond offset " +
                               std::to_string(rebuilding.meta.next) + ", but the log was folded " +
                               "up to " + std::to_string(memory.next) +
                               " before: " + rebuilding.halted_why);
  }
  return absl::DataLossError(
      at + ": the log was folded up to offset " + std::to_string(memory.next) + " before, and " +
      (rebuilding.meta.next < memory.next
           ? "ends at " + std::to_string(rebuilding.meta.next) + " now"
           : "shows another record at " + std::to_string(memory.next - 1) + " now") +
      ": records were lost, and texts of lost grants would go out twice; mend: restore the log, or "
      "`consent log accept-truncation --partition " +
      std::to_string(partition) + "` and restart the projector");
}

// Folds `raw`, which was decoded to `record`. Returns why the partition halts, or an empty string.
absl::StatusOr<std::string> FoldOne(const ledger::Record& record, const ledger::LogRecord& raw,
                                    Rebuilding& rebuilding, RebuildFiles& files) {
  if (raw.offset != rebuilding.meta.next) {
    return absl::DataLossError("rebuild: offset " + std::to_string(raw.offset) + " came where " +
                               std::to_string(rebuilding.meta.next) + " was due");
  }
  rebuilding.stored.clear();
  ASSIGN_OR_RETURN(std::string why,
                   FoldRecord(record, raw, rebuilding.states, rebuilding.meta, rebuilding.stored));
  if (!why.empty()) return why;
  RETURN_IF_ERROR(files.AddEvent(raw.offset, rebuilding.stored));
  if (raw.offset + 1 == rebuilding.memory.next) {
    rebuilding.recognised = HashOf(raw) == rebuilding.memory.last_hash;
  }
  return why;
}

// Folds `records`. Returns why the partition halts, or an empty string.
absl::StatusOr<std::string> FoldBatch(std::span<const ledger::LogRecord> records,
                                      Rebuilding& rebuilding, RebuildFiles& files) {
  for (std::size_t from = 0; from < records.size(); from += kRecordsAhead) {
    const auto group = records.subspan(from, std::min(kRecordsAhead, records.size() - from));
    for (std::size_t i = 0; i < group.size(); ++i) {
      const ledger::LogRecord& raw = group[i];
      ledger::Record& record = rebuilding.decoded[i];
      rebuilding.decoder.Decode(raw.offset, raw.appended_at_ms, raw.key, raw.value, record);
      rebuilding.states.PrefetchPlaces(record);
    }
    for (std::size_t i = 0; i < group.size(); ++i) {
      rebuilding.states.PrefetchStates(rebuilding.decoded[i]);
    }
    for (std::size_t i = 0; i < group.size(); ++i) {
      ASSIGN_OR_RETURN(std::string why,
                       FoldOne(rebuilding.decoded[i], group[i], rebuilding, files));
      if (why.empty()) continue;
      if (from + i > 0) rebuilding.meta.last_hash = HashOf(records[from + i - 1]);
      return why;
    }
  }
  rebuilding.meta.last_hash = HashOf(records.back());
  rebuilding.states.Pack(rebuilding.objects_max);
  return std::string();
}

// Folds the partition from its beginning.
absl::Status FoldAll(const RebuildJob& job, ledger::LogReader& reader, Rebuilding& rebuilding,
                     RebuildFiles& files, const std::stop_token& stop) {
  RETURN_IF_ERROR(reader.Assign(job.topic, {{job.partition, 0}}));
  while (rebuilding.meta.next < job.end) {
    if (stop.stop_requested()) return absl::CancelledError("the rebuild was stopped");
    job.turn();
    const auto records = reader.Poll(kRecordsPerBatch, kPollWait);
    if (absl::IsUnavailable(records.status())) continue;
    if (!records.ok()) return records.status();
    if (records->empty()) continue;
    ASSIGN_OR_RETURN(rebuilding.halted_why, FoldBatch(*records, rebuilding, files));
    if (!rebuilding.halted_why.empty()) break;
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
    RebuildFiles files(resources, building, job.turn);
    Rebuilding rebuilding(job);
    RETURN_IF_ERROR(FoldAll(job, reader, rebuilding, files, stop));
    RETURN_IF_ERROR(CheckMemory(rebuilding, job.partition));
    ASSIGN_OR_RETURN(const std::vector<std::string> finished,
                     files.Finish(rebuilding.states, rebuilding.meta));
    RETURN_IF_ERROR(IngestIntoFresh(resources, fresh, finished));
  }
  RETURN_IF_ERROR(Swap(fresh, job.folder));
  return Remove(building);
}

}  // namespace projector
