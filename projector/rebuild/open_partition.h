// Opens a partition's folder as it is, or builds it anew: the one way from a folder in any
// condition (lost, damaged, of another format, older than our memory of the log) to a projection.
// What cannot be trusted comes closed, with the reason and the mend (law 6).
#pragma once

#include <functional>
#include <memory>
#include <stop_token>

#include "absl/status/statusor.h"
#include "ledger/ports/log_reader.h"
#include "projector/fold/partition_projection.h"
#include "projector/rebuild/rebuild.h"
#include "projector/store/rocks_resources.h"

namespace projector {

struct OpenJob {
  RebuildJob rebuild;               // its memory is read here
  bool anew = false;                // rebuild in any case
  ledger::Offset rebuild_from = 0;  // an empty folder is rebuilt if the log has as many records
  std::function<absl::StatusOr<std::unique_ptr<ledger::LogReader>>()> make_reader;
  std::function<void(const absl::Status& why)> on_rebuild = [](const absl::Status&) {};
};

// REQUIRES: nobody has the folder open. The memory beside the folder is up to date when it returns.
// A log that lost what was folded gives a closed partition, over the old folder if that can be
// opened. Cancelled: `stop` was requested. Unavailable: another process has the folder, or the
// broker is away. Internal: the disk. FailedPrecondition: the client of the log has failed.
absl::StatusOr<std::unique_ptr<PartitionProjection>> OpenPartition(const OpenJob& job,
                                                                   const RocksResources& resources,
                                                                   const std::stop_token& stop);

}  // namespace projector
