// Makes a partition's folder anew from the log: fold in memory, write sorted files, hand them to a
// fresh folder, swap it in by renaming. Many times faster than folding through RocksDB, and the one
// answer to every doubt about a folder. It reaches no sender: nobody can ask a projection that is
// being rebuilt.
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>

#include "absl/status/status.h"
#include "ledger/core/ids.h"
#include "ledger/ports/log_reader.h"
#include "projector/fold/state_store.h"
#include "projector/rebuild/log_memory.h"
#include "projector/store/rocks_resources.h"

namespace projector {

struct RebuildJob {
  std::string topic;
  ledger::PartitionId partition = 0;
  ledger::Offset end = 0;  // rebuild at least up to here
  std::string folder;      // what to replace; its neighbours *.building, *.new, *.old are scratch
  std::function<void()> turn = [] {};  // called now and then: a sign of life
  // The most states of contacts, and of messages, that are kept as objects, the others as bytes of
  // a third of the room; this many are about 300 MB. More is faster where contacts come back.
  std::size_t objects_max = 300'000;
  LogMemory memory;  // what the log has to show still, or an acceptance that it is lost
};

// Reads with `reader`, whose assignment it replaces. REQUIRES: nobody has the folder open. When it
// returns OK the new folder is in place and on disk; in every other case the old one still is.
// Cancelled: `stop` was requested. DataLoss, OutOfRange: the log has a gap, or no longer shows what
// the job remembers and nobody accepted that; keep the partition closed. Internal: the disk. A
// record that halts the partition ends the rebuild before it, as it would end the fold.
absl::Status RebuildPartition(const RebuildJob& job, ledger::LogReader& reader,
                              const RocksResources& resources, const std::stop_token& stop);

}  // namespace projector
