// The ledger topic in memory, and each process's way to append to it. The order of appends is the
// truth. An append may be late, its acknowledgement may be lost, it may not be written or be
// written twice, and a producer may fail for good; what a dead process had under way may or may not
// land, but never out of order.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "ledger/ports/appender.h"
#include "tests/simulation/sim_clock.h"
#include "tests/simulation/sim_random.h"

namespace simulation {

struct Landed {
  ledger::TimeMs appended_at_ms = ledger::kNoTime;
  std::string key;
  std::string value;
  int writer = 0;            // the process that appended it
  absl::Duration landed_at;  // in the run's own time
};

class SimLog {
 public:
  using OnAppend = std::function<void(ledger::PartitionId, ledger::Offset, const Landed&)>;

  SimLog(int partitions, const SimTime& time, Random& random, OnAppend on_append)
      : time_(time),
        random_(random),
        on_append_(std::move(on_append)),
        partitions_(static_cast<std::size_t>(partitions)) {}

  ledger::Appended Append(const ledger::OutgoingRecord& record, int writer);
  [[nodiscard]] int partitions() const { return static_cast<int>(partitions_.size()); }
  [[nodiscard]] const std::deque<Landed>& Of(ledger::PartitionId p) const {
    return partitions_[static_cast<std::size_t>(p)];
  }
  // How wrong the broker's clock may be.
  void set_jitter_ms(std::int64_t jitter_ms) { jitter_ms_ = jitter_ms; }

 private:
  const SimTime& time_;
  Random& random_;
  OnAppend on_append_;
  std::int64_t jitter_ms_ = 0;
  std::vector<std::deque<Landed>> partitions_;
};

class SimAppender : public ledger::Appender {
 public:
  SimAppender(SimLog& log, const SimTime& time, Random& random, const Faults& faults, int writer)
      : log_(log), time_(time), random_(random), faults_(faults), writer_(writer) {}

  absl::Status Append(ledger::OutgoingRecord record, ledger::AppendDone done) override;
  void Poll(absl::Duration wait) override;
  absl::Status Flush(absl::Duration wait) override;

  // What reached the broker by now is written.
  void Arrive();
  // The process is gone: some of what it had under way still lands.
  void Die();

 private:
  enum class Fate { kWritten, kAckLost, kNotWritten, kTwice };
  struct Pending {
    ledger::OutgoingRecord record;
    ledger::AppendDone done;
    Fate fate = Fate::kWritten;
    absl::Duration arrives;
  };
  struct Answer {
    ledger::AppendDone done;
    absl::StatusOr<ledger::Appended> result;
    absl::Duration comes;
  };

  SimLog& log_;
  const SimTime& time_;
  Random& random_;
  const Faults& faults_;
  const int writer_;
  bool dead_producer_ = false;
  std::deque<Pending> pending_;
  std::deque<Answer> answers_;
};

}  // namespace simulation
