#include "projector/fold/work_feed.h"

#include <algorithm>
#include <map>
#include <utility>

#include "ledger/codec/state_codec.h"
#include "ledger/core/message_class.h"
#include "ledger/core/status_macros.h"
#include "projector/fold/load_contact.h"

namespace projector {
namespace {

using ledger::ContactId;
using ledger::ContactState;
using ledger::Event;
using ledger::Offset;
using ledger::PartitionId;
using ledger::WorkItem;
using ledger::WorkKind;

// A reader holds back the fold, so one turn looks at no more than this.
constexpr std::size_t kEventsPerTurn = 4096;
constexpr std::size_t kItemsPerTurn = 512;
constexpr std::size_t kContactsPerTurn = 256;
constexpr std::size_t kBytesPerTurn = 512 << 10;
// Streams promise a sign of life each second.
const absl::Duration kSignOfLife = absl::Milliseconds(500);

// The event that stands at `offset`; nothing if it could not be understood.
absl::StatusOr<std::optional<Event>> LoadOrigin(const StateStore& store, Offset offset) {
  ASSIGN_OR_RETURN(const StoredEvent stored, store.LoadEvent(offset));
  ledger::Record record = RecordOf(offset, stored);
  if (auto* event = std::get_if<Event>(&record.content)) return std::optional(std::move(*event));
  return std::optional<Event>();
}

absl::Status AddDue(PartitionId partition, Offset offset, const ContactId& id,
                    const ContactState& contact, const ledger::DueMessage& due,
                    const StateStore& store, std::vector<WorkItem>& out) {
  ledger::TextDue item{id, contact.account, due, contact.sealed_number, {}, contact.zone};
  if (!ledger::IsAnswer(due.message_class)) {
    ASSIGN_OR_RETURN(const std::optional<Event> origin, LoadOrigin(store, due.origin));
    // The words of a request are its publisher's; those of a reply, which may make one due too, are
    // the person's, and never sent to anybody.
    if (origin.has_value() && std::holds_alternative<ledger::MessageRequested>(origin->fact)) {
      item.sealed_details = origin->sealed_details;
    }
  }
  out.push_back({partition, offset, std::move(item)});
  return absl::OkStatus();
}

absl::Status AddHeld(PartitionId partition, Offset offset, const ContactId& id,
                     const ContactState& contact, const ledger::HeldReply& reply,
                     const StateStore& store, std::vector<WorkItem>& out) {
  ledger::ReplyHeld item{id, contact.account, reply, {}, {}, 0};
  item.consent.programs = contact.programs;
  item.consent.marketing = contact.marketing;
  item.consent.everything = contact.everything;
  item.consent.erased_at = contact.erased_at;
  item.consent.reassigned = contact.reassigned;
  ASSIGN_OR_RETURN(const std::optional<Event> origin, LoadOrigin(store, reply.at.position));
  if (origin.has_value()) {
    item.sealed_details = origin->sealed_details;
    if (const auto* fact = std::get_if<ledger::KeywordReplied>(&origin->fact)) {
      item.provider_action = static_cast<std::uint8_t>(fact->provider_action);
    }
  }
  out.push_back({partition, offset, std::move(item)});
  return absl::OkStatus();
}

// A reply that came while the contact had too many undecided ones stands as a block. It is handed
// out like the others, for it may be a STOP: to resolve the block must not undo one that nobody
// read. Adds nothing if another record is blocked there.
absl::Status AddBlocked(PartitionId partition, Offset offset, const ContactId& id,
                        const ContactState& contact, const StateStore& store,
                        std::vector<WorkItem>& out) {
  ASSIGN_OR_RETURN(const StoredEvent stored, store.LoadEvent(offset));
  if (stored.feed != FeedKind::kReply) return absl::OkStatus();
  const ledger::Record record = RecordOf(offset, stored);
  const auto* event = std::get_if<Event>(&record.content);
  const auto* fact = event == nullptr ? nullptr : std::get_if<ledger::KeywordReplied>(&event->fact);
  if (fact == nullptr) return absl::OkStatus();
  const ledger::HeldReply reply = ledger::ReplyOf(event->id, *fact, stored.time_ms, offset);
  return AddHeld(partition, offset, id, contact, reply, store, out);
}

// About what the item takes.
std::size_t SizeOf(const WorkItem& item) {
  constexpr std::size_t kParts = 256;
  if (const auto* due = std::get_if<ledger::TextDue>(&item.what)) {
    return kParts + due->sealed_number.size() + due->sealed_details.size();
  }
  const auto* held = std::get_if<ledger::ReplyHeld>(&item.what);
  if (held == nullptr) return kParts;
  return kParts * (1 + held->consent.programs.size() + held->reply.asks.size()) +
         held->sealed_details.size();
}

// What one turn may still tell.
class Share {
 public:
  explicit Share(const std::vector<WorkItem>& out) : out_(out), from_(out.size()) {}
  // Counts what was added since.
  [[nodiscard]] bool IsUsed() {
    for (; counted_ + from_ < out_.size(); ++counted_) bytes_ += SizeOf(out_[from_ + counted_]);
    return counted_ >= kItemsPerTurn || bytes_ >= kBytesPerTurn;
  }

 private:
  const std::vector<WorkItem>& out_;
  const std::size_t from_;
  std::size_t counted_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace

absl::Status WorkFeed::SeeOwing(Offset offset, const StoredEvent& event, const Reading& reading,
                                std::vector<WorkItem>& out) const {
  const StateStore& store = reading.store();
  ASSIGN_OR_RETURN(const ContactState contact, LoadContact(store, event.contact));
  if (event.feed == FeedKind::kReply) {
    for (const ledger::HeldReply& reply : contact.held) {
      if (reply.at.position != offset) continue;
      RETURN_IF_ERROR(AddHeld(partition_, offset, event.contact, contact, reply, store, out));
    }
    if (event.reason != ledger::Reason::kBlocked) return absl::OkStatus();
    return AddBlocked(partition_, offset, event.contact, contact, store, out);
  }
  if (contact.due.empty()) return absl::OkStatus();
  const ledger::Record record = RecordOf(offset, event);
  const auto* content = std::get_if<Event>(&record.content);
  if (content == nullptr) return absl::OkStatus();
  // Answers have their reply as origin, requests themselves; what was withdrawn is named. In
  // another zone all that is due has other hours.
  const bool all = std::holds_alternative<ledger::ZoneTold>(content->fact);
  const auto* decision = std::get_if<ledger::ReplyDecided>(&content->fact);
  const auto* concluded = std::get_if<ledger::SendConcluded>(&content->fact);
  const Offset origin = decision != nullptr ? decision->reply_offset : offset;
  for (const ledger::DueMessage& due : contact.due) {
    const bool mine =
        concluded != nullptr ? due.message == concluded->message : due.origin == origin;
    if (!mine && !all) continue;
    RETURN_IF_ERROR(AddDue(partition_, offset, event.contact, contact, due, store, out));
  }
  return absl::OkStatus();
}

absl::Status WorkFeed::See(Offset offset, const StoredEvent& event, const Reading& reading,
                           std::vector<WorkItem>& out) const {
  const bool live = phase_ == Phase::kLive;
  if (kind_ == WorkKind::kReplies) {
    if (event.feed != FeedKind::kReply || !live) return absl::OkStatus();
    return SeeOwing(offset, event, reading, out);
  }
  if (event.feed == FeedKind::kMayOwe && live) {
    RETURN_IF_ERROR(SeeOwing(offset, event, reading, out));
  }
  if (offset < from_) return absl::OkStatus();
  if (event.hold_back) out.push_back({partition_, offset, ledger::HoldBack{event.contact}});
  if (event.feed == FeedKind::kClaim) out.push_back({partition_, offset, ledger::Claimed{}});
  if (event.feed != FeedKind::kIntent) return absl::OkStatus();
  const ledger::Record record = RecordOf(offset, event);
  const auto* content = std::get_if<Event>(&record.content);
  const auto* intent =
      content == nullptr ? nullptr : std::get_if<ledger::SendIntended>(&content->fact);
  if (intent == nullptr) return absl::OkStatus();
  ledger::VerdictGiven verdict;
  verdict.intent = intent->intent;
  verdict.message = intent->message;
  verdict.contact = event.contact;
  verdict.granted = event.disposition == ledger::Disposition::kGranted;
  verdict.reason = event.reason;
  verdict.at_ms = event.time_ms;
  out.push_back({partition_, offset, std::move(verdict)});
  return absl::OkStatus();
}

absl::Status WorkFeed::TakeEvents(const Reading& reading, Offset end, std::vector<WorkItem>& out) {
  Share share(out);
  std::size_t seen = 0;
  absl::Status status;
  const auto see = [&](Offset offset, std::string_view encoded) {
    if (offset >= end || seen >= kEventsPerTurn || share.IsUsed()) return false;
    ++seen;
    if (MayFeed(encoded)) {
      absl::StatusOr<StoredEvent> event = DecodeStoredEvent(offset, encoded);
      status = event.ok() ? See(offset, *event, reading, out) : event.status();
      if (!status.ok()) return false;
    }
    cursor_ = offset + 1;
    return true;
  };
  RETURN_IF_ERROR(reading.store().ScanEvents(cursor_, see));
  return status;
}

absl::Status WorkFeed::TakeOwed(const Reading& reading, std::vector<WorkItem>& out) {
  const StateStore& store = reading.store();
  Share share(out);
  // A flood may owe one contact more than a turn tells, so a turn may end, and the next begin,
  // within a contact.
  const bool within = told_within_.has_value();
  std::vector<ContactId> ids;
  if (within) {
    ids.push_back(told_within_->contact);
  } else {
    const WorkIndex index = kind_ == WorkKind::kSending ? WorkIndex::kDue : WorkIndex::kHeld;
    ASSIGN_OR_RETURN(ids, store.ScanWork(index, owed_after_, kContactsPerTurn));
  }
  for (const ContactId& id : ids) {
    if (share.IsUsed()) return absl::OkStatus();
    ASSIGN_OR_RETURN(const ContactState contact, LoadContact(store, id));
    const TurnIsOver over = [&share] { return share.IsUsed(); };
    RETURN_IF_ERROR(kind_ == WorkKind::kSending ? TakeDueOf(id, contact, store, over, out)
                                                : TakeHeldOf(id, contact, store, over, out));
    if (told_within_.has_value()) return absl::OkStatus();
    owed_after_ = id;
  }
  if (within || ids.size() == kContactsPerTurn) return absl::OkStatus();
  phase_ = Phase::kLive;
  cursor_ = started_;
  return absl::OkStatus();
}

absl::Status WorkFeed::TakeDueOf(const ContactId& id, const ContactState& contact,
                                 const StateStore& store, const TurnIsOver& over,
                                 std::vector<WorkItem>& out) {
  const std::optional<ToldWithin> told = std::exchange(told_within_, std::nullopt);
  ToldWithin last{id, {}, ledger::kNoOffset};
  for (const ledger::DueMessage& due : contact.due) {
    if (told.has_value() && due.message <= told->message) continue;
    if (over()) {
      told_within_ = last;
      return absl::OkStatus();
    }
    RETURN_IF_ERROR(AddDue(partition_, due.origin, id, contact, due, store, out));
    last.message = due.message;
  }
  return absl::OkStatus();
}

absl::Status WorkFeed::TakeHeldOf(const ContactId& id, const ContactState& contact,
                                  const StateStore& store, const TurnIsOver& over,
                                  std::vector<WorkItem>& out) {
  const std::optional<ToldWithin> told = std::exchange(told_within_, std::nullopt);
  ToldWithin last{id, {}, ledger::kNoOffset};
  std::map<Offset, const ledger::HeldReply*> places;
  for (const Offset block : contact.blocks) places.emplace(block, nullptr);
  for (const ledger::HeldReply& reply : contact.held) places[reply.at.position] = &reply;
  for (const auto& [position, reply] : places) {
    if (told.has_value() && position <= told->position) continue;
    if (over()) {
      told_within_ = last;
      return absl::OkStatus();
    }
    RETURN_IF_ERROR(reply != nullptr
                        ? AddHeld(partition_, position, id, contact, *reply, store, out)
                        : AddBlocked(partition_, position, id, contact, store, out));
    last.position = position;
  }
  return absl::OkStatus();
}

void WorkFeed::TellPosition(const Reading& reading, absl::Duration now,
                            std::vector<WorkItem>& out) {
  const ledger::FoldPosition& position = reading.position();
  const bool news = position.next != told_ || position.halted != told_halted_;
  if (!news && now - told_at_ < kSignOfLife) return;
  told_ = position.next;
  told_halted_ = position.halted;
  told_at_ = now;
  out.push_back({partition_, position.next,
                 ledger::FoldedTo{position.time_ms, position.halted, position.epoch}});
}

absl::StatusOr<bool> WorkFeed::Take(const Reading& reading, absl::Duration now,
                                    std::vector<WorkItem>& out) {
  const Offset next = reading.position().next;
  switch (phase_) {
    case Phase::kStart:
      started_ = next;
      cursor_ = std::min(from_, started_);
      phase_ = kind_ == WorkKind::kSending ? Phase::kHistory : Phase::kOwed;
      return true;
    case Phase::kHistory:
      RETURN_IF_ERROR(TakeEvents(reading, started_, out));
      if (cursor_ >= started_) phase_ = Phase::kOwed;
      return true;
    case Phase::kOwed:
      RETURN_IF_ERROR(TakeOwed(reading, out));
      return true;
    case Phase::kLive:
      RETURN_IF_ERROR(TakeEvents(reading, next, out));
      if (cursor_ < next) return true;
      TellPosition(reading, now, out);
      return false;
  }
  return false;
}

}  // namespace projector
