#include "ledger/door/control_view.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/control/pepper_check.h"
#include "ledger/core/status_macros.h"

namespace ledger {
namespace {

constexpr std::size_t kRecordsMax = 1000;
constexpr absl::Duration kPollTurn = absl::Milliseconds(50);
constexpr absl::Duration kRefreshLimit = absl::Seconds(5);
constexpr absl::Duration kRefreshPeriod = absl::Seconds(2);  // how often the broker is asked

bool IsPassing(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ||
         absl::IsNotFound(status);
}

}  // namespace

ControlView::ControlView(std::string topic, LogReader& log, const KeyRing& keys, const Clock& clock)
    : keys_(keys), clock_(clock), reader_(std::move(topic), log, state_) {}

std::shared_ptr<const ControlState> ControlView::Snapshot() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return snapshot_;
}

void ControlView::AfterFresh(std::function<void(absl::Status)> then) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!ended_) {
      waiting_.push_back(std::move(then));
      return;
    }
  }
  then(absl::UnavailableError("the front door is stopping"));
}

absl::Status ControlView::Ready() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (snapshot_ == nullptr) {
    return absl::UnavailableError(
        absl::StrCat("the control topic is not read to its end yet: ", last_error_.message()));
  }
  if (!snapshot_->complete()) {
    return absl::FailedPreconditionError(
        absl::StrCat("the control topic holds a command at offset ", *snapshot_->first_unreadable(),
                     " that this version does not know; upgrade"));
  }
  if (clock_.Monotonic() - fresh_at_ > kControlAgeMax) {
    return absl::UnavailableError(
        absl::StrCat("the broker does not answer: ", last_error_.message()));
  }
  return absl::OkStatus();
}

absl::Status ControlView::Publish() {
  if (published_ == state_.position()) return absl::OkStatus();
  RETURN_IF_ERROR(CheckPeppers(state_, keys_));
  auto copy = std::make_shared<const ControlState>(state_);
  published_ = state_.position();
  const std::lock_guard<std::mutex> lock(mutex_);
  snapshot_ = std::move(copy);
  return absl::OkStatus();
}

absl::Status ControlView::Refresh() {
  std::vector<std::function<void(absl::Status)>> waiting;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    waiting.swap(waiting_);
  }
  absl::Status status = started_ ? absl::OkStatus() : reader_.Start();
  if (status.ok()) {
    started_ = true;
    status = reader_.CatchUp(clock_, kRefreshLimit);
  }
  absl::Status published;
  if (status.ok()) published = Publish();
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    last_error_ = status;
    if (status.ok()) fresh_at_ = clock_.Monotonic();
  }
  for (const auto& then : waiting) then(status.ok() ? published : status);
  RETURN_IF_ERROR(published);
  return IsPassing(status) ? absl::OkStatus() : status;
}

absl::Status ControlView::RunOnce(absl::Duration wait) {
  bool due = !started_;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    due = due || !waiting_.empty() || clock_.Monotonic() - fresh_at_ > kRefreshPeriod;
  }
  if (due) RETURN_IF_ERROR(Refresh());
  if (!started_) return absl::OkStatus();
  const absl::StatusOr<std::size_t> folded = reader_.Poll(kRecordsMax, wait);
  if (!folded.ok() && !IsPassing(folded.status())) return folded.status();
  return folded.ok() && *folded > 0 && Snapshot() != nullptr ? Publish() : absl::OkStatus();
}

absl::Status ControlView::Run(const std::stop_token& stop) {
  absl::Status status;
  while (status.ok() && !stop.stop_requested()) status = RunOnce(kPollTurn);
  std::vector<std::function<void(absl::Status)>> waiting;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    ended_ = true;
    waiting.swap(waiting_);
  }
  for (const auto& then : waiting) then(absl::UnavailableError("the front door is stopping"));
  return status;
}

}  // namespace ledger
