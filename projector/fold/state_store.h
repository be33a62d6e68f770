// The port between the fold and where a partition's projection is kept: memory (simulation,
// rebuild) or RocksDB. One store holds one partition. The law: everything of a batch, the next
// offset with it, becomes visible and durable at once or not at all, so that no crash can make a
// record count twice or be left out (law 4).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ledger/core/ids.h"
#include "ledger/core/partition_state.h"
#include "ledger/ports/projection.h"
#include "projector/fold/stored_values.h"

namespace projector {

// A segment of an account, or a counter of one; derived ones begin with `~`.
struct SegmentKey {
  ledger::AccountId account;
  std::string segment;
  friend auto operator<=>(const SegmentKey&, const SegmentKey&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const SegmentKey& key) {
    return H::combine(std::move(h), key.account, key.segment);
  }
};

// Contacts that something waits for: owed texts; replies, also those that stand as blocks.
enum class WorkIndex : std::uint8_t { kDue = 1, kHeld = 2 };

// All that one batch changes. Values are new values, never differences.
struct StateChanges {
  struct Member {
    SegmentKey segment;
    ledger::ContactId contact;
    bool joins = false;
  };
  struct Work {
    WorkIndex index = WorkIndex::kDue;
    ledger::ContactId contact;
    bool waits = false;
  };

  FoldMeta meta;
  std::vector<std::pair<ledger::ContactId, std::string>> contacts;  // canonical bytes
  std::vector<std::pair<ledger::MessageId, std::string>> messages;  // canonical bytes
  std::vector<std::pair<ledger::EventId, ledger::Offset>> seen;
  std::vector<std::pair<ledger::Offset, std::string>> events;  // ascending; EncodeStoredEvent()
  std::vector<Member> members;
  std::vector<std::pair<SegmentKey, std::int64_t>> counters;  // 0 removes
  std::vector<std::pair<ledger::StepKey, ledger::StepResult>> results;
  std::vector<Work> work;
};

// Thread rule: Commit() alone with nothing else; the others together as many as like. Errors:
// DataLoss (damaged: rebuild), Internal (the disk failed: end the process).
class StateStore {
 public:
  virtual ~StateStore() = default;

  // Nothing if the store is fresh.
  virtual absl::StatusOr<std::optional<FoldMeta>> LoadMeta() const = 0;

  // One value for each id, in their order; empty (or kNoOffset) if there is none.
  virtual absl::StatusOr<std::vector<std::string>> LoadContacts(
      std::span<const ledger::ContactId> ids) const = 0;
  virtual absl::StatusOr<std::vector<std::string>> LoadMessages(
      std::span<const ledger::MessageId> ids) const = 0;
  virtual absl::StatusOr<std::vector<ledger::Offset>> LoadSeen(
      std::span<const ledger::EventId> ids) const = 0;
  virtual absl::StatusOr<std::int64_t> LoadCounter(const SegmentKey& key) const = 0;
  // Empty counts if there are none.
  virtual absl::StatusOr<ledger::StepResult> LoadResult(const ledger::StepKey& key) const = 0;

  virtual absl::Status Commit(const StateChanges& changes) = 0;

  // NotFound if there is no record at `offset`.
  virtual absl::StatusOr<StoredEvent> LoadEvent(ledger::Offset offset) const = 0;
  // Gives encoded events from `from` on, in order, until `see` returns false.
  using SeeEvent = std::function<bool(ledger::Offset, std::string_view encoded)>;
  virtual absl::Status ScanEvents(ledger::Offset from, const SeeEvent& see) const = 0;
  // At most `limit` members behind `after`, in order.
  virtual absl::StatusOr<std::vector<ledger::ContactId>> ScanSegment(
      const SegmentKey& segment, const std::optional<ledger::ContactId>& after,
      std::size_t limit) const = 0;
  virtual absl::StatusOr<std::vector<ledger::ContactId>> ScanWork(
      WorkIndex index, const std::optional<ledger::ContactId>& after, std::size_t limit) const = 0;
  virtual absl::StatusOr<std::vector<ledger::StepResult>> ScanResults(
      const ledger::CampaignKey& campaign) const = 0;
  virtual absl::StatusOr<std::map<std::string, std::uint64_t>> ScanCounters(
      const ledger::AccountId& account) const = 0;
};

}  // namespace projector
