#include "projector/store/rocks_status.h"

#include <string>

#include "rocksdb/status.h"

namespace projector {

absl::Status FromRocks(const rocksdb::Status& status, std::string_view what) {
  if (status.ok()) return absl::OkStatus();
  const std::string text = std::string(what) + ": " + status.ToString();
  if (status.IsCorruption()) return absl::DataLossError(text + "; mend: rebuild the projection");
  // RocksDB has no code of its own for a folder that is in use.
  if (status.IsIOError() && text.find("lock") != std::string::npos) {
    return absl::UnavailableError(text + "; mend: end the other process of this folder");
  }
  return absl::InternalError(text);
}

}  // namespace projector
