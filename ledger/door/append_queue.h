// Hands records from many threads to the one thread that owns the appender, and tells when they are
// durable. Keeps law 4: a job is done only when every record of it was acknowledged or failed.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ledger/door/door_metrics.h"
#include "ledger/ports/appender.h"
#include "ledger/ports/clock.h"

namespace ledger {

// Records that may wait or be in flight; beyond it callers are asked to come again.
inline constexpr std::size_t kAppendRecordsMax = 200'000;

class AppendQueue {
 public:
  // One result a record, in the job's order; errors as for AppendDone (ledger/ports/appender.h).
  // Called once, on the appender's thread; must not block, may Submit() again.
  using Done = std::function<void(std::vector<absl::StatusOr<Appended>>)>;

  // All must outlive it. `on_turn` is called in every turn of the loop.
  AppendQueue(
      Appender& appender, const Clock& clock, DoorMetrics& metrics,
      std::function<void()> on_turn = [] {});

  // Takes `records` as one job. False: too much is waiting, or the loop has ended; `done` will not
  // be called, and nothing was appended. Records of one partition keep their order. Thread-safe.
  [[nodiscard]] bool Submit(std::vector<OutgoingRecord> records, Done done);

  // The loop of the appender's thread. After a stop it finishes what was submitted, for at most
  // `grace`, and answers the rest with Unavailable. FailedPrecondition: the producer has failed for
  // good; end the process.
  absl::Status Run(const std::stop_token& stop, absl::Duration grace = absl::Seconds(5));

  // One turn, for tests: starts what was submitted and runs the callbacks that are due.
  void RunOnce(absl::Duration wait);

 private:
  struct Job;

  std::deque<std::shared_ptr<Job>> TakeWaiting(absl::Duration wait);
  void Start(const std::shared_ptr<Job>& job);
  void Settle(const std::shared_ptr<Job>& job, std::size_t index, absl::StatusOr<Appended> result);

  Appender& appender_;
  const Clock& clock_;
  DoorMetrics& metrics_;
  const std::function<void()> on_turn_;
  absl::Status failed_;        // of the appender's thread
  std::size_t in_flight_ = 0;  // of the appender's thread
  std::mutex mutex_;           // guards what follows
  std::condition_variable came_;
  std::deque<std::shared_ptr<Job>> waiting_;
  std::size_t records_ = 0;  // waiting and in flight
  bool closed_ = false;
};

}  // namespace ledger
