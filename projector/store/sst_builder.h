// Builds a projection's files outside of any database: sorted runs of keys, written once, handed
// over to a fresh folder as they are. Many times faster than writing through memtable and
// compaction.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "projector/store/rocks_resources.h"

namespace rocksdb {
struct Options;
class SstFileWriter;
}  // namespace rocksdb

namespace projector {

// What a file is written for. Any of them can be read like the others.
enum class SstKind {
  kLookedUp,  // values that are asked for one by one
  kScanned,  // mostly read in long runs: larger blocks, and no filter, for no key is asked for that
             // is not there
  kRandom,   // keys and values that no compression makes shorter
};

// One ascending run of keys, cut into files. Thread rule: one thread owns it.
class SstBuilder {
 public:
  // Files are called <folder>/<name>-<n>.sst; the folder must exist.
  SstBuilder(const RocksResources& resources, std::string folder, std::string name,
             SstKind kind = SstKind::kLookedUp);
  ~SstBuilder();
  SstBuilder(const SstBuilder&) = delete;
  SstBuilder& operator=(const SstBuilder&) = delete;

  // REQUIRES: `key` is above every earlier one. Internal: the disk failed, or the order is wrong.
  absl::Status Add(std::string_view key, std::string_view value);
  absl::Status Finish();
  // The finished files.
  [[nodiscard]] const std::vector<std::string>& files() const { return files_; }

 private:
  const std::unique_ptr<rocksdb::Options> options_;
  const std::string prefix_;
  std::unique_ptr<rocksdb::SstFileWriter> writer_;  // none: no file is open
  std::vector<std::string> files_;
};

// Makes the database `folder`, which must not exist, of `files`, which are moved into it and whose
// key ranges must not overlap. When it returns OK all of it is on disk.
absl::Status IngestIntoFresh(const RocksResources& resources, const std::string& folder,
                             const std::vector<std::string>& files);

}  // namespace projector
