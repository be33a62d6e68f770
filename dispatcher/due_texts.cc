#include "dispatcher/due_texts.h"

#include <algorithm>
#include <vector>

#include "dispatcher/urgency.h"

namespace dispatcher {
namespace {

constexpr absl::Duration kFirstPause = absl::Milliseconds(250);
constexpr absl::Duration kLongestPause = absl::Seconds(30);

}  // namespace

DueTexts::Lane DueTexts::LaneOf(const Entry& entry) {
  const ledger::TextDue& text = entry.due.text;
  return {UrgencyOf(text.due.message_class), text.account, text.due.line, text.due.program.program};
}

DueTexts::Turn DueTexts::TurnOf(const Entry& entry) {
  return {entry.due.text.due.origin, entry.due.text.due.message};
}

void DueTexts::PutReady(Entry& entry) {
  entry.place = Place::kReady;
  ready_[LaneOf(entry)].insert(TurnOf(entry));
}

void DueTexts::PutWaiting(Entry& entry, absl::Duration now) {
  const absl::Duration pause = std::min(
      kLongestPause, kFirstPause * static_cast<double>(1U << std::min(entry.attempts, 7U)));
  ++entry.attempts;
  entry.place = Place::kWaiting;
  entry.not_before = now + pause;
  waiting_.emplace(entry.not_before, entry.due.text.due.message);
}

void DueTexts::TakeFromPlace(const Entry& entry) {
  if (entry.place == Place::kWaiting) {
    waiting_.erase({entry.not_before, entry.due.text.due.message});
  } else if (entry.place == Place::kReady) {
    const auto lane = ready_.find(LaneOf(entry));
    lane->second.erase(TurnOf(entry));
    if (lane->second.empty()) ready_.erase(lane);
  }
}

void DueTexts::Add(ledger::PartitionId partition, ledger::TextDue text) {
  const auto [at, added] = texts_.try_emplace(text.due.message);
  Entry& entry = at->second;
  const Place place = entry.place;
  if (!added && place == Place::kReady) TakeFromPlace(entry);  // its lane may be another now
  entry.due = {partition, std::move(text)};
  if (place == Place::kReady) PutReady(entry);
}

void DueTexts::TryReady(absl::Duration now, const std::function<Tried(const DueText&)>& attempt) {
  while (!waiting_.empty() && waiting_.begin()->first <= now) {
    Entry& entry = texts_.at(waiting_.begin()->second);
    waiting_.erase(waiting_.begin());
    PutReady(entry);
  }
  for (auto lane = ready_.begin(); lane != ready_.end();) {
    std::set<Turn>& turns = lane->second;
    while (!turns.empty()) {
      Entry& entry = texts_.at(turns.begin()->second);
      const Tried tried = attempt(entry.due);
      if (tried == Tried::kLaneIsFull) break;
      turns.erase(turns.begin());
      if (tried == Tried::kBegun) {
        entry.place = Place::kBegun;
        entry.tried = entry.due.text.due.origin;
      } else {
        PutWaiting(entry, now);
      }
    }
    lane = turns.empty() ? ready_.erase(lane) : std::next(lane);
  }
}

void DueTexts::Postpone(const ledger::MessageId& message, absl::Duration now) {
  const auto at = texts_.find(message);
  if (at == texts_.end()) return;
  TakeFromPlace(at->second);
  PutWaiting(at->second, now);
}

void DueTexts::Deny(const ledger::MessageId& message) {
  const auto at = texts_.find(message);
  if (at == texts_.end()) return;
  Entry& entry = at->second;
  if (entry.place == Place::kBegun && entry.tried != entry.due.text.due.origin) {
    return PutReady(entry);
  }
  Forget(message);
}

void DueTexts::Forget(const ledger::MessageId& message) {
  const auto at = texts_.find(message);
  if (at == texts_.end()) return;
  TakeFromPlace(at->second);
  texts_.erase(at);
}

}  // namespace dispatcher
