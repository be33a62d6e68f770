// A partition's projection in memory. Nothing of it survives the object: for partitions that are
// closed without a folder (rebuild/open_partition), for the simulation and for tests.
#pragma once

#include <set>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "projector/fold/state_store.h"

namespace projector {

// See StateStore for the thread rule.
class MemoryStore final : public StateStore {
 public:
  absl::StatusOr<std::optional<FoldMeta>> LoadMeta() const override { return meta_; }
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
  std::optional<FoldMeta> meta_;
  absl::flat_hash_map<ledger::ContactId, std::string> contacts_;
  absl::flat_hash_map<ledger::MessageId, std::string> messages_;
  absl::flat_hash_map<ledger::EventId, ledger::Offset> seen_;
  std::map<SegmentKey, absl::btree_set<ledger::ContactId>> members_;
  std::map<SegmentKey, std::int64_t> counters_;
  std::map<ledger::StepKey, ledger::StepResult> results_;
  std::map<WorkIndex, absl::btree_set<ledger::ContactId>> work_;
  absl::btree_map<ledger::Offset, std::string> events_;
};

}  // namespace projector
