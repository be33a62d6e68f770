// The projection's ports served from the partitions of this process: what the gRPC service answers
// with, and what the simulation talks to directly.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "ledger/ports/clock.h"
#include "ledger/ports/projection.h"
#include "ledger/ports/work_stream.h"
#include "projector/fold/partition_projection.h"
#include "projector/fold/work_feed.h"

namespace projector {

// Holds the partitions. Thread rule: Add() before anything else; then all is safe from many
// threads, but PartitionProjection's folding side belongs to one.
class LocalProjection : public ledger::ProjectionQueries {
 public:
  // Queries wait at most `wait_max` for their position bound; zero: not at all.
  explicit LocalProjection(absl::Duration wait_max) : wait_max_(wait_max) {}

  void Add(std::unique_ptr<PartitionProjection> partition);
  // nullptr if the partition is not here.
  [[nodiscard]] PartitionProjection* Find(ledger::PartitionId partition) const;
  [[nodiscard]] const std::map<ledger::PartitionId, std::unique_ptr<PartitionProjection>>&
  partitions() const {
    return partitions_;
  }

  // How often anything changed; for WaitForChange().
  [[nodiscard]] std::uint64_t Changes() const;
  // Waits at most `wait` until Changes() is no longer `seen`.
  void WaitForChange(std::uint64_t seen, absl::Duration wait) const;

  absl::StatusOr<std::vector<ledger::FoldPosition>> Positions() override;
  absl::StatusOr<ledger::ContactView> GetContact(ledger::PartitionId partition,
                                                 const ledger::ContactId& contact,
                                                 ledger::Offset at_least) override;
  absl::StatusOr<ledger::HistoryPage> History(const ledger::HistoryQuery& query) override;
  absl::StatusOr<ledger::AudiencePage> ScanAudience(const ledger::AudienceQuery& query) override;
  absl::StatusOr<ledger::MembersPage> ScanMembers(const ledger::MembersQuery& query) override;
  absl::StatusOr<ledger::StepResultsView> StepResults(ledger::PartitionId partition,
                                                      const ledger::AccountId& account,
                                                      const ledger::CampaignId& campaign,
                                                      ledger::Offset at_least) override;
  absl::StatusOr<ledger::SegmentCountsView> SegmentCounts(ledger::PartitionId partition,
                                                          const ledger::AccountId& account,
                                                          ledger::Offset at_least) override;
  absl::StatusOr<std::pair<std::string, ledger::FoldPosition>> StateDigest(
      ledger::PartitionId partition, ledger::Offset at_least) override;

 private:
  absl::StatusOr<Reading> Read(ledger::PartitionId partition, ledger::Offset at_least) const;

  const absl::Duration wait_max_;
  std::map<ledger::PartitionId, std::unique_ptr<PartitionProjection>> partitions_;
  mutable std::mutex mutex_;  // guards changes_
  mutable std::condition_variable changed_;
  std::uint64_t changes_ = 0;
};

// A stream of work from the partitions of this process. `projection` and `clock` must outlive it.
class LocalWorkStream : public ledger::WorkStream {
 public:
  LocalWorkStream(const LocalProjection& projection, const ledger::Clock& clock)
      : projection_(projection), clock_(clock) {}

  // NotFound: a partition is not here.
  absl::Status Open(ledger::WorkKind kind,
                    const std::map<ledger::PartitionId, ledger::Offset>& from) override;
  absl::StatusOr<std::vector<ledger::WorkItem>> Poll(absl::Duration wait) override;

 private:
  absl::StatusOr<std::vector<ledger::WorkItem>> TakeFromAll();

  const LocalProjection& projection_;
  const ledger::Clock& clock_;
  std::vector<std::pair<const PartitionProjection*, WorkFeed>> feeds_;
};

}  // namespace projector
