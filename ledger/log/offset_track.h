// Watches that the offsets of each partition come dense and in order. A leaf of the Merkle tree is
// found by its offset, and "at least N" means all below N: a gap is lost data, never skipped. Pure.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <vector>

#include "ledger/core/ids.h"

namespace ledger {

class OffsetTrack {
 public:
  enum class Arrival {
    kNext,     // the one that was due; now the next one is
    kRepeat,   // came before
    kGap,      // beyond the one that is due
    kForeign,  // of a partition that is not followed
  };

  // Starts again from the given next offset of each partition.
  void Start(const std::map<PartitionId, Offset>& next) {
    next_.clear();
    for (const auto& [partition, offset] : next) {
      const auto index = static_cast<std::size_t>(partition);
      next_.resize(std::max(next_.size(), index + 1), kNoOffset);
      next_[index] = offset;
    }
  }

  // The offset that is due in `partition`; kNoOffset if it is not followed.
  [[nodiscard]] Offset Due(PartitionId partition) const {
    const auto index = static_cast<std::size_t>(partition);
    return partition >= 0 && index < next_.size() ? next_[index] : kNoOffset;
  }

  // Passes over what is due before `offset`. REQUIRES: it lies beyond Due().
  void SkipTo(PartitionId partition, Offset offset) {
    next_[static_cast<std::size_t>(partition)] = offset;
  }

  [[nodiscard]] Arrival Arrive(PartitionId partition, Offset offset) {
    const Offset due = Due(partition);
    if (due == kNoOffset) return Arrival::kForeign;
    if (offset < due) return Arrival::kRepeat;
    if (offset > due) return Arrival::kGap;
    next_[static_cast<std::size_t>(partition)] = offset + 1;
    return Arrival::kNext;
  }

 private:
  std::vector<Offset> next_;  // By partition.
};

}  // namespace ledger
