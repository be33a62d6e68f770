#include "dispatcher/intent_table.h"

#include <utility>

#include "dispatcher/urgency.h"
#include "ledger/core/check.h"

namespace dispatcher {

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

IntentTable::Expiry IntentTable::ExpiryOf(const PendingIntent& intent) {
  return {intent.born + absl::Milliseconds(intent.intended.age_limit_ms), intent.intended.intent};
}

// REQUIRES: the intent is in the table.
PendingIntent IntentTable::Take(const ledger::IntentId& intent) {
  const auto at = entries_.find(intent);
  LEDGER_CHECK(at != entries_.end());
  PendingIntent taken = std::move(at->second);
  entries_.erase(at);
  by_message_.erase(taken.intended.message);
  --line_counts_[taken.intended.line];
  DropGranted(taken);
  return taken;
}

void IntentTable::PutGranted(const PendingIntent& intent) {
  const ledger::LineId& line = intent.intended.line;
  std::set<Place>& places = granted_[line];
  if (!places.empty()) first_.erase({*places.begin(), line});
  places.insert(PlaceOf(intent));
  first_.emplace(*places.begin(), line);
  expiries_.insert(ExpiryOf(intent));
}

// Does nothing for an intent that is not granted.
void IntentTable::DropGranted(const PendingIntent& intent) {
  const ledger::LineId& line = intent.intended.line;
  if (expiries_.erase(ExpiryOf(intent)) == 0) return;
  std::set<Place>& places = granted_.at(line);
  first_.erase({*places.begin(), line});
  places.erase(PlaceOf(intent));
  if (places.empty()) {
    granted_.erase(line);
  } else {
    first_.emplace(*places.begin(), line);
  }
}

Settled IntentTable::Note(const ledger::VerdictGiven& verdict, ledger::Offset offset) {
  const auto at = entries_.find(verdict.intent);
  if (at == entries_.end()) return Settled::kNotOurs;
  if (verdict.granted) {
    at->second.granted_at = offset;
    PutGranted(at->second);
    return Settled::kGranted;
  }
  // A repeated append of a granted intent is ignored by the fold and gives no verdict, so a denial
  // is the first word.
  Take(verdict.intent);
  return Settled::kDenied;
}

std::optional<PendingIntent> IntentTable::TakeNextGranted(
    absl::Duration now, const std::function<bool(const ledger::LineId&)>& has_room) {
  for (const auto& [place, line] : first_) {
    const ledger::IntentId id = std::get<ledger::IntentId>(place);  // Take() erases the place
    if (ExpiryOf(entries_.at(id)).first > now && has_room(line)) return Take(id);
  }
  return std::nullopt;
}

std::vector<PendingIntent> IntentTable::TakeTooOld(absl::Duration now) {
  std::vector<PendingIntent> taken;
  while (!expiries_.empty() && expiries_.begin()->first <= now) {
    const ledger::IntentId id = expiries_.begin()->second;  // Take() erases it
    taken.push_back(Take(id));
  }
  return taken;
}

std::vector<PendingIntent> IntentTable::TakeGrantedOf(
    const std::function<bool(const PendingIntent&)>& which) {
  std::vector<ledger::IntentId> ids;
  for (const auto& [end, id] : expiries_) {
    if (which(entries_.at(id))) ids.push_back(id);
  }
  std::vector<PendingIntent> taken;
  taken.reserve(ids.size());
  for (const ledger::IntentId& id : ids) taken.push_back(Take(id));
  return taken;
}

}  // namespace dispatcher
