// A partition's projection while it is rebuilt: states in memory, events straight to a file (they
// come in the order of their keys anyway), and at the end everything as sorted files. Reads of the
// fold only; nobody queries it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "projector/fold/memory_store.h"
#include "projector/store/rocks_resources.h"
#include "projector/store/sst_builder.h"

namespace projector {

// Thread rule: one thread owns it.
class RebuildStore final : public MemoryStore {
 public:
  // Files go to `folder`, which must exist. `resources` must outlive the store.
  RebuildStore(const RocksResources& resources, std::string folder);

  // Writes what is in memory; returns all files. `turn` is called now and then, as a sign of life.
  absl::StatusOr<std::vector<std::string>> WriteFiles(const std::function<void()>& turn);

 private:
  class Table;

  absl::Status KeepEvents(const StateChanges& changes) override;
  absl::Status WriteStates(std::vector<std::string>& files, const std::function<void()>& turn);
  absl::Status WriteLists(std::vector<std::string>& files, const std::function<void()>& turn);

  const RocksResources& resources_;
  const std::string folder_;
  SstBuilder events_;
};

}  // namespace projector
