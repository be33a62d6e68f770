#include "projector/fold/memory_store.h"

#include "ledger/core/status_macros.h"

namespace projector {
namespace {

using ledger::ContactId;
using ledger::Offset;

template <typename Map, typename Id>
auto Find(const Map& map, std::span<const Id> ids, typename Map::mapped_type missing) {
  std::vector<typename Map::mapped_type> values;
  values.reserve(ids.size());
  for (const Id& id : ids) {
    const auto at = map.find(id);
    values.push_back(at == map.end() ? missing : at->second);
  }
  return values;
}

std::vector<ContactId> Page(const absl::btree_set<ContactId>& all,
                            const std::optional<ContactId>& after, std::size_t limit) {
  std::vector<ContactId> page;
  for (auto at = after.has_value() ? all.upper_bound(*after) : all.begin();
       at != all.end() && page.size() < limit; ++at) {
    page.push_back(*at);
  }
  return page;
}

}  // namespace

absl::StatusOr<std::vector<std::string>> MemoryStore::LoadContacts(
    std::span<const ContactId> ids) const {
  return Find(contacts_, ids, std::string());
}

absl::StatusOr<std::vector<std::string>> MemoryStore::LoadMessages(
    std::span<const ledger::MessageId> ids) const {
  return Find(messages_, ids, std::string());
}

absl::StatusOr<std::vector<Offset>> MemoryStore::LoadSeen(
    std::span<const ledger::EventId> ids) const {
  return Find(seen_, ids, ledger::kNoOffset);
}

absl::StatusOr<std::int64_t> MemoryStore::LoadCounter(const SegmentKey& key) const {
  const auto at = counters_.find(key);
  return at == counters_.end() ? 0 : at->second;
}

absl::StatusOr<ledger::StepResult> MemoryStore::LoadResult(const ledger::StepKey& key) const {
  const auto at = results_.find(key);
  if (at != results_.end()) return at->second;
  ledger::StepResult fresh;
  fresh.step = key.step;
  return fresh;
}

absl::Status MemoryStore::Commit(const StateChanges& changes) {
  for (const auto& [offset, bytes] : changes.events) events_.emplace(offset, bytes);
  for (const auto& [id, bytes] : changes.contacts) contacts_[id] = bytes;
  for (const auto& [id, bytes] : changes.messages) messages_[id] = bytes;
  for (const auto& [id, offset] : changes.seen) seen_.emplace(id, offset);
  for (const StateChanges::Member& member : changes.members) {
    absl::btree_set<ContactId>& all = members_[member.segment];
    if (member.joins) {
      all.insert(member.contact);
    } else {
      all.erase(member.contact);
    }
  }
  for (const auto& [key, value] : changes.counters) {
    if (value == 0) {
      counters_.erase(key);
    } else {
      counters_[key] = value;
    }
  }
  for (const auto& [key, result] : changes.results) results_[key] = result;
  for (const StateChanges::Work& work : changes.work) {
    absl::btree_set<ContactId>& all = work_[work.index];
    if (work.waits) {
      all.insert(work.contact);
    } else {
      all.erase(work.contact);
    }
  }
  meta_ = changes.meta;
  return absl::OkStatus();
}

absl::StatusOr<StoredEvent> MemoryStore::LoadEvent(Offset offset) const {
  const auto at = events_.find(offset);
  if (at == events_.end()) {
    return absl::NotFoundError("no record at offset " + std::to_string(offset));
  }
  return DecodeStoredEvent(offset, at->second);
}

absl::Status MemoryStore::ScanEvents(Offset from, const SeeEvent& see) const {
  for (auto at = events_.lower_bound(from); at != events_.end(); ++at) {
    if (!see(at->first, at->second)) break;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<ContactId>> MemoryStore::ScanSegment(
    const SegmentKey& segment, const std::optional<ContactId>& after, std::size_t limit) const {
  const auto at = members_.find(segment);
  return at == members_.end() ? std::vector<ContactId>() : Page(at->second, after, limit);
}

absl::StatusOr<std::vector<ContactId>> MemoryStore::ScanWork(WorkIndex index,
                                                             const std::optional<ContactId>& after,
                                                             std::size_t limit) const {
  const auto at = work_.find(index);
  return at == work_.end() ? std::vector<ContactId>() : Page(at->second, after, limit);
}

absl::StatusOr<std::vector<ledger::StepResult>> MemoryStore::ScanResults(
    const ledger::CampaignKey& campaign) const {
  std::vector<ledger::StepResult> results;
  for (auto at = results_.lower_bound({campaign, 0});
       at != results_.end() && at->first.campaign == campaign; ++at) {
    results.push_back(at->second);
  }
  return results;
}

absl::StatusOr<std::map<std::string, std::uint64_t>> MemoryStore::ScanCounters(
    const ledger::AccountId& account) const {
  std::map<std::string, std::uint64_t> counters;
  for (auto at = counters_.lower_bound({account, ""});
       at != counters_.end() && at->first.account == account; ++at) {
    counters.emplace(at->first.segment, static_cast<std::uint64_t>(at->second));
  }
  return counters;
}

}  // namespace projector
