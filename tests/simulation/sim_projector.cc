#include "tests/simulation/sim_projector.h"

#include <algorithm>
#include <utility>

#include "ledger/core/check.h"

namespace simulation {
namespace {

using ledger::Offset;
using ledger::PartitionId;

// Hands one store on to every life of the projector.
class KeptStore : public projector::StateStore {
 public:
  explicit KeptStore(std::shared_ptr<projector::MemoryStore> kept) : kept_(std::move(kept)) {}
  absl::StatusOr<std::optional<projector::FoldMeta>> LoadMeta() const override {
    return kept_->LoadMeta();
  }
  absl::StatusOr<std::vector<std::string>> LoadContacts(
      std::span<const ledger::ContactId> ids) const override {
    return kept_->LoadContacts(ids);
  }
  absl::StatusOr<std::vector<std::string>> LoadMessages(
      std::span<const ledger::MessageId> ids) const override {
    return kept_->LoadMessages(ids);
  }
  absl::StatusOr<std::vector<Offset>> LoadSeen(
      std::span<const ledger::EventId> ids) const override {
    return kept_->LoadSeen(ids);
  }
  absl::StatusOr<std::int64_t> LoadCounter(const projector::SegmentKey& key) const override {
    return kept_->LoadCounter(key);
  }
  absl::StatusOr<ledger::StepResult> LoadResult(const ledger::StepKey& key) const override {
    return kept_->LoadResult(key);
  }
  absl::Status Commit(const projector::StateChanges& changes) override {
    return kept_->Commit(changes);
  }
  absl::StatusOr<projector::StoredEvent> LoadEvent(Offset offset) const override {
    return kept_->LoadEvent(offset);
  }
  absl::Status ScanEvents(Offset from, const SeeEvent& see) const override {
    return kept_->ScanEvents(from, see);
  }
  absl::StatusOr<std::vector<ledger::ContactId>> ScanSegment(
      const projector::SegmentKey& segment, const std::optional<ledger::ContactId>& after,
      std::size_t limit) const override {
    return kept_->ScanSegment(segment, after, limit);
  }
  absl::StatusOr<std::vector<ledger::ContactId>> ScanWork(
      projector::WorkIndex index, const std::optional<ledger::ContactId>& after,
      std::size_t limit) const override {
    return kept_->ScanWork(index, after, limit);
  }
  absl::StatusOr<std::vector<ledger::StepResult>> ScanResults(
      const ledger::CampaignKey& campaign) const override {
    return kept_->ScanResults(campaign);
  }
  absl::StatusOr<std::map<std::string, std::uint64_t>> ScanCounters(
      const ledger::AccountId& account) const override {
    return kept_->ScanCounters(account);
  }

 private:
  std::shared_ptr<projector::MemoryStore> kept_;
};

std::vector<ledger::LogRecord> Records(const SimLog& log, PartitionId p, Offset from,
                                       std::size_t max) {
  const std::deque<Landed>& all = log.Of(p);
  std::vector<ledger::LogRecord> records;
  for (auto i = static_cast<std::size_t>(from); i < all.size() && records.size() < max; ++i) {
    records.push_back(
        {p, static_cast<Offset>(i), all[i].appended_at_ms, all[i].key, all[i].value, false});
  }
  return records;
}

absl::Status IsDown() { return absl::UnavailableError("the projector is down"); }

}  // namespace

SimProjector::SimProjector(const SimLog& log, Random& random, const Faults& faults,
                           OnFolded on_folded)
    : log_(log), random_(random), faults_(faults), on_folded_(std::move(on_folded)) {
  Start();
}

void SimProjector::Start() {
  ++life_;
  local_ = std::make_unique<projector::LocalProjection>(absl::ZeroDuration());
  for (PartitionId p = 0; p < log_.partitions(); ++p) {
    std::shared_ptr<projector::MemoryStore>& store = stores_[p];
    if (store == nullptr) store = std::make_shared<projector::MemoryStore>();
    auto opened = projector::PartitionProjection::Open(p, std::make_unique<KeptStore>(store));
    LEDGER_CHECK(opened.ok());
    read_[p] = (*opened)->ReadFrom();
    local_->Add(*std::move(opened));
  }
}

void SimProjector::Crash(bool rebuild) {
  local_.reset();
  if (rebuild) stores_.clear();
}

void SimProjector::Step(bool whole) {
  if (!is_up()) return;
  if (whole) {
    for (PartitionId p = 0; p < log_.partitions(); ++p) FoldSome(p, 1'000'000);
    return;
  }
  const auto count = static_cast<std::size_t>(log_.partitions());
  FoldSome(static_cast<PartitionId>(random_.Below(count)), 1 + random_.Below(12));
  if (random_.Chance(0.5)) FoldSome(static_cast<PartitionId>(random_.Below(count)), 40);
}

void SimProjector::FoldSome(PartitionId p, std::size_t max) {
  const std::vector<ledger::LogRecord> records = Records(log_, p, read_[p], max);
  if (records.empty()) return;
  const Offset before = Next(p);
  const absl::Status folded = local_->Find(p)->Fold(records);
  LEDGER_CHECK(folded.ok());
  LEDGER_CHECK(!local_->Find(p)->Position().halted);
  read_[p] = records.back().offset + 1;
  const Offset after = Next(p);
  if (after > before) on_folded_(p, before, after);
}

bool SimProjector::CaughtUp() const {
  if (!is_up()) return false;
  for (PartitionId p = 0; p < log_.partitions(); ++p) {
    if (Next(p) != static_cast<Offset>(log_.Of(p).size())) return false;
  }
  return true;
}

std::string DigestFromZero(const SimLog& log, PartitionId p, Random& random) {
  auto fold = projector::PartitionProjection::Open(p, std::make_unique<projector::MemoryStore>());
  LEDGER_CHECK(fold.ok());
  for (Offset next = 0; next < static_cast<Offset>(log.Of(p).size());) {
    const auto records = Records(log, p, next, 1 + random.Below(40));
    LEDGER_CHECK((*fold)->Fold(records).ok());
    next = records.back().offset + 1;
  }
  const auto reading = (*fold)->Read(0, absl::ZeroDuration());
  LEDGER_CHECK(reading.ok());
  return projector::DigestOf(reading->meta());
}

absl::Status SimStream::Open(ledger::WorkKind kind, const std::map<PartitionId, Offset>& from) {
  inner_.reset();
  waiting_.clear();
  if (!projector_.is_up()) return IsDown();
  life_ = projector_.life();
  inner_ = std::make_unique<projector::LocalWorkStream>(projector_.local(), clock_);
  return inner_->Open(kind, from);
}

absl::StatusOr<std::vector<ledger::WorkItem>> SimStream::Poll(absl::Duration) {
  const bool broken = inner_ == nullptr || !projector_.is_up() || life_ != projector_.life();
  if (broken || (faults_.on && random_.Chance(faults_.break_stream))) {
    inner_.reset();
    waiting_.clear();
    return absl::UnavailableError("the stream broke");
  }
  if (faults_.on && random_.Chance(faults_.stall_stream)) return std::vector<ledger::WorkItem>();
  auto items = inner_->Poll(absl::ZeroDuration());
  LEDGER_CHECK(items.ok());
  std::move(items->begin(), items->end(), std::back_inserter(waiting_));
  std::size_t count = waiting_.size();
  if (faults_.on && random_.Chance(0.3)) count = random_.Below(count + 1);
  const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(count);
  std::vector<ledger::WorkItem> out(std::make_move_iterator(waiting_.begin()),
                                    std::make_move_iterator(end));
  waiting_.erase(waiting_.begin(), end);
  for (const ledger::WorkItem& item : out) on_item_(item);
  return out;
}

absl::StatusOr<std::vector<ledger::FoldPosition>> SimQueries::Positions() {
  if (!projector_.is_up()) return IsDown();
  return projector_.local().Positions();
}
absl::StatusOr<ledger::ContactView> SimQueries::GetContact(PartitionId p,
                                                           const ledger::ContactId& c,
                                                           Offset at_least) {
  if (!projector_.is_up()) return IsDown();
  return projector_.local().GetContact(p, c, at_least);
}
absl::StatusOr<ledger::HistoryPage> SimQueries::History(const ledger::HistoryQuery& query) {
  if (!projector_.is_up()) return IsDown();
  return projector_.local().History(query);
}
absl::StatusOr<ledger::AudiencePage> SimQueries::ScanAudience(const ledger::AudienceQuery& query) {
  if (!projector_.is_up()) return IsDown();
  return projector_.local().ScanAudience(query);
}
absl::StatusOr<ledger::MembersPage> SimQueries::ScanMembers(const ledger::MembersQuery& query) {
  if (!projector_.is_up()) return IsDown();
  return projector_.local().ScanMembers(query);
}
absl::StatusOr<ledger::StepResultsView> SimQueries::StepResults(PartitionId p,
                                                                const ledger::AccountId& account,
                                                                const ledger::CampaignId& campaign,
                                                                Offset at_least) {
  if (!projector_.is_up()) return IsDown();
  return projector_.local().StepResults(p, account, campaign, at_least);
}
absl::StatusOr<ledger::SegmentCountsView> SimQueries::SegmentCounts(
    PartitionId p, const ledger::AccountId& account, Offset at_least) {
  if (!projector_.is_up()) return IsDown();
  return projector_.local().SegmentCounts(p, account, at_least);
}
absl::StatusOr<std::pair<std::string, ledger::FoldPosition>> SimQueries::StateDigest(
    PartitionId p, Offset at_least) {
  if (!projector_.is_up()) return IsDown();
  return projector_.local().StateDigest(p, at_least);
}

}  // namespace simulation
