// The members of a segment on the wire.
#include <string>
#include <utility>

#include "ledger/codec/state_codec.h"
#include "ledger/core/status_macros.h"
#include "projector/query/query_wire.h"

namespace projector {

wire::ScanMembersRequest ToWire(const ledger::MembersQuery& query) {
  wire::ScanMembersRequest out;
  out.set_partition(query.partition);
  out.set_account(query.account.value());
  out.set_segment_kind(static_cast<wire::SegmentKind>(static_cast<int>(query.segment.kind)));
  out.set_segment(query.segment.name);
  if (query.after.has_value()) out.set_after(std::string(query.after->view()));
  out.set_limit(query.limit);
  out.set_at_least(query.at_least);
  return out;
}

absl::StatusOr<ledger::MembersQuery> FromWire(const wire::ScanMembersRequest& query) {
  ledger::MembersQuery out;
  out.partition = query.partition();
  out.account = ledger::AccountId(query.account());
  ASSIGN_OR_RETURN(out.segment, FilterFromWire(query.segment_kind(), query.segment()));
  if (!query.after().empty()) {
    ASSIGN_OR_RETURN(out.after, ContactFromWire(query.after()));
  }
  out.limit = query.limit();
  out.at_least = query.at_least();
  return out;
}

wire::ScanMembersResponse ToWire(const ledger::MembersPage& page) {
  wire::ScanMembersResponse out;
  for (const ledger::Member& member : page.members) {
    wire::SegmentMember& to = *out.add_members();
    to.set_contact(std::string(member.contact.view()));
    to.set_state(ledger::EncodeContactState(member.state));
  }
  if (page.next.has_value()) out.set_next(std::string(page.next->view()));
  *out.mutable_position() = ToWire(page.position);
  return out;
}

absl::StatusOr<ledger::MembersPage> FromWire(const wire::ScanMembersResponse& page) {
  ledger::MembersPage out;
  for (const wire::SegmentMember& member : page.members()) {
    ASSIGN_OR_RETURN(ledger::ContactState state, ledger::DecodeContactState(member.state()));
    out.members.push_back({ledger::ContactId::FromBytes(member.contact()), std::move(state)});
  }
  if (!page.next().empty()) out.next = ledger::ContactId::FromBytes(page.next());
  out.position = FromWire(page.position());
  return out;
}

}  // namespace projector
