// Writes a partition that is rebuilt as sorted files: events as they come (they come in the order
// of their keys anyway), the states at the end.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "projector/fold/stored_values.h"
#include "projector/rebuild/rebuild_states.h"
#include "projector/store/rocks_resources.h"
#include "projector/store/sst_builder.h"

namespace projector {

// Thread rule: one thread owns it. Internal from any function: the disk failed.
class RebuildFiles {
 public:
  // Files go to `folder`, which must exist. `resources` must outlive it. `turn` is called now and
  // then, as a sign of life.
  RebuildFiles(const RocksResources& resources, std::string folder,
               const std::function<void()>& turn);

  // Offsets ascend.
  absl::Status AddEvent(ledger::Offset offset, std::string_view stored);

  // Writes the states, and `meta` with their digest. Returns all files.
  absl::StatusOr<std::vector<std::string>> Finish(const RebuildStates& states, FoldMeta meta);

 private:
  class Table;
  struct Lists;

  absl::Status WriteContacts(const RebuildStates& states, Hash128& sum, Lists& lists);
  absl::Status WriteMessages(const RebuildStates& states, Hash128& sum);
  absl::Status WriteSeen(const RebuildStates& states);
  absl::Status WriteLists(const RebuildStates& states, const Lists& lists);
  absl::Status WriteMeta(const FoldMeta& meta);

  const RocksResources& resources_;
  const std::string folder_;
  const std::function<void()>& turn_;
  SstBuilder events_;
  std::vector<std::string> files_;
};

}  // namespace projector
