#include "dispatcher/step_progress.h"

#include <algorithm>
#include <utility>

namespace dispatcher {
namespace {

// Between sweeps: a passing cause needs time to pass. The pause grows while sweeps bring nothing.
constexpr absl::Duration kSweepPause = absl::Milliseconds(500);
constexpr absl::Duration kSweepPauseMax = absl::Seconds(60);

}  // namespace

StepProgress::Need StepProgress::NeedAt(absl::Duration now, std::size_t in_flight) const {
  if (finished_) return Need::kDone;
  if (!open_.empty()) return Need::kIntend;
  if (sweeping_) return Need::kScan;
  if (in_flight > 0) return Need::kWait;
  if (swept_clean_) return Need::kFinish;
  return now >= next_sweep_ ? Need::kScan : Need::kWait;
}

void StepProgress::TakePage(ledger::AudiencePage page, absl::Duration now, bool late) {
  if (!sweeping_) {  // the first page of a new sweep
    sweeping_ = true;
    left_ = 0;
    counting_.clear();
  }
  left_ += page.open.size() + page.granted_open;
  for (ledger::AudienceMember& member : page.open) {
    // One that is held back at the moment is left to a later sweep: an intent now would only be
    // denied for now. After the deadline it is denied for good, so that the step can end.
    if (late || member.passing == ledger::Reason::kNone) open_.push_back(std::move(member));
  }
  for (const auto& [reason, count] : page.out) counting_[reason] += count;
  for (const auto& [reason, count] : page.denied) counting_[reason] += count;
  cursor_ = page.next;
  if (page.next.has_value()) return;
  sweeping_ = false;
  swept_clean_ = left_ == 0;
  counts_ = std::exchange(counting_, {});
  left_ = 0;
  next_sweep_ = now + pause_;
  pause_ = std::min(kSweepPauseMax, 2 * pause_);
}

void StepProgress::NoteGrant(absl::Duration now) {
  pause_ = kSweepPause;
  Hurry(now + kSweepPause);
}

ledger::AudienceMember StepProgress::Next() {
  ledger::AudienceMember member = std::move(open_.front());
  open_.pop_front();
  return member;
}

}  // namespace dispatcher
