#include "projector/fold/batch_states.h"

#include <algorithm>
#include <utility>

#include "ledger/codec/state_codec.h"
#include "ledger/core/status_macros.h"
#include "projector/fold/derived_segments.h"

namespace projector {
namespace {

using ledger::ContactId;
using ledger::ContactState;
using ledger::EventId;
using ledger::MessageId;
using ledger::MessageState;

// Sorted and unique, so that a store can look them up in key order.
template <typename Id>
std::vector<Id> Unique(std::vector<Id> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace

absl::Status BatchStates::Load(std::span<const ledger::Record> records) {
  std::vector<ContactId> contacts;
  std::vector<MessageId> messages;
  std::vector<EventId> events;
  for (const ledger::Record& record : records) {
    if (!record.about_partition) contacts.push_back(record.contact);
    const auto* event = std::get_if<ledger::Event>(&record.content);
    if (event == nullptr) continue;
    events.push_back(event->id);
    const MessageId message = ledger::MessageOf(event->fact);
    if (!message.empty()) messages.push_back(message);
  }
  contacts = Unique(std::move(contacts));
  messages = Unique(std::move(messages));
  events = Unique(std::move(events));

  contacts_.reserve(contacts.size());
  ASSIGN_OR_RETURN(std::vector<std::string> values, store_.LoadContacts(contacts));
  for (std::size_t i = 0; i < contacts.size(); ++i) {
    Loaded<ContactState>& loaded = contacts_[contacts[i]];
    if (values[i].empty()) continue;
    ASSIGN_OR_RETURN(loaded.state, ledger::DecodeContactState(values[i]));
    loaded.before = loaded.state;
    loaded.before_bytes = std::move(values[i]);
  }
  messages_.reserve(messages.size());
  ASSIGN_OR_RETURN(values, store_.LoadMessages(messages));
  for (std::size_t i = 0; i < messages.size(); ++i) {
    Loaded<MessageState>& loaded = messages_[messages[i]];
    if (values[i].empty()) continue;
    ASSIGN_OR_RETURN(loaded.state, ledger::DecodeMessageState(values[i]));
    loaded.before = loaded.state;
    loaded.before_bytes = std::move(values[i]);
  }
  seen_.reserve(events.size());
  ASSIGN_OR_RETURN(const std::vector<ledger::Offset> offsets, store_.LoadSeen(events));
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (offsets[i] != ledger::kNoOffset) seen_.emplace(events[i], offsets[i]);
  }
  return absl::OkStatus();
}

std::optional<ledger::Offset> BatchStates::SeenAt(const EventId& id) const {
  const auto at = seen_.find(id);
  return at == seen_.end() ? std::nullopt : std::optional(at->second);
}

void BatchStates::NoteSeen(const EventId& id, ledger::Offset offset) {
  if (seen_.emplace(id, offset).second) newly_seen_.emplace_back(id, offset);
}

absl::StatusOr<ledger::StepResult*> BatchStates::Result(const ledger::StepKey& key) {
  auto at = results_.find(key);
  if (at == results_.end()) {
    ASSIGN_OR_RETURN(ledger::StepResult loaded, store_.LoadResult(key));
    at = results_.emplace(key, std::move(loaded)).first;
  }
  return &at->second;
}

void BatchStates::CollectSegments(const ContactId& id, const Loaded<ContactState>& contact,
                                  Counters& counters, StateChanges& changes) {
  if (SameSegments(contact.before, contact.state)) return;
  const std::vector<std::string> before = SegmentsOf(contact.before);
  const std::vector<std::string> after = SegmentsOf(contact.state);
  const auto move = [&](const std::vector<std::string>& from, const std::vector<std::string>& to,
                        const ledger::AccountId& account, bool joins) {
    for (const std::string& segment : from) {
      if (std::binary_search(to.begin(), to.end(), segment)) continue;
      SegmentKey key{account, segment};
      if (IsListed(segment)) changes.members.push_back({key, id, joins});
      counters[std::move(key)] += joins ? 1 : -1;
    }
  };
  move(before, after, contact.before.account, false);
  move(after, before, contact.state.account, true);
}

absl::Status BatchStates::Collect(StateChanges& changes) {
  Counters counters;
  for (auto& [id, contact] : contacts_) {
    std::string bytes = ledger::EncodeContactState(contact.state);
    if (bytes == contact.before_bytes) continue;
    Hash128& sum = changes.meta.sum.contacts;
    if (!contact.before_bytes.empty()) {
      sum -= ContactHash(id, contact.before_bytes);
    }
    sum += ContactHash(id, bytes);
    changes.contacts.emplace_back(id, std::move(bytes));
    CollectSegments(id, contact, counters, changes);
    if (contact.before.due.empty() != contact.state.due.empty()) {
      changes.work.push_back({WorkIndex::kDue, id, !contact.state.due.empty()});
    }
    if (MayAwaitDecision(contact.before) != MayAwaitDecision(contact.state)) {
      changes.work.push_back({WorkIndex::kHeld, id, MayAwaitDecision(contact.state)});
    }
  }
  for (auto& [id, message] : messages_) {
    if (message.before_bytes.empty() && message.state == MessageState()) continue;
    std::string bytes = ledger::EncodeMessageState(message.state);
    if (bytes == message.before_bytes) continue;
    Hash128& sum = changes.meta.sum.messages;
    if (!message.before_bytes.empty()) {
      sum -= MessageHash(id, message.before_bytes);
    }
    sum += MessageHash(id, bytes);
    changes.messages.emplace_back(id, std::move(bytes));
  }
  for (const auto& [key, difference] : counters) {
    if (difference == 0) continue;
    ASSIGN_OR_RETURN(const std::int64_t before, store_.LoadCounter(key));
    changes.counters.emplace_back(key, before + difference);
  }
  changes.seen = std::move(newly_seen_);
  for (auto& [key, result] : results_) changes.results.emplace_back(key, std::move(result));
  return absl::OkStatus();
}

}  // namespace projector
