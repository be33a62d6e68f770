// The projector in a run: its own fold over memory, fed late and in batches of any size, that may
// stop, start again with what it kept, or rebuild from nothing; and the ports through which the
// workers see it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "projector/fold/local_projection.h"
#include "projector/fold/memory_store.h"
#include "tests/simulation/sim_log.h"

namespace simulation {

class SimProjector {
 public:
  // Records [from, to) of the partition were folded.
  using OnFolded = std::function<void(ledger::PartitionId, ledger::Offset from, ledger::Offset to)>;

  SimProjector(const SimLog& log, Random& random, const Faults& faults, OnFolded on_folded);

  // Folds a batch of some partition. `whole`: all that there is, of every partition.
  void Step(bool whole);
  // Ends it. It comes back with what its store has, or with nothing if `rebuild`.
  void Crash(bool rebuild);
  void Start();

  [[nodiscard]] bool is_up() const { return local_ != nullptr; }
  [[nodiscard]] projector::LocalProjection& local() { return *local_; }
  // Changes with every start: older streams are broken.
  [[nodiscard]] int life() const { return life_; }
  [[nodiscard]] const projector::MemoryStore& store(ledger::PartitionId p) const {
    return *stores_.at(p);
  }
  [[nodiscard]] ledger::Offset Next(ledger::PartitionId p) const {
    return local_->Find(p)->Position().next;
  }
  [[nodiscard]] bool CaughtUp() const;

 private:
  void FoldSome(ledger::PartitionId p, std::size_t max);

  const SimLog& log_;
  Random& random_;
  const Faults& faults_;
  OnFolded on_folded_;
  int life_ = 0;
  std::map<ledger::PartitionId, std::shared_ptr<projector::MemoryStore>> stores_;
  std::map<ledger::PartitionId, ledger::Offset> read_;  // next offset to hand to the fold
  std::unique_ptr<projector::LocalProjection> local_;
};

// Folds `log`'s partition from nothing in batches of random size. Returns its digest.
std::string DigestFromZero(const SimLog& log, ledger::PartitionId p, Random& random);

// A worker's stream of work. May break, stall, and hand over in small parts.
class SimStream : public ledger::WorkStream {
 public:
  using OnItem = std::function<void(const ledger::WorkItem&)>;

  SimStream(SimProjector& projector, const ledger::Clock& clock, Random& random,
            const Faults& faults, OnItem on_item)
      : projector_(projector),
        clock_(clock),
        random_(random),
        faults_(faults),
        on_item_(std::move(on_item)) {}

  absl::Status Open(ledger::WorkKind kind,
                    const std::map<ledger::PartitionId, ledger::Offset>& from) override;
  absl::StatusOr<std::vector<ledger::WorkItem>> Poll(absl::Duration wait) override;

 private:
  SimProjector& projector_;
  const ledger::Clock& clock_;
  Random& random_;
  const Faults& faults_;
  OnItem on_item_;
  int life_ = -1;
  std::unique_ptr<projector::LocalWorkStream> inner_;
  std::vector<ledger::WorkItem> waiting_;
};

// The projection's questions, answered while it is up.
class SimQueries : public ledger::ProjectionQueries {
 public:
  explicit SimQueries(SimProjector& projector) : projector_(projector) {}
  absl::StatusOr<std::vector<ledger::FoldPosition>> Positions() override;
  absl::StatusOr<ledger::ContactView> GetContact(ledger::PartitionId p, const ledger::ContactId& c,
                                                 ledger::Offset at_least) override;
  absl::StatusOr<ledger::HistoryPage> History(const ledger::HistoryQuery& query) override;
  absl::StatusOr<ledger::AudiencePage> ScanAudience(const ledger::AudienceQuery& query) override;
  absl::StatusOr<ledger::MembersPage> ScanMembers(const ledger::MembersQuery& query) override;
  absl::StatusOr<ledger::StepResultsView> StepResults(ledger::PartitionId p,
                                                      const ledger::AccountId& account,
                                                      const ledger::CampaignId& campaign,
                                                      ledger::Offset at_least) override;
  absl::StatusOr<ledger::SegmentCountsView> SegmentCounts(ledger::PartitionId p,
                                                          const ledger::AccountId& account,
                                                          ledger::Offset at_least) override;
  absl::StatusOr<std::pair<std::string, ledger::FoldPosition>> StateDigest(
      ledger::PartitionId p, ledger::Offset at_least) override;

 private:
  SimProjector& projector_;
};

}  // namespace simulation
