#include "projector/store/rocks_store.h"

#include <utility>

#include "ledger/core/status_macros.h"
#include "projector/store/rocks_status.h"
#include "projector/store/store_keys.h"
#include "rocksdb/db.h"
#include "rocksdb/write_batch.h"

namespace projector {
namespace {

using ledger::ContactId;
using ledger::Offset;
using rocksdb::Slice;

std::string_view AsView(const Slice& slice) { return {slice.data(), slice.size()}; }

absl::Status Damaged(const std::string& folder, const char* what) {
  return absl::DataLossError(folder + ": a stored " + what +
                             " cannot be read; mend: rebuild the projection");
}

template <typename Id>
std::vector<std::string> KeysOf(char table, std::span<const Id> ids) {
  std::vector<std::string> keys;
  keys.reserve(ids.size());
  for (const Id& id : ids) keys.push_back(store_keys::IdKey(table, id));
  return keys;
}

// Bytes at the end of a key that are the contact.
ContactId ContactIn(std::string_view key) {
  return key.size() < ContactId::kSize
             ? ContactId()
             : ContactId::FromBytes(key.substr(key.size() - ContactId::kSize));
}

// Collects the first error, for no put can fail but by a bug or by memory.
class Batch {
 public:
  void Put(const std::string& key, std::string_view value) {
    if (status_.ok()) status_ = batch_.Put(key, value);
  }
  void Delete(const std::string& key) {
    if (status_.ok()) status_ = batch_.Delete(key);
  }
  void Mark(const std::string& key, bool present) {
    if (present) {
      Put(key, {});
    } else {
      Delete(key);
    }
  }
  rocksdb::Status Write(rocksdb::DB& db) {
    if (!status_.ok()) return status_;
    rocksdb::WriteOptions options;
    options.sync = false;
    return db.Write(options, &batch_);
  }

 private:
  rocksdb::WriteBatch batch_;
  rocksdb::Status status_;
};

}  // namespace

RocksStore::RocksStore(std::string folder, std::unique_ptr<rocksdb::DB> db)
    : folder_(std::move(folder)), db_(std::move(db)) {}

RocksStore::~RocksStore() = default;

absl::StatusOr<std::unique_ptr<RocksStore>> RocksStore::Open(const std::string& folder,
                                                             const RocksResources& resources) {
  rocksdb::Options options = resources.Options();
  options.create_if_missing = true;
  rocksdb::DB* raw = nullptr;
  RETURN_IF_ERROR(FromRocks(rocksdb::DB::Open(options, folder, &raw), "opening " + folder));
  std::unique_ptr<RocksStore> store(new RocksStore(folder, std::unique_ptr<rocksdb::DB>(raw)));
  RETURN_IF_ERROR(store->CheckFormat());
  return store;
}

absl::Status RocksStore::CheckFormat() {
  ASSIGN_OR_RETURN(const std::optional<std::string> format, Get(store_keys::FormatKey()));
  if (format == kStoreFormat) return absl::OkStatus();
  if (format.has_value()) {
    return absl::FailedPreconditionError(folder_ + " has the format " + *format +
                                         ", this binary needs " + std::string(kStoreFormat) +
                                         "; mend: rebuild the projection");
  }
  // Fresh, then; but a folder with records and without a format is none of ours.
  ASSIGN_OR_RETURN(const std::optional<std::string> meta, Get(store_keys::FoldMetaKey()));
  if (meta.has_value()) return Damaged(folder_, "format");
  Batch batch;
  batch.Put(store_keys::FormatKey(), kStoreFormat);
  return FromRocks(batch.Write(*db_), "writing to " + folder_);
}

absl::StatusOr<std::optional<std::string>> RocksStore::Get(const std::string& key) const {
  std::string value;
  const rocksdb::Status status = db_->Get(rocksdb::ReadOptions(), key, &value);
  if (status.IsNotFound()) return std::optional<std::string>();
  RETURN_IF_ERROR(FromRocks(status, "reading " + folder_));
  return std::optional(std::move(value));
}

absl::StatusOr<std::vector<std::string>> RocksStore::GetAll(
    const std::vector<std::string>& keys) const {
  std::vector<std::string> values(keys.size());
  if (keys.empty()) return values;
  const std::vector<Slice> slices(keys.begin(), keys.end());
  std::vector<rocksdb::PinnableSlice> found(keys.size());
  std::vector<rocksdb::Status> statuses(keys.size());
  // Not as sorted input: this library aborts the process if the order is wrong.
  db_->MultiGet(rocksdb::ReadOptions(), db_->DefaultColumnFamily(), keys.size(), slices.data(),
                found.data(), statuses.data(), /*sorted_input=*/false);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (statuses[i].IsNotFound()) continue;
    RETURN_IF_ERROR(FromRocks(statuses[i], "reading " + folder_));
    values[i].assign(found[i].data(), found[i].size());
  }
  return values;
}

absl::StatusOr<std::optional<FoldMeta>> RocksStore::LoadMeta() const {
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes, Get(store_keys::FoldMetaKey()));
  if (!bytes.has_value()) return std::optional<FoldMeta>();
  ASSIGN_OR_RETURN(FoldMeta meta, DecodeFoldMeta(*bytes));
  return std::optional(std::move(meta));
}

absl::StatusOr<std::vector<std::string>> RocksStore::LoadContacts(
    std::span<const ContactId> ids) const {
  return GetAll(KeysOf(store_keys::kContact, ids));
}

absl::StatusOr<std::vector<std::string>> RocksStore::LoadMessages(
    std::span<const ledger::MessageId> ids) const {
  return GetAll(KeysOf(store_keys::kMessage, ids));
}

absl::StatusOr<std::vector<Offset>> RocksStore::LoadSeen(
    std::span<const ledger::EventId> ids) const {
  ASSIGN_OR_RETURN(const std::vector<std::string> values, GetAll(KeysOf(store_keys::kSeen, ids)));
  std::vector<Offset> offsets;
  offsets.reserve(values.size());
  for (const std::string& value : values) {
    if (!value.empty() && value.size() != 8) return Damaged(folder_, "offset");
    offsets.push_back(value.empty() ? ledger::kNoOffset
                                    : static_cast<Offset>(store_keys::ReadBigEndian(value)));
  }
  return offsets;
}

absl::StatusOr<std::int64_t> RocksStore::LoadCounter(const SegmentKey& key) const {
  ASSIGN_OR_RETURN(const std::optional<std::string> value, Get(store_keys::CounterKey(key)));
  if (!value.has_value()) return 0;
  if (value->size() != 8) return Damaged(folder_, "count");
  return static_cast<std::int64_t>(store_keys::ReadBigEndian(*value));
}

absl::StatusOr<ledger::StepResult> RocksStore::LoadResult(const ledger::StepKey& key) const {
  ASSIGN_OR_RETURN(const std::optional<std::string> value, Get(store_keys::ResultKey(key)));
  if (value.has_value()) return DecodeStepResult(key.step, *value);
  ledger::StepResult fresh;
  fresh.step = key.step;
  return fresh;
}

absl::Status RocksStore::Commit(const StateChanges& changes) {
  Batch batch;
  for (const auto& [id, bytes] : changes.contacts) {
    batch.Put(store_keys::IdKey(store_keys::kContact, id), bytes);
  }
  for (const auto& [id, bytes] : changes.messages) {
    batch.Put(store_keys::IdKey(store_keys::kMessage, id), bytes);
  }
  for (const auto& [id, offset] : changes.seen) {
    batch.Put(store_keys::IdKey(store_keys::kSeen, id),
              store_keys::NumberValue(static_cast<std::uint64_t>(offset)));
  }
  for (const auto& [offset, bytes] : changes.events) {
    batch.Put(store_keys::EventKey(offset), bytes);
  }
  for (const StateChanges::Member& member : changes.members) {
    batch.Mark(store_keys::MemberKey(member.segment, member.contact), member.joins);
  }
  for (const auto& [key, count] : changes.counters) {
    if (count == 0) {
      batch.Delete(store_keys::CounterKey(key));
    } else {
      batch.Put(store_keys::CounterKey(key),
                store_keys::NumberValue(static_cast<std::uint64_t>(count)));
    }
  }
  for (const auto& [key, result] : changes.results) {
    batch.Put(store_keys::ResultKey(key), EncodeStepResult(result));
  }
  for (const StateChanges::Work& work : changes.work) {
    batch.Mark(store_keys::WorkKey(work.index, work.contact), work.waits);
  }
  batch.Put(store_keys::FoldMetaKey(), EncodeFoldMeta(changes.meta));
  return FromRocks(batch.Write(*db_), "writing to " + folder_);
}

absl::StatusOr<StoredEvent> RocksStore::LoadEvent(Offset offset) const {
  ASSIGN_OR_RETURN(const std::optional<std::string> value, Get(store_keys::EventKey(offset)));
  if (!value.has_value()) {
    return absl::NotFoundError("no record at offset " + std::to_string(offset));
  }
  return DecodeStoredEvent(offset, *value);
}

template <typename See>
absl::Status RocksStore::Scan(const std::string& prefix, const std::string& from, See see) const {
  const std::string end = store_keys::PrefixEnd(prefix);
  const Slice upper(end);
  rocksdb::ReadOptions options;
  options.iterate_upper_bound = &upper;
  const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator(options));
  for (at->Seek(from); at->Valid(); at->Next()) {
    if (!see(AsView(at->key()), AsView(at->value()))) break;
  }
  return FromRocks(at->status(), "reading " + folder_);
}

absl::Status RocksStore::ScanEvents(Offset from, const SeeEvent& see) const {
  return Scan(std::string(1, store_keys::kEvent), store_keys::EventKey(std::max<Offset>(from, 0)),
              [&](std::string_view key, std::string_view value) {
                return see(static_cast<Offset>(store_keys::ReadBigEndian(key.substr(1))), value);
              });
}

absl::StatusOr<std::vector<ContactId>> RocksStore::ScanContacts(
    const std::string& prefix, const std::optional<ContactId>& after, std::size_t limit) const {
  std::vector<ContactId> page;
  if (limit == 0) return page;
  std::string from = prefix;
  // The first key behind it is the key with a zero byte more.
  if (after.has_value()) from.append(after->view()).push_back('\0');
  RETURN_IF_ERROR(Scan(prefix, from, [&](std::string_view key, std::string_view) {
    page.push_back(ContactIn(key));
    return page.size() < limit;
  }));
  return page;
}

absl::StatusOr<std::vector<ContactId>> RocksStore::ScanSegment(
    const SegmentKey& segment, const std::optional<ContactId>& after, std::size_t limit) const {
  return ScanContacts(store_keys::MemberPrefix(segment), after, limit);
}

absl::StatusOr<std::vector<ContactId>> RocksStore::ScanWork(WorkIndex index,
                                                            const std::optional<ContactId>& after,
                                                            std::size_t limit) const {
  return ScanContacts(store_keys::WorkPrefix(index), after, limit);
}

absl::StatusOr<std::vector<ledger::StepResult>> RocksStore::ScanResults(
    const ledger::CampaignKey& campaign) const {
  std::vector<ledger::StepResult> results;
  const std::string prefix = store_keys::ResultPrefix(campaign);
  absl::Status decoded;
  RETURN_IF_ERROR(Scan(prefix, prefix, [&](std::string_view key, std::string_view value) {
    const auto step =
        static_cast<std::uint32_t>(store_keys::ReadBigEndian(key.substr(prefix.size())));
    absl::StatusOr<ledger::StepResult> result = DecodeStepResult(step, value);
    decoded = result.status();
    if (decoded.ok()) results.push_back(*std::move(result));
    return decoded.ok();
  }));
  RETURN_IF_ERROR(decoded);
  return results;
}

absl::StatusOr<std::map<std::string, std::uint64_t>> RocksStore::ScanCounters(
    const ledger::AccountId& account) const {
  std::map<std::string, std::uint64_t> counters;
  const std::string prefix = store_keys::CounterPrefix(account);
  RETURN_IF_ERROR(Scan(prefix, prefix, [&](std::string_view key, std::string_view value) {
    counters.emplace(std::string(key.substr(prefix.size() + 2)), store_keys::ReadBigEndian(value));
    return true;
  }));
  return counters;
}

}  // namespace projector
