// A LogReader over a RandomLog, for one partition.
#pragma once

#include <algorithm>

#include "tests/projector/random_log.h"

namespace projector::test {

class MemoryReader : public LogReader {
 public:
  explicit MemoryReader(const RandomLog& log) : log_(log) {}

  absl::Status Assign(std::string_view, const std::map<PartitionId, Offset>& next) override {
    if (!lost_stays) lost = absl::OkStatus();
    next_ = next.contains(0) ? next.at(0) : End();
    assigned_at = next_;
    if (next_ > End()) return absl::OutOfRangeError("above the end");
    return absl::OkStatus();
  }
  absl::StatusOr<std::vector<LogRecord>> Poll(std::size_t max, absl::Duration) override {
    if (broken) return absl::UnavailableError("the broker is away");
    if (!lost.ok()) return lost;
    const Offset to = std::min(End(), next_ + static_cast<Offset>(std::min(max, batch)));
    auto views = Views(log_, next_, to);
    next_ = std::max(next_, to);
    return views;
  }
  absl::StatusOr<std::map<PartitionId, Offset>> EndOffsets(std::string_view,
                                                           absl::Duration) override {
    if (broken) return absl::UnavailableError("the broker is away");
    return std::map<PartitionId, Offset>{{0, End()}};
  }

  Offset cut = -1;           // the log ends here, if set
  std::size_t batch = 1000;  // records in one Poll(), at most
  bool broken = false;
  absl::Status lost;  // what Poll() says of the log until the next Assign()
  bool lost_stays = false;
  Offset assigned_at = kNoOffset;

 private:
  Offset End() const { return cut >= 0 ? cut : log_.next(); }

  const RandomLog& log_;
  Offset next_ = 0;
};

}  // namespace projector::test
