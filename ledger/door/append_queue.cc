#include "ledger/door/append_queue.h"

#include <chrono>
#include <utility>

#include "absl/time/time.h"

namespace ledger {
namespace {

constexpr absl::Duration kTurn = absl::Milliseconds(50);
// While records are in flight: how late a new job may be seen.
constexpr absl::Duration kBusyTurn = absl::Milliseconds(1);

}  // namespace

struct AppendQueue::Job {
  std::vector<OutgoingRecord> records;
  Done done;
  std::vector<absl::StatusOr<Appended>> results;
  std::size_t open = 0;
  absl::Duration submitted;
};

AppendQueue::AppendQueue(Appender& appender, const Clock& clock, DoorMetrics& metrics,
                         std::function<void()> on_turn)
    : appender_(appender), clock_(clock), metrics_(metrics), on_turn_(std::move(on_turn)) {}

bool AppendQueue::Submit(std::vector<OutgoingRecord> records, Done done) {
  auto job = std::make_shared<Job>();
  job->open = records.size();
  job->results.assign(records.size(), absl::UnavailableError("not appended yet"));
  job->records = std::move(records);
  job->done = std::move(done);
  job->submitted = clock_.Monotonic();
  const std::lock_guard<std::mutex> lock(mutex_);
  if (closed_ || records_ + job->open > kAppendRecordsMax) return false;
  records_ += job->open;
  waiting_.push_back(std::move(job));
  came_.notify_one();
  return true;
}

std::deque<std::shared_ptr<AppendQueue::Job>> AppendQueue::TakeWaiting(absl::Duration wait) {
  std::unique_lock<std::mutex> lock(mutex_);
  came_.wait_for(lock, absl::ToChronoMicroseconds(wait), [this] { return !waiting_.empty(); });
  return std::exchange(waiting_, {});
}

void AppendQueue::Start(const std::shared_ptr<Job>& job) {
  if (job->records.empty()) return job->done({});
  for (std::size_t i = 0; i < job->records.size(); ++i) {
    const auto settle = [this, job, i](absl::StatusOr<Appended> result) {
      Settle(job, i, std::move(result));
    };
    absl::Status queued = appender_.Append(job->records[i], settle);
    while (absl::IsResourceExhausted(queued)) {
      appender_.Poll(kBusyTurn);
      queued = appender_.Append(job->records[i], settle);
    }
    ++in_flight_;
    metrics_.in_flight->Set(static_cast<double>(in_flight_));
    if (!queued.ok()) Settle(job, i, queued);
  }
}

void AppendQueue::Settle(const std::shared_ptr<Job>& job, std::size_t index,
                         absl::StatusOr<Appended> result) {
  --in_flight_;
  metrics_.in_flight->Set(static_cast<double>(in_flight_));
  if (result.ok()) {
    metrics_.appended->Increment();
  } else {
    metrics_.not_written->Increment();
    if (absl::IsFailedPrecondition(result.status())) failed_ = result.status();
  }
  job->results[index] = std::move(result);
  if (--job->open > 0) return;
  metrics_.durable->Observe(absl::ToDoubleSeconds(clock_.Monotonic() - job->submitted));
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    records_ -= job->records.size();
  }
  job->done(std::move(job->results));
}

void AppendQueue::RunOnce(absl::Duration wait) {
  for (const auto& job : TakeWaiting(in_flight_ > 0 ? absl::ZeroDuration() : wait)) Start(job);
  appender_.Poll(in_flight_ > 0 ? std::min(wait, kBusyTurn) : absl::ZeroDuration());
  on_turn_();
}

absl::Status AppendQueue::Run(const std::stop_token& stop, absl::Duration grace) {
  while (!stop.stop_requested() && failed_.ok()) RunOnce(kTurn);
  const absl::Duration until = clock_.Monotonic() + grace;
  const auto idle = [this] {
    const std::lock_guard<std::mutex> lock(mutex_);
    return records_ == 0;
  };
  while (failed_.ok() && !idle() && clock_.Monotonic() < until) RunOnce(kBusyTurn);
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
  }
  for (const auto& job : TakeWaiting(absl::ZeroDuration())) {
    job->done(std::vector<absl::StatusOr<Appended>>(
        job->records.size(), absl::UnavailableError("the front door is stopping")));
  }
  return failed_;
}

}  // namespace ledger
