// A LogReader over records in memory: the same work without a broker, for profilers.
#pragma once

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "ledger/ports/log_reader.h"
#include "tests/bench/event_mix.h"

namespace bench {

class MemoryLog final : public ledger::LogReader {
 public:
  // `records` of one partition, in order; must outlive this.
  MemoryLog(const std::vector<MixedRecord>& records, ledger::TimeMs appended_at_ms)
      : records_(records), appended_at_ms_(appended_at_ms) {}

  absl::Status Assign(std::string_view,
                      const std::map<ledger::PartitionId, ledger::Offset>& next) override {
    next_ = static_cast<std::size_t>(next.begin()->second);
    return absl::OkStatus();
  }
  absl::StatusOr<std::vector<ledger::LogRecord>> Poll(std::size_t max, absl::Duration) override {
    std::vector<ledger::LogRecord> batch;
    const std::size_t end = std::min(records_.size(), next_ + max);
    batch.reserve(end - next_);
    for (; next_ < end; ++next_) {
      const MixedRecord& record = records_[next_];
      batch.push_back({record.partition, static_cast<ledger::Offset>(next_), appended_at_ms_,
                       record.key, record.value, false});
    }
    return batch;
  }
  absl::StatusOr<std::map<ledger::PartitionId, ledger::Offset>> EndOffsets(
      std::string_view, absl::Duration) override {
    return std::map<ledger::PartitionId, ledger::Offset>{
        {0, static_cast<ledger::Offset>(records_.size())}};
  }

 private:
  const std::vector<MixedRecord>& records_;
  const ledger::TimeMs appended_at_ms_;
  std::size_t next_ = 0;
};

}  // namespace bench
