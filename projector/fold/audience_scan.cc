#include "projector/fold/audience_scan.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/codec/state_codec.h"
#include "ledger/core/consent.h"
#include "ledger/core/derive_ids.h"
#include "ledger/core/status_macros.h"
#include "projector/fold/derived_segments.h"

namespace projector {
namespace {

using ledger::AttemptState;
using ledger::AudiencePage;
using ledger::AudienceQuery;
using ledger::ContactId;
using ledger::ContactState;
using ledger::MessageClass;
using ledger::MessageState;
using ledger::Reason;
using ledger::SegmentFilter;

constexpr std::uint32_t kContactsPerPageMax = 10'000;
constexpr std::uint32_t kMembersPerPageMax = 1000;
// Whole states are large: a page ends when it has so many bytes of them.
constexpr std::size_t kMemberBytesPerPage = 512 << 10;

absl::Status CheckQuery(const AudienceQuery& query) {
  if (query.message_class != MessageClass::kCampaign &&
      query.message_class != MessageClass::kOptInRequest) {
    return absl::InvalidArgumentError("an audience is scanned for campaign texts or for asks");
  }
  if (query.limit == 0) return absl::InvalidArgumentError("an audience page needs a limit");
  return absl::OkStatus();
}

// The listed segment to walk through.
std::string WalkedSegment(const SegmentFilter& filter) {
  const bool listed = filter.kind == SegmentFilter::Kind::kNamed && IsListed(filter.name);
  return listed ? filter.name : std::string(kAllContacts);
}

bool IsIn(const SegmentFilter& filter, const ContactState& contact) {
  switch (filter.kind) {
    case SegmentFilter::Kind::kAll:
      return true;
    case SegmentFilter::Kind::kNamed: {
      if (IsListed(filter.name)) return true;  // it was walked through
      const std::vector<std::string> segments = SegmentsOf(contact);
      return std::binary_search(segments.begin(), segments.end(), filter.name);
    }
    case SegmentFilter::Kind::kPrefix:
      return std::any_of(contact.segments.begin(), contact.segments.end(),
                         [&](const ledger::SegmentName& name) {
                           return IsJoinable(name.value()) &&
                                  name.value().compare(0, filter.name.size(), filter.name) == 0;
                         });
  }
  return false;
}

void Place(const ContactId& id, const ContactState& contact, const MessageState& message,
           const AudienceQuery& query, const ledger::PartitionState& partition,
           AudiencePage& page) {
  switch (StateUnder(message, partition.epoch)) {
    case AttemptState::kOpen:
      ++page.granted_open;
      return;
    case AttemptState::kDone:
    case AttemptState::kUnknown:
      ++page.attempted;
      return;
    case AttemptState::kFree:
      break;
  }
  if (ledger::IsFinal(message.last_denial)) {
    ++page.denied[message.last_denial];
    return;
  }
  const ledger::TimeMs now_ms = partition.time_ms;
  const Reason why = query.message_class == MessageClass::kOptInRequest
                         ? ledger::WhyNotAskable(contact, query.program, query.ask_limit, now_ms)
                         : ledger::WhyNotReachable(contact, query.program, now_ms);
  if (why == Reason::kNone || why == Reason::kHeld) {
    page.open.push_back({id, contact.sealed_number, why, contact.zone});
  } else {
    ++page.out[why];
  }
}

}  // namespace

absl::StatusOr<AudiencePage> ScanAudience(const Reading& reading, const AudienceQuery& query) {
  RETURN_IF_ERROR(CheckQuery(query));
  const StateStore& store = reading.store();
  const std::size_t limit = std::min(query.limit, kContactsPerPageMax);
  ASSIGN_OR_RETURN(
      const std::vector<ContactId> ids,
      store.ScanSegment({query.account, WalkedSegment(query.segment)}, query.after, limit));
  ASSIGN_OR_RETURN(const std::vector<std::string> contacts, store.LoadContacts(ids));

  AudiencePage page;
  page.position = reading.position();
  if (ids.size() == limit) page.next = ids.back();
  std::vector<std::pair<ContactId, ContactState>> members;
  std::vector<ledger::MessageId> message_ids;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    ASSIGN_OR_RETURN(ContactState contact, ledger::DecodeContactState(contacts[i]));
    if (!IsIn(query.segment, contact)) continue;
    members.emplace_back(ids[i], std::move(contact));
    message_ids.push_back(
        ledger::CampaignMessageId(query.account, query.campaign, query.step, ids[i]));
  }
  ASSIGN_OR_RETURN(const std::vector<std::string> messages, store.LoadMessages(message_ids));
  for (std::size_t i = 0; i < members.size(); ++i) {
    MessageState message;
    if (!messages[i].empty()) {
      ASSIGN_OR_RETURN(message, ledger::DecodeMessageState(messages[i]));
    }
    Place(members[i].first, members[i].second, message, query, reading.meta().partition, page);
  }
  return page;
}

absl::StatusOr<ledger::MembersPage> ScanMembers(const Reading& reading,
                                                const ledger::MembersQuery& query) {
  if (query.limit == 0) return absl::InvalidArgumentError("a page of members needs a limit");
  const StateStore& store = reading.store();
  const std::size_t limit = std::min<std::size_t>(query.limit, kMembersPerPageMax);
  ASSIGN_OR_RETURN(
      const std::vector<ContactId> ids,
      store.ScanSegment({query.account, WalkedSegment(query.segment)}, query.after, limit));
  ASSIGN_OR_RETURN(const std::vector<std::string> contacts, store.LoadContacts(ids));
  ledger::MembersPage page;
  page.position = reading.position();
  if (ids.size() == limit) page.next = ids.back();
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    ASSIGN_OR_RETURN(ContactState contact, ledger::DecodeContactState(contacts[i]));
    if (!IsIn(query.segment, contact)) continue;
    bytes += contacts[i].size();
    page.members.push_back({ids[i], std::move(contact)});
    if (bytes < kMemberBytesPerPage || i + 1 == ids.size()) continue;
    page.next = ids[i];
    break;
  }
  return page;
}

}  // namespace projector
