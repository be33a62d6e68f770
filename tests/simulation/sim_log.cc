#include "tests/simulation/sim_log.h"

#include <algorithm>
#include <utility>

namespace simulation {

ledger::Appended SimLog::Append(const ledger::OutgoingRecord& record, int writer) {
  std::deque<Landed>& all = partitions_[static_cast<std::size_t>(record.partition)];
  Landed landed;
  landed.appended_at_ms = time_.now_ms();
  if (jitter_ms_ > 0) landed.appended_at_ms += random_.Between(-jitter_ms_, jitter_ms_);
  landed.key = record.key;
  landed.value = record.value;
  landed.writer = writer;
  landed.landed_at = time_.elapsed;
  all.push_back(std::move(landed));
  const auto offset = static_cast<ledger::Offset>(all.size()) - 1;
  on_append_(record.partition, offset, all.back());
  return {record.partition, offset, all.back().appended_at_ms};
}

absl::Status SimAppender::Append(ledger::OutgoingRecord record, ledger::AppendDone done) {
  if (faults_.on && random_.Chance(faults_.dead_producer)) dead_producer_ = true;
  if (dead_producer_) return absl::FailedPreconditionError("the producer failed for good");
  Pending pending{std::move(record), std::move(done), Fate::kWritten, time_.elapsed};
  if (faults_.on) {
    if (random_.Chance(faults_.lost_ack)) pending.fate = Fate::kAckLost;
    if (random_.Chance(faults_.not_written)) pending.fate = Fate::kNotWritten;
    if (random_.Chance(faults_.twice)) pending.fate = Fate::kTwice;
    pending.arrives += random_.Chance(0.03) ? random_.Millis(500, 4000) : random_.Millis(0, 40);
  }
  // One connection keeps its order.
  if (!pending_.empty()) pending.arrives = std::max(pending.arrives, pending_.back().arrives);
  pending_.push_back(std::move(pending));
  return absl::OkStatus();
}

void SimAppender::Arrive() {
  while (!pending_.empty() && pending_.front().arrives <= time_.elapsed) {
    Pending pending = std::move(pending_.front());
    pending_.pop_front();
    absl::StatusOr<ledger::Appended> result = absl::UnavailableError("the broker is busy");
    if (pending.fate != Fate::kNotWritten) result = log_.Append(pending.record, writer_);
    if (pending.fate == Fate::kTwice) log_.Append(pending.record, writer_);
    if (pending.fate == Fate::kAckLost) result = absl::UnknownError("no acknowledgement came");
    const absl::Duration delay = faults_.on ? random_.Millis(0, 60) : absl::ZeroDuration();
    answers_.push_back({std::move(pending.done), std::move(result), time_.elapsed + delay});
  }
}

void SimAppender::Poll(absl::Duration) {
  while (!answers_.empty() && answers_.front().comes <= time_.elapsed) {
    Answer answer = std::move(answers_.front());
    answers_.pop_front();
    answer.done(std::move(answer.result));
  }
}

absl::Status SimAppender::Flush(absl::Duration) {
  Poll(absl::ZeroDuration());
  return pending_.empty() && answers_.empty() ? absl::OkStatus()
                                              : absl::DeadlineExceededError("records remain");
}

void SimAppender::Die() {
  std::size_t lands = random_.Chance(0.5) ? pending_.size() : random_.Below(pending_.size() + 1);
  for (const Pending& pending : pending_) {
    if (lands-- == 0) break;
    if (pending.fate != Fate::kNotWritten) log_.Append(pending.record, writer_);
  }
  pending_.clear();
  answers_.clear();
}

}  // namespace simulation
