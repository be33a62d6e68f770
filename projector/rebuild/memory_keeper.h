// Keeps the memory beside each partition's folder up to date while the projector runs; see
// log_memory.h.
#pragma once

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "projector/fold/local_projection.h"
#include "projector/rebuild/log_memory.h"

namespace projector {

// Thread rule: the folding thread. `projection` must outlive it.
class MemoryKeeper {
 public:
  // `data_dir` holds the folders; see FolderOf().
  MemoryKeeper(std::string data_dir, const LocalProjection& projection)
      : data_dir_(std::move(data_dir)), projection_(projection) {}

  [[nodiscard]] static std::string FolderOf(const std::string& data_dir,
                                            ledger::PartitionId partition) {
    return data_dir + "/p" + std::to_string(partition);
  }

  // Saves all that has news, at most every few seconds of `now` (monotonic); a partition that was
  // closed or damaged at once. Internal: the disk.
  absl::Status Keep(absl::Duration now);
  // Saves all that has news: at a clean stop, and when the process ends because of an error.
  absl::Status KeepAll();

 private:
  struct Kept {
    LogMemory memory;
    bool closed = false;
  };
  absl::Status KeepOne(const PartitionProjection& partition);

  const std::string data_dir_;
  const LocalProjection& projection_;
  std::map<ledger::PartitionId, Kept> kept_;
  absl::Duration kept_at_ = -absl::InfiniteDuration();
};

}  // namespace projector
