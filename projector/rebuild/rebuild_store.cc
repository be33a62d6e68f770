#include "projector/rebuild/rebuild_store.h"

#include <algorithm>
#include <utility>

#include "ledger/core/status_macros.h"
#include "projector/store/store_keys.h"

namespace projector {
namespace {

constexpr std::size_t kEntriesPerTurn = 65'536;

// The entries of a hash map in the order of their keys.
template <typename Map>
std::vector<const typename Map::value_type*> InOrder(const Map& map) {
  std::vector<const typename Map::value_type*> entries;
  entries.reserve(map.size());
  for (const auto& entry : map) entries.push_back(&entry);
  std::sort(entries.begin(), entries.end(),
            [](const auto* a, const auto* b) { return a->first < b->first; });
  return entries;
}

}  // namespace

// One table of the store: a run of files of its own, so that no two runs overlap.
class RebuildStore::Table {
 public:
  Table(const RebuildStore& store, const char* name, const std::function<void()>& turn)
      : builder_(store.resources_, store.folder_, name), turn_(turn) {}

  absl::Status Add(const std::string& key, std::string_view value) {
    if (++added_ % kEntriesPerTurn == 0) turn_();
    return builder_.Add(key, value);
  }
  absl::Status Finish(std::vector<std::string>& files) {
    RETURN_IF_ERROR(builder_.Finish());
    files.insert(files.end(), builder_.files().begin(), builder_.files().end());
    turn_();
    return absl::OkStatus();
  }

 private:
  SstBuilder builder_;
  const std::function<void()>& turn_;
  std::size_t added_ = 0;
};

RebuildStore::RebuildStore(const RocksResources& resources, std::string folder)
    : resources_(resources), folder_(std::move(folder)), events_(resources, folder_, "events") {}

absl::Status RebuildStore::KeepEvents(const StateChanges& changes) {
  for (const auto& [offset, bytes] : changes.events) {
    RETURN_IF_ERROR(events_.Add(store_keys::EventKey(offset), bytes));
  }
  return absl::OkStatus();
}

absl::Status RebuildStore::WriteStates(std::vector<std::string>& files,
                                       const std::function<void()>& turn) {
  Table contacts(*this, "contacts", turn);
  for (const auto* entry : InOrder(contacts_)) {
    RETURN_IF_ERROR(
        contacts.Add(store_keys::IdKey(store_keys::kContact, entry->first), entry->second));
  }
  RETURN_IF_ERROR(contacts.Finish(files));
  Table seen(*this, "seen", turn);
  for (const auto* entry : InOrder(seen_)) {
    RETURN_IF_ERROR(seen.Add(store_keys::IdKey(store_keys::kSeen, entry->first),
                             store_keys::NumberValue(static_cast<std::uint64_t>(entry->second))));
  }
  RETURN_IF_ERROR(seen.Finish(files));
  Table messages(*this, "messages", turn);
  for (const auto* entry : InOrder(messages_)) {
    RETURN_IF_ERROR(
        messages.Add(store_keys::IdKey(store_keys::kMessage, entry->first), entry->second));
  }
  return messages.Finish(files);
}

absl::Status RebuildStore::WriteLists(std::vector<std::string>& files,
                                      const std::function<void()>& turn) {
  // Counted texts do not sort like plain ones, so the keys themselves are put in order.
  std::vector<std::pair<std::string, std::string>> entries;
  for (const auto& [key, count] : counters_) {
    entries.emplace_back(store_keys::CounterKey(key),
                         store_keys::NumberValue(static_cast<std::uint64_t>(count)));
  }
  for (const auto& [key, result] : results_) {
    entries.emplace_back(store_keys::ResultKey(key), EncodeStepResult(result));
  }
  for (const auto& [index, contacts] : work_) {
    for (const ledger::ContactId& id : contacts) {
      entries.emplace_back(store_keys::WorkKey(index, id), std::string());
    }
  }
  std::sort(entries.begin(), entries.end());
  Table lists(*this, "lists", turn);
  for (const auto& [key, value] : entries) RETURN_IF_ERROR(lists.Add(key, value));
  RETURN_IF_ERROR(lists.Finish(files));

  std::vector<std::pair<std::string, const absl::btree_set<ledger::ContactId>*>> segments;
  for (const auto& [key, members] : members_) {
    segments.emplace_back(store_keys::MemberPrefix(key), &members);
  }
  std::sort(segments.begin(), segments.end());
  Table members(*this, "members", turn);
  for (const auto& [prefix, contacts] : segments) {
    for (const ledger::ContactId& id : *contacts) {
      RETURN_IF_ERROR(members.Add(prefix + std::string(id.view()), {}));
    }
  }
  return members.Finish(files);
}

absl::StatusOr<std::vector<std::string>> RebuildStore::WriteFiles(
    const std::function<void()>& turn) {
  std::vector<std::string> files;
  RETURN_IF_ERROR(events_.Finish());
  files = events_.files();
  RETURN_IF_ERROR(WriteStates(files, turn));
  RETURN_IF_ERROR(WriteLists(files, turn));
  Table meta(*this, "meta", turn);
  if (meta_.has_value()) {
    RETURN_IF_ERROR(meta.Add(store_keys::FoldMetaKey(), EncodeFoldMeta(*meta_)));
  }
  RETURN_IF_ERROR(meta.Add(store_keys::FormatKey(), kStoreFormat));
  RETURN_IF_ERROR(meta.Finish(files));
  return files;
}

}  // namespace projector
