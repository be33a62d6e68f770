#include "projector/fold/local_projection.h"

#include <algorithm>

#include "ledger/codec/state_codec.h"
#include "ledger/core/status_macros.h"
#include "projector/fold/audience_scan.h"
#include "projector/fold/load_contact.h"

namespace projector {
namespace {

using ledger::ContactId;
using ledger::Offset;
using ledger::PartitionId;
using ledger::WorkItem;

// A reader holds back the fold, so a page of a history is no longer, whatever is asked for.
constexpr std::uint32_t kHistoryPerPageMax = 256;
constexpr std::size_t kHistoryBytesPerPage = 512 << 10;
// Between two looks while a stream has nothing to say; below the promised sign of life.
const absl::Duration kLookAgain = absl::Milliseconds(250);

ledger::HistoryEntry ToEntry(PartitionId partition, Offset offset, StoredEvent stored) {
  ledger::HistoryEntry entry;
  entry.partition = partition;
  entry.offset = offset;
  entry.appended_at_ms = stored.appended_at_ms;
  entry.effect.disposition = stored.disposition;
  entry.effect.reason = stored.reason;
  entry.effect.duplicate_of = stored.duplicate_of;
  entry.effect.hold_back = stored.hold_back;
  entry.effect.detail = std::move(stored.detail);
  entry.value = std::move(stored.value);
  return entry;
}

}  // namespace

void LocalProjection::Add(std::unique_ptr<PartitionProjection> partition) {
  partition->OnChange([this] {
    {
      const std::lock_guard lock(mutex_);
      ++changes_;
    }
    changed_.notify_all();
  });
  const PartitionId id = partition->partition();
  partitions_[id] = std::move(partition);
}

PartitionProjection* LocalProjection::Find(PartitionId partition) const {
  const auto at = partitions_.find(partition);
  return at == partitions_.end() ? nullptr : at->second.get();
}

std::uint64_t LocalProjection::Changes() const {
  const std::lock_guard lock(mutex_);
  return changes_;
}

void LocalProjection::WaitForChange(std::uint64_t seen, absl::Duration wait) const {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, absl::ToChronoMilliseconds(wait), [&] { return changes_ != seen; });
}

absl::StatusOr<Reading> LocalProjection::Read(PartitionId partition, Offset at_least) const {
  const PartitionProjection* found = Find(partition);
  if (found == nullptr) {
    return absl::NotFoundError("partition " + std::to_string(partition) + " is not held here");
  }
  return found->Read(at_least, wait_max_);
}

absl::StatusOr<std::vector<ledger::FoldPosition>> LocalProjection::Positions() {
  std::vector<ledger::FoldPosition> positions;
  for (const auto& [id, partition] : partitions_) positions.push_back(partition->Position());
  return positions;
}

absl::StatusOr<ledger::ContactView> LocalProjection::GetContact(PartitionId partition,
                                                                const ContactId& contact,
                                                                Offset at_least) {
  ASSIGN_OR_RETURN(const Reading reading, Read(partition, at_least));
  ledger::ContactView view;
  ASSIGN_OR_RETURN(view.state, LoadContact(reading.store(), contact));
  view.position = reading.position();
  return view;
}

absl::StatusOr<ledger::HistoryPage> LocalProjection::History(const ledger::HistoryQuery& query) {
  if (query.limit == 0) return absl::InvalidArgumentError("a page of a history needs a limit");
  ASSIGN_OR_RETURN(const Reading reading, Read(query.partition, query.at_least));
  const StateStore& store = reading.store();
  ledger::HistoryPage page;
  page.position = reading.position();
  page.next = query.from;
  if (query.from == ledger::kNoOffset) {
    ASSIGN_OR_RETURN(const ledger::ContactState state, LoadContact(store, query.contact));
    page.next = state.last_offset;
  }
  const std::size_t limit = std::min(query.limit, kHistoryPerPageMax);
  for (std::size_t bytes = 0; page.next != ledger::kNoOffset;) {
    if (page.entries.size() >= limit || bytes >= kHistoryBytesPerPage) break;
    absl::StatusOr<StoredEvent> stored = store.LoadEvent(page.next);
    // Only the first can be wrong: from there on the chain leads.
    const bool named = query.from != ledger::kNoOffset && page.entries.empty();
    if (named && (absl::IsNotFound(stored.status()) ||
                  (stored.ok() && (stored->about_partition || stored->contact != query.contact)))) {
      return absl::InvalidArgumentError("offset " + std::to_string(query.from) +
                                        " is no record of this contact");
    }
    RETURN_IF_ERROR(stored.status());
    const Offset previous = stored->previous;
    bytes += stored->value.size();
    page.entries.push_back(ToEntry(query.partition, page.next, *std::move(stored)));
    page.next = previous;
  }
  return page;
}

absl::StatusOr<ledger::AudiencePage> LocalProjection::ScanAudience(
    const ledger::AudienceQuery& query) {
  ASSIGN_OR_RETURN(const Reading reading, Read(query.partition, query.at_least));
  return projector::ScanAudience(reading, query);
}

absl::StatusOr<ledger::MembersPage> LocalProjection::ScanMembers(
    const ledger::MembersQuery& query) {
  ASSIGN_OR_RETURN(const Reading reading, Read(query.partition, query.at_least));
  return projector::ScanMembers(reading, query);
}

absl::StatusOr<ledger::StepResultsView> LocalProjection::StepResults(
    PartitionId partition, const ledger::AccountId& account, const ledger::CampaignId& campaign,
    Offset at_least) {
  ASSIGN_OR_RETURN(const Reading reading, Read(partition, at_least));
  ledger::StepResultsView view;
  ASSIGN_OR_RETURN(view.steps, reading.store().ScanResults({account, campaign}));
  view.position = reading.position();
  return view;
}

absl::StatusOr<ledger::SegmentCountsView> LocalProjection::SegmentCounts(
    PartitionId partition, const ledger::AccountId& account, Offset at_least) {
  ASSIGN_OR_RETURN(const Reading reading, Read(partition, at_least));
  ledger::SegmentCountsView view;
  ASSIGN_OR_RETURN(view.counts, reading.store().ScanCounters(account));
  view.position = reading.position();
  return view;
}

absl::StatusOr<std::pair<std::string, ledger::FoldPosition>> LocalProjection::StateDigest(
    PartitionId partition, Offset at_least) {
  ASSIGN_OR_RETURN(const Reading reading, Read(partition, at_least));
  return std::pair(DigestOf(reading.meta()), reading.position());
}

absl::Status LocalWorkStream::Open(ledger::WorkKind kind,
                                   const std::map<PartitionId, Offset>& from) {
  feeds_.clear();
  for (const auto& [id, offset] : from) {
    const PartitionProjection* partition = projection_.Find(id);
    if (partition == nullptr) {
      feeds_.clear();
      return absl::NotFoundError("partition " + std::to_string(id) + " is not held here");
    }
    feeds_.emplace_back(partition, WorkFeed(kind, id, offset));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<WorkItem>> LocalWorkStream::TakeFromAll() {
  std::vector<WorkItem> items;
  const absl::Duration now = clock_.Monotonic();
  for (auto& [partition, feed] : feeds_) {
    bool more = true;
    // A feed that starts goes through its phases; as soon as it has something, others have a turn.
    for (const std::size_t before = items.size(); more && items.size() == before;) {
      ASSIGN_OR_RETURN(const Reading reading, partition->Read(0, absl::ZeroDuration()));
      ASSIGN_OR_RETURN(more, feed.Take(reading, now, items));
    }
  }
  return items;
}

absl::StatusOr<std::vector<WorkItem>> LocalWorkStream::Poll(absl::Duration wait) {
  const absl::Duration end = clock_.Monotonic() + wait;
  while (true) {
    const std::uint64_t seen = projection_.Changes();
    ASSIGN_OR_RETURN(std::vector<WorkItem> items, TakeFromAll());
    const absl::Duration left = end - clock_.Monotonic();
    if (!items.empty() || left <= absl::ZeroDuration()) return items;
    projection_.WaitForChange(seen, std::min(left, kLookAgain));
  }
}

}  // namespace projector
