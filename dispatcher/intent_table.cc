#include "dispatcher/intent_table.h"

#include <limits>
#include <utility>

#include "dispatcher/urgency.h"
#include "ledger/core/check.h"

namespace dispatcher {
namespace {

bool IsTooOld(const PendingIntent& intent, absl::Duration now) {
  return now - intent.born >= absl::Milliseconds(intent.intended.age_limit_ms);
}

}  // namespace

bool IsHeldBack(const PendingIntent& intent, const ledger::ContactId& contact,
                ledger::Offset offset) {
  return intent.contact == contact && intent.granted_at < offset &&
         intent.intended.message_class != ledger::MessageClass::kOptOutConfirmation &&
         intent.intended.message_class != ledger::MessageClass::kHelp;
}

void IntentTable::Add(PendingIntent intent) {
  const ledger::IntentId id = intent.intended.intent;
  LEDGER_CHECK(by_message_.emplace(intent.intended.message, id).second);
  ++line_counts_[intent.intended.line];
  LEDGER_CHECK(entries_.emplace(id, std::move(intent)).second);
}

bool IntentTable::HasMessage(const ledger::MessageId& message) const {
  return by_message_.contains(message);
}

std::size_t IntentTable::CountLine(const ledger::LineId& line) const {
  const auto at = line_counts_.find(line);
  return at == line_counts_.end() ? 0 : at->second;
}

IntentTable::Place IntentTable::PlaceOf(const PendingIntent& intent) {
  return {UrgencyOf(intent.intended.message_class), intent.born, intent.intended.intent};
}

// REQUIRES: the intent is in the table.
PendingIntent IntentTable::Take(const ledger::IntentId& intent) {
  const auto at = entries_.find(intent);
  LEDGER_CHECK(at != entries_.end());
  PendingIntent taken = std::move(at->second);
  entries_.erase(at);
  by_message_.erase(taken.intended.message);
  --line_counts_[taken.intended.line];
  granted_.erase(PlaceOf(taken));
  return taken;
}

Settled IntentTable::Note(const ledger::VerdictGiven& verdict, ledger::Offset offset) {
  const auto at = entries_.find(verdict.intent);
  if (at == entries_.end()) return Settled::kNotOurs;
  if (verdict.granted) {
    at->second.granted_at = offset;
    granted_.insert(PlaceOf(at->second));
    return Settled::kGranted;
  }
  // A repeated append of a granted intent is ignored by the fold and gives no verdict, so a denial
  // is the first word.
  Take(verdict.intent);
  return Settled::kDenied;
}

template <typename Predicate>
std::vector<PendingIntent> IntentTable::TakeGrantedIf(Predicate take, std::size_t max) {
  std::vector<ledger::IntentId> ids;
  for (const Place& place : granted_) {
    if (ids.size() >= max) break;
    const ledger::IntentId& id = std::get<ledger::IntentId>(place);
    if (take(entries_.at(id))) ids.push_back(id);
  }
  std::vector<PendingIntent> taken;
  taken.reserve(ids.size());
  for (const ledger::IntentId& id : ids) taken.push_back(Take(id));
  return taken;
}

std::optional<PendingIntent> IntentTable::TakeNextGranted(
    absl::Duration now, const std::function<bool(const ledger::LineId&)>& has_room) {
  const auto may_go = [&](const PendingIntent& i) {
    return !IsTooOld(i, now) && has_room(i.intended.line);
  };
  std::vector<PendingIntent> taken = TakeGrantedIf(may_go, 1);
  if (taken.empty()) return std::nullopt;
  return std::move(taken.front());
}

std::vector<PendingIntent> IntentTable::TakeTooOld(absl::Duration now) {
  return TakeGrantedIf([&](const PendingIntent& i) { return IsTooOld(i, now); },
                       std::numeric_limits<std::size_t>::max());
}

std::vector<PendingIntent> IntentTable::TakeGrantedOf(
    const std::function<bool(const PendingIntent&)>& which) {
  return TakeGrantedIf(which, std::numeric_limits<std::size_t>::max());
}

}  // namespace dispatcher
