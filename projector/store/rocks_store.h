// A partition's projection in RocksDB (keys: store_keys.h). All of a batch, the next offset with
// it, is one write; nothing is synced, because what a power cut takes from the end is folded again
// from the log. A folder of another format is refused: the projection is rebuilt, never guessed at.
#pragma once

#include <memory>
#include <string>

#include "projector/fold/state_store.h"
#include "projector/store/rocks_resources.h"

namespace rocksdb {
class DB;
class Slice;
}  // namespace rocksdb

namespace projector {

// See StateStore for the thread rule. One process at a time may have a folder open.
class RocksStore : public StateStore {
 public:
  // Opens the folder, or makes a fresh one. FailedPrecondition: another format; rebuild.
  // DataLoss: damaged files; rebuild. Unavailable: another process has it open. Internal: the disk.
  static absl::StatusOr<std::unique_ptr<RocksStore>> Open(const std::string& folder,
                                                          const RocksResources& resources);
  ~RocksStore() override;

  absl::StatusOr<std::optional<FoldMeta>> LoadMeta() const override;
  absl::StatusOr<std::vector<std::string>> LoadContacts(
      std::span<const ledger::ContactId> ids) const override;
  absl::StatusOr<std::vector<std::string>> LoadMessages(
      std::span<const ledger::MessageId> ids) const override;
  absl::StatusOr<std::vector<ledger::Offset>> LoadSeen(
      std::span<const ledger::EventId> ids) const override;
  absl::StatusOr<std::int64_t> LoadCounter(const SegmentKey& key) const override;
  absl::StatusOr<ledger::StepResult> LoadResult(const ledger::StepKey& key) const override;
  absl::Status Commit(const StateChanges& changes) override;
  absl::StatusOr<StoredEvent> LoadEvent(ledger::Offset offset) const override;
  absl::Status ScanEvents(ledger::Offset from, const SeeEvent& see) const override;
  absl::StatusOr<std::vector<ledger::ContactId>> ScanSegment(
      const SegmentKey& segment, const std::optional<ledger::ContactId>& after,
      std::size_t limit) const override;
  absl::StatusOr<std::vector<ledger::ContactId>> ScanWork(
      WorkIndex index, const std::optional<ledger::ContactId>& after,
      std::size_t limit) const override;
  absl::StatusOr<std::vector<ledger::StepResult>> ScanResults(
      const ledger::CampaignKey& campaign) const override;
  absl::StatusOr<std::map<std::string, std::uint64_t>> ScanCounters(
      const ledger::AccountId& account) const override;

 private:
  RocksStore(std::string folder, std::unique_ptr<rocksdb::DB> db);

  absl::Status CheckFormat();
  // The value at `key`; nothing if there is none.
  absl::StatusOr<std::optional<std::string>> Get(const std::string& key) const;
  absl::StatusOr<std::vector<std::string>> GetAll(const std::vector<std::string>& keys) const;
  // Gives keys and values that begin with `prefix`, from `from` on, until `see` returns false.
  template <typename See>
  absl::Status Scan(const std::string& prefix, const std::string& from, See see) const;
  absl::StatusOr<std::vector<ledger::ContactId>> ScanContacts(
      const std::string& prefix, const std::optional<ledger::ContactId>& after,
      std::size_t limit) const;

  const std::string folder_;
  const std::unique_ptr<rocksdb::DB> db_;
};

}  // namespace projector
