// Helpers to fold a RandomLog into a store and to compare two stores in full.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <utility>

#include "ledger/ports/clock.h"
#include "projector/fold/local_projection.h"
#include "projector/fold/memory_store.h"
#include "tests/projector/random_log.h"

namespace projector::test {

// What `result` holds; by value, for loops outlive temporaries.
template <typename T>
T Value(absl::StatusOr<T> result) {
  REQUIRE(result.ok());
  return *std::move(result);
}

class StandingClock : public ledger::Clock {
 public:
  absl::Time Now() const override { return absl::UnixEpoch() + monotonic; }
  absl::Duration Monotonic() const override { return monotonic; }
  absl::Duration monotonic;
};

// A store that somebody else owns, so that it can be opened again.
class BorrowedStore : public StateStore {
 public:
  explicit BorrowedStore(StateStore& real) : real_(real) {}
  absl::StatusOr<std::optional<FoldMeta>> LoadMeta() const override { return real_.LoadMeta(); }
  absl::StatusOr<std::vector<std::string>> LoadContacts(
      std::span<const ContactId> ids) const override {
    return real_.LoadContacts(ids);
  }
  absl::StatusOr<std::vector<std::string>> LoadMessages(
      std::span<const MessageId> ids) const override {
    return real_.LoadMessages(ids);
  }
  absl::StatusOr<std::vector<Offset>> LoadSeen(std::span<const EventId> ids) const override {
    return real_.LoadSeen(ids);
  }
  absl::StatusOr<std::int64_t> LoadCounter(const SegmentKey& key) const override {
    return real_.LoadCounter(key);
  }
  absl::StatusOr<StepResult> LoadResult(const StepKey& key) const override {
    return real_.LoadResult(key);
  }
  absl::Status Commit(const StateChanges& changes) override { return real_.Commit(changes); }
  absl::StatusOr<StoredEvent> LoadEvent(Offset offset) const override {
    return real_.LoadEvent(offset);
  }
  absl::Status ScanEvents(Offset from, const SeeEvent& see) const override {
    return real_.ScanEvents(from, see);
  }
  absl::StatusOr<std::vector<ContactId>> ScanSegment(const SegmentKey& segment,
                                                     const std::optional<ContactId>& after,
                                                     std::size_t limit) const override {
    return real_.ScanSegment(segment, after, limit);
  }
  absl::StatusOr<std::vector<ContactId>> ScanWork(WorkIndex index,
                                                  const std::optional<ContactId>& after,
                                                  std::size_t limit) const override {
    return real_.ScanWork(index, after, limit);
  }
  absl::StatusOr<std::vector<StepResult>> ScanResults(const CampaignKey& campaign) const override {
    return real_.ScanResults(campaign);
  }
  absl::StatusOr<std::map<std::string, std::uint64_t>> ScanCounters(
      const AccountId& account) const override {
    return real_.ScanCounters(account);
  }

 private:
  StateStore& real_;
};

inline std::unique_ptr<PartitionProjection> OpenOver(StateStore& store) {
  auto opened = PartitionProjection::Open(0, std::make_unique<BorrowedStore>(store));
  REQUIRE(opened.ok());
  return *std::move(opened);
}

// Folds the log up to `end`, in batches of `size`.
inline void FoldUpTo(PartitionProjection& partition, const RandomLog& log, Offset end,
                     Offset size) {
  for (Offset from = partition.ReadFrom(); from < end; from += size) {
    const auto views = Views(log, from, std::min(end, from + size));
    const absl::Status status = partition.Fold(views);
    INFO(status.message());
    REQUIRE(status.ok());
  }
}

inline std::string DigestNow(const PartitionProjection& partition) {
  auto reading = partition.Read(0, absl::ZeroDuration());
  REQUIRE(reading.ok());
  return DigestOf(reading->meta());
}

// Everything that a store says about the contacts of the log, as text.
inline std::string Dump(const StateStore& store, std::uint32_t contacts) {
  std::string dump;
  for (const char* name : {"acme", "zenith"}) {
    const AccountId account{name};
    for (const auto& [segment, count] : Value(store.ScanCounters(account))) {
      dump += segment + "=" + std::to_string(count) + "\n";
      std::size_t listed = 0;
      for (const ContactId& id :
           Value(store.ScanSegment({account, segment}, std::nullopt, 100'000))) {
        dump += ContactKey(id) + " ";
        ++listed;
      }
      if (segment.front() != '~' || segment == "~all") CHECK(listed == count);
    }
    for (const StepResult& result : Value(store.ScanResults({account, kSpring}))) {
      dump += std::to_string(result.step) + ":" + EncodeStepResult(result) + "\n";
    }
  }
  for (const WorkIndex index : {WorkIndex::kDue, WorkIndex::kHeld}) {
    for (const ContactId& id : Value(store.ScanWork(index, std::nullopt, 100'000))) {
      dump += ContactKey(id) + ",";
    }
    dump += "\n";
  }
  for (std::uint32_t n = 0; n < contacts; ++n) {
    const ContactId id = RandomLog::Contact(n);
    dump += Value(store.LoadContacts({&id, 1})).front() + "\n";
  }
  const absl::Status scanned = store.ScanEvents(0, [&](Offset offset, std::string_view bytes) {
    dump += std::to_string(offset) + std::string(bytes) + "\n";
    return true;
  });
  CHECK(scanned.ok());
  const auto meta = store.LoadMeta();
  if (meta.ok() && meta->has_value()) dump += EncodeFoldMeta(**meta);
  return dump;
}

}  // namespace projector::test
