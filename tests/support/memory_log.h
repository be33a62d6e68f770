// A log in memory with faults: what the front door sees of Kafka, for tests of one process.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "ledger/ports/appender.h"
#include "ledger/ports/log_reader.h"
#include "ledger/ports/position_store.h"

namespace ledger {

// What happens to an append.
enum class Fault {
  kNone,
  kUnavailable,     // certainly not written
  kUnknownWritten,  // written, but the answer is lost
  kUnknownLost,     // not written, and nobody knows
  kFatal,           // the producer has failed for good
  kForbidden,       // certainly not written, and no repeat helps
};

// Thread-safe.
class MemoryLog {
 public:
  struct Entry {
    std::string key;
    std::string value;
    std::vector<std::pair<std::string, std::string>> headers;
  };

  Offset Put(const std::string& topic, PartitionId partition, Entry entry) {
    const std::lock_guard<std::mutex> lock(mutex_);
    auto& log = topics_[topic][partition];
    log.push_back(std::move(entry));
    return static_cast<Offset>(log.size()) - 1;
  }
  std::vector<Entry> Read(const std::string& topic, PartitionId partition) const {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = topics_.find(topic);
    if (found == topics_.end() || !found->second.contains(partition)) return {};
    return found->second.at(partition);
  }
  // All entries of all partitions.
  std::vector<Entry> All(const std::string& topic) const {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::vector<Entry> all;
    if (const auto found = topics_.find(topic); found != topics_.end()) {
      for (const auto& [partition, log] : found->second) {
        all.insert(all.end(), log.begin(), log.end());
      }
    }
    return all;
  }
  // Decides about each append; by default none fails.
  void SetFaults(std::function<Fault(const OutgoingRecord&)> faults) {
    const std::lock_guard<std::mutex> lock(mutex_);
    faults_ = std::move(faults);
  }
  Fault FaultOf(const OutgoingRecord& record) const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return faults_ ? faults_(record) : Fault::kNone;
  }
  void SetDown(bool down) {
    SetFaults([down](const OutgoingRecord&) { return down ? Fault::kUnavailable : Fault::kNone; });
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::map<PartitionId, std::vector<Entry>>> topics_;
  std::function<Fault(const OutgoingRecord&)> faults_;
};

class MemoryAppender final : public Appender {
 public:
  explicit MemoryAppender(MemoryLog& log) : log_(log) {}

  absl::Status Append(OutgoingRecord record, AppendDone done) override {
    pending_.emplace_back(std::move(record), std::move(done));
    return absl::OkStatus();
  }
  void Poll(absl::Duration /*wait*/) override {
    auto pending = std::exchange(pending_, {});
    for (auto& [record, done] : pending) {
      const Fault fault = log_.FaultOf(record);
      absl::StatusOr<Appended> result = absl::UnavailableError("the broker is down");
      if (fault == Fault::kNone || fault == Fault::kUnknownWritten) {
        const Offset offset =
            log_.Put(record.topic, record.partition, {record.key, record.value, record.headers});
        result = Appended{record.partition, offset, kNoTime};
      }
      if (fault == Fault::kUnknownWritten || fault == Fault::kUnknownLost) {
        result = absl::UnknownError("no answer came");
      }
      if (fault == Fault::kFatal) result = absl::FailedPreconditionError("failed for good");
      if (fault == Fault::kForbidden) result = absl::PermissionDeniedError("no right to write");
      done(std::move(result));
    }
  }
  absl::Status Flush(absl::Duration wait) override {
    Poll(wait);
    return absl::OkStatus();
  }

 private:
  MemoryLog& log_;
  std::deque<std::pair<OutgoingRecord, AppendDone>> pending_;
};

class MemoryReader final : public LogReader {
 public:
  explicit MemoryReader(MemoryLog& log) : log_(log) {}

  absl::Status Assign(std::string_view topic, const std::map<PartitionId, Offset>& next) override {
    topic_ = std::string(topic);
    next_ = next;
    return absl::OkStatus();
  }
  absl::StatusOr<std::vector<LogRecord>> Poll(std::size_t max, absl::Duration wait) override {
    held_.clear();
    std::vector<LogRecord> records;
    for (auto& [partition, next] : next_) {
      const auto entries = log_.Read(topic_, partition);
      for (; next < static_cast<Offset>(entries.size()) && records.size() < max; ++next) {
        const auto& held = held_.emplace_back(entries[static_cast<std::size_t>(next)]);
        LogRecord record;
        record.partition = partition;
        record.offset = next;
        record.appended_at_ms = 1;
        record.key = held.key;
        record.value = held.value;
        records.push_back(record);
      }
    }
    if (records.empty() && wait > absl::ZeroDuration()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return records;
  }
  absl::StatusOr<std::map<PartitionId, Offset>> EndOffsets(std::string_view topic,
                                                           absl::Duration /*timeout*/) override {
    std::map<PartitionId, Offset> ends;
    for (PartitionId p = 0; p < 4; ++p) {
      ends[p] = static_cast<Offset>(log_.Read(std::string(topic), p).size());
    }
    return ends;
  }

 private:
  MemoryLog& log_;
  std::string topic_;
  std::map<PartitionId, Offset> next_;
  std::deque<MemoryLog::Entry> held_;
};

class MemoryPositions final : public PositionStore {
 public:
  absl::StatusOr<std::map<PartitionId, Offset>> Load(absl::Duration) override { return stored; }
  absl::Status Store(const std::map<PartitionId, Offset>& next, absl::Duration) override {
    stored = next;
    return absl::OkStatus();
  }
  std::map<PartitionId, Offset> stored;
};

}  // namespace ledger
