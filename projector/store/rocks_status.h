// RocksDB's status as ours.
#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace rocksdb {
class Status;
}  // namespace rocksdb

namespace projector {

// DataLoss: damaged (rebuild). Unavailable: the folder is locked by another process. Internal:
// anything else, the disk most of all; end the process. `what` says what was tried, and where.
absl::Status FromRocks(const rocksdb::Status& status, std::string_view what);

}  // namespace projector
