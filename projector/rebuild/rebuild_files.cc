#include "projector/rebuild/rebuild_files.h"

#include <algorithm>
#include <utility>

#include "ledger/core/status_macros.h"
#include "projector/fold/derived_segments.h"
#include "projector/store/store_keys.h"

namespace projector {
namespace {

constexpr std::size_t kEntriesPerTurn = 65'536;

std::uint64_t Unsigned(std::int64_t value) { return static_cast<std::uint64_t>(value); }

}  // namespace

// One table of the store: a run of files of its own, so that no two runs overlap.
class RebuildFiles::Table {
 public:
  Table(RebuildFiles& files, const char* name, SstKind kind = SstKind::kLookedUp)
      : files_(files), builder_(files.resources_, files.folder_, name, kind) {}

  absl::Status Add(std::string_view key, std::string_view value) {
    if (++added_ % kEntriesPerTurn == 0) files_.turn_();
    return builder_.Add(key, value);
  }
  absl::Status Finish() {
    RETURN_IF_ERROR(builder_.Finish());
    files_.files_.insert(files_.files_.end(), builder_.files().begin(), builder_.files().end());
    files_.turn_();
    return absl::OkStatus();
  }

 private:
  RebuildFiles& files_;
  SstBuilder builder_;
  std::size_t added_ = 0;
};

// What follows from the contacts; members and waiting ones in the order of their ids.
struct RebuildFiles::Lists {
  std::map<SegmentKey, std::int64_t> counters;
  std::map<SegmentKey, std::vector<ledger::ContactId>> members;
  std::map<WorkIndex, std::vector<ledger::ContactId>> work;

  void Add(const ledger::ContactId& id, const ledger::ContactState& contact) {
    for (std::string& segment : SegmentsOf(contact)) {
      SegmentKey key{contact.account, std::move(segment)};
      if (IsListed(key.segment)) members[key].push_back(id);
      ++counters[std::move(key)];
    }
    if (!contact.due.empty()) work[WorkIndex::kDue].push_back(id);
    if (MayAwaitDecision(contact)) work[WorkIndex::kHeld].push_back(id);
  }
};

RebuildFiles::RebuildFiles(const RocksResources& resources, std::string folder,
                           const std::function<void()>& turn)
    : resources_(resources),
      folder_(std::move(folder)),
      turn_(turn),
      events_(resources, folder_, "events", SstKind::kScanned) {}

absl::Status RebuildFiles::AddEvent(ledger::Offset offset, std::string_view stored) {
  return events_.Add(store_keys::EventKey(offset), stored);
}

absl::Status RebuildFiles::WriteContacts(const RebuildStates& states, Hash128& sum, Lists& lists) {
  Table contacts(*this, "contacts");
  RETURN_IF_ERROR(
      states.contacts().ForEach([&](const ledger::ContactId& id,
                                    const ledger::ContactState& contact, const std::string& bytes) {
        sum += ContactHash(id, bytes);
        lists.Add(id, contact);
        return contacts.Add(store_keys::IdKey(store_keys::kContact, id), bytes);
      }));
  return contacts.Finish();
}

absl::Status RebuildFiles::WriteMessages(const RebuildStates& states, Hash128& sum) {
  Table messages(*this, "messages");
  const ledger::MessageState fresh;
  RETURN_IF_ERROR(
      states.messages().ForEach([&](const ledger::MessageId& id,
                                    const ledger::MessageState& message, const std::string& bytes) {
        // Somebody spoke of it, and nothing came of that.
        if (message == fresh) return absl::OkStatus();
        sum += MessageHash(id, bytes);
        return messages.Add(store_keys::IdKey(store_keys::kMessage, id), bytes);
      }));
  return messages.Finish();
}

absl::Status RebuildFiles::WriteSeen(const RebuildStates& states) {
  std::vector<std::pair<ledger::EventId, ledger::Offset>> entries(states.seen().begin(),
                                                                  states.seen().end());
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  Table seen(*this, "seen", SstKind::kRandom);
  std::string key(1, store_keys::kSeen);
  for (const auto& [id, offset] : entries) {
    key.resize(1);
    key.append(id.view());
    RETURN_IF_ERROR(seen.Add(key, store_keys::NumberValue(Unsigned(offset))));
  }
  return seen.Finish();
}

absl::Status RebuildFiles::WriteLists(const RebuildStates& states, const Lists& lists) {
  // Counted texts do not sort like plain ones, so the keys themselves are put in order.
  std::vector<std::pair<std::string, std::string>> entries;
  for (const auto& [key, count] : lists.counters) {
    entries.emplace_back(store_keys::CounterKey(key), store_keys::NumberValue(Unsigned(count)));
  }
  for (const auto& [key, result] : states.results()) {
    entries.emplace_back(store_keys::ResultKey(key), EncodeStepResult(result));
  }
  for (const auto& [index, contacts] : lists.work) {
    for (const ledger::ContactId& id : contacts) {
      entries.emplace_back(store_keys::WorkKey(index, id), std::string());
    }
  }
  std::sort(entries.begin(), entries.end());
  Table table(*this, "lists");
  for (const auto& [key, value] : entries) RETURN_IF_ERROR(table.Add(key, value));
  RETURN_IF_ERROR(table.Finish());

  std::vector<std::pair<std::string, const std::vector<ledger::ContactId>*>> segments;
  for (const auto& [key, contacts] : lists.members) {
    segments.emplace_back(store_keys::MemberPrefix(key), &contacts);
  }
  std::sort(segments.begin(), segments.end());
  Table members(*this, "members");
  for (auto& [key, contacts] : segments) {
    const std::size_t prefix = key.size();
    for (const ledger::ContactId& id : *contacts) {
      key.resize(prefix);
      key.append(id.view());
      RETURN_IF_ERROR(members.Add(key, {}));
    }
  }
  return members.Finish();
}

absl::Status RebuildFiles::WriteMeta(const FoldMeta& meta) {
  Table table(*this, "meta");
  // A folder of nothing has no position.
  if (meta.next > 0) {
    RETURN_IF_ERROR(table.Add(store_keys::FoldMetaKey(), EncodeFoldMeta(meta)));
  }
  RETURN_IF_ERROR(table.Add(store_keys::FormatKey(), kStoreFormat));
  return table.Finish();
}

absl::StatusOr<std::vector<std::string>> RebuildFiles::Finish(const RebuildStates& states,
                                                              FoldMeta meta) {
  RETURN_IF_ERROR(events_.Finish());
  files_ = events_.files();
  Lists lists;
  RETURN_IF_ERROR(WriteContacts(states, meta.sum.contacts, lists));
  RETURN_IF_ERROR(WriteSeen(states));
  RETURN_IF_ERROR(WriteMessages(states, meta.sum.messages));
  RETURN_IF_ERROR(WriteLists(states, lists));
  RETURN_IF_ERROR(WriteMeta(meta));
  return std::move(files_);
}

}  // namespace projector
