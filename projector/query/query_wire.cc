#include "projector/query/query_wire.h"

#include <map>
#include <string>
#include <utility>

#include "ledger/core/status_macros.h"

namespace projector {
namespace {

using Counts = std::map<ledger::Reason, std::uint64_t>;
using WireCounts = google::protobuf::RepeatedPtrField<wire::CountByReason>;

// Reasons have the same numbers on both sides; a test of the codec compares them one by one.
wire::Reason ToWire(ledger::Reason reason) {
  return static_cast<wire::Reason>(static_cast<int>(reason));
}
ledger::Reason FromWire(wire::Reason reason) { return static_cast<ledger::Reason>(reason); }

void PutCounts(const Counts& counts, WireCounts& out) {
  for (const auto& [reason, count] : counts) {
    wire::CountByReason& entry = *out.Add();
    entry.set_reason(ToWire(reason));
    entry.set_count(count);
  }
}

Counts GetCounts(const WireCounts& in) {
  Counts counts;
  for (const wire::CountByReason& entry : in) counts[FromWire(entry.reason())] += entry.count();
  return counts;
}

wire::HistoryEntry ToWire(const ledger::HistoryEntry& entry) {
  wire::HistoryEntry out;
  out.set_offset(entry.offset);
  out.set_appended_at_ms(entry.appended_at_ms);
  out.set_disposition(static_cast<wire::Disposition>(static_cast<int>(entry.effect.disposition)));
  out.set_reason(ToWire(entry.effect.reason));
  out.set_duplicate_of(entry.effect.duplicate_of);
  out.set_hold_back(entry.effect.hold_back);
  out.set_detail(entry.effect.detail);
  out.set_value(entry.value);
  return out;
}

ledger::HistoryEntry FromWire(ledger::PartitionId partition, const wire::HistoryEntry& entry) {
  ledger::HistoryEntry out;
  out.partition = partition;
  out.offset = entry.offset();
  out.appended_at_ms = entry.appended_at_ms();
  out.effect.disposition = static_cast<ledger::Disposition>(entry.disposition());
  out.effect.reason = FromWire(entry.reason());
  out.effect.duplicate_of = entry.duplicate_of();
  out.effect.hold_back = entry.hold_back();
  out.effect.detail = entry.detail();
  out.value = entry.value();
  return out;
}

}  // namespace

wire::FoldPosition ToWire(const ledger::FoldPosition& position) {
  wire::FoldPosition out;
  out.set_partition(position.partition);
  out.set_next(position.next);
  out.set_time_ms(position.time_ms);
  out.set_epoch(position.epoch);
  out.set_halted(position.halted);
  out.set_halted_why(position.halted_why);
  return out;
}

ledger::FoldPosition FromWire(const wire::FoldPosition& position) {
  ledger::FoldPosition out;
  out.partition = position.partition();
  out.next = position.next();
  out.time_ms = position.time_ms();
  out.epoch = position.epoch();
  out.halted = position.halted();
  out.halted_why = position.halted_why();
  return out;
}

wire::GetHistoryRequest ToWire(const ledger::HistoryQuery& query) {
  wire::GetHistoryRequest out;
  out.set_partition(query.partition);
  out.set_contact(std::string(query.contact.view()));
  out.set_at_least(query.at_least);
  if (query.from != ledger::kNoOffset) out.set_from(query.from);
  out.set_limit(query.limit);
  return out;
}

absl::StatusOr<ledger::HistoryQuery> FromWire(const wire::GetHistoryRequest& query) {
  ledger::HistoryQuery out;
  out.partition = query.partition();
  ASSIGN_OR_RETURN(out.contact, ContactFromWire(query.contact()));
  out.at_least = query.at_least();
  if (query.has_from()) out.from = query.from();
  out.limit = query.limit();
  return out;
}

wire::GetHistoryResponse ToWire(const ledger::HistoryPage& page) {
  wire::GetHistoryResponse out;
  for (const ledger::HistoryEntry& entry : page.entries) *out.add_entries() = ToWire(entry);
  if (page.next != ledger::kNoOffset) out.set_next(page.next);
  *out.mutable_position() = ToWire(page.position);
  return out;
}

ledger::HistoryPage FromWire(const wire::GetHistoryResponse& page) {
  ledger::HistoryPage out;
  out.position = FromWire(page.position());
  for (const wire::HistoryEntry& entry : page.entries()) {
    out.entries.push_back(FromWire(out.position.partition, entry));
  }
  if (page.has_next()) out.next = page.next();
  return out;
}

wire::ScanAudienceRequest ToWire(const ledger::AudienceQuery& query) {
  wire::ScanAudienceRequest out;
  out.set_partition(query.partition);
  out.set_account(query.account.value());
  out.set_segment_kind(static_cast<wire::SegmentKind>(static_cast<int>(query.segment.kind)));
  out.set_segment(query.segment.name);
  out.set_campaign(query.campaign.value());
  out.set_step(query.step);
  out.set_message_class(static_cast<wire::MessageClass>(static_cast<int>(query.message_class)));
  out.mutable_program()->set_program(query.program.program.value());
  out.mutable_program()->set_category(
      static_cast<wire::Category>(static_cast<int>(query.program.category)));
  out.set_ask_limit(query.ask_limit);
  if (query.after.has_value()) out.set_after(std::string(query.after->view()));
  out.set_limit(query.limit);
  out.set_at_least(query.at_least);
  return out;
}

absl::StatusOr<ledger::SegmentFilter> FilterFromWire(wire::SegmentKind kind,
                                                     const std::string& name) {
  if (kind < wire::SEGMENT_KIND_ALL || kind > wire::SEGMENT_KIND_PREFIX) {
    return absl::InvalidArgumentError("segment_kind: all, named or prefix");
  }
  return ledger::SegmentFilter{static_cast<ledger::SegmentFilter::Kind>(kind), name};
}

absl::StatusOr<ledger::AudienceQuery> FromWire(const wire::ScanAudienceRequest& query) {
  ledger::AudienceQuery out;
  out.partition = query.partition();
  out.account = ledger::AccountId(query.account());
  ASSIGN_OR_RETURN(out.segment, FilterFromWire(query.segment_kind(), query.segment()));
  out.campaign = ledger::CampaignId(query.campaign());
  out.step = query.step();
  if (!wire::MessageClass_IsValid(query.message_class()) ||
      !wire::Category_IsValid(query.program().category())) {
    return absl::InvalidArgumentError("message_class or category: a value that nobody knows");
  }
  out.message_class = static_cast<ledger::MessageClass>(query.message_class());
  out.program.program = ledger::ProgramId(query.program().program());
  out.program.category = static_cast<ledger::Category>(query.program().category());
  out.ask_limit = query.ask_limit();
  if (!query.after().empty()) {
    absl::StatusOr<ledger::ContactId> after = ContactFromWire(query.after());
    if (!after.ok()) return after.status();
    out.after = *after;
  }
  out.limit = query.limit();
  out.at_least = query.at_least();
  return out;
}

wire::ScanAudienceResponse ToWire(const ledger::AudiencePage& page) {
  wire::ScanAudienceResponse out;
  for (const ledger::AudienceMember& member : page.open) {
    wire::AudienceMember& to = *out.add_open();
    to.set_contact(std::string(member.contact.view()));
    to.set_sealed_number(member.sealed_number);
    to.set_passing(ToWire(member.passing));
    to.set_zone(member.zone);
  }
  out.set_granted_open(page.granted_open);
  PutCounts(page.out, *out.mutable_out());
  PutCounts(page.denied, *out.mutable_denied());
  out.set_attempted(page.attempted);
  if (page.next.has_value()) out.set_next(std::string(page.next->view()));
  *out.mutable_position() = ToWire(page.position);
  return out;
}

ledger::AudiencePage FromWire(const wire::ScanAudienceResponse& page) {
  ledger::AudiencePage out;
  for (const wire::AudienceMember& member : page.open()) {
    out.open.push_back({ledger::ContactId::FromBytes(member.contact()), member.sealed_number(),
                        FromWire(member.passing()), member.zone()});
  }
  out.granted_open = page.granted_open();
  out.out = GetCounts(page.out());
  out.denied = GetCounts(page.denied());
  out.attempted = page.attempted();
  if (!page.next().empty()) out.next = ledger::ContactId::FromBytes(page.next());
  out.position = FromWire(page.position());
  return out;
}

wire::StepResult ToWire(const ledger::StepResult& result) {
  wire::StepResult out;
  out.set_step(result.step);
  out.set_delivered(result.delivered);
  out.set_accepted(result.accepted);
  out.set_queued(result.queued);
  out.set_failed(result.failed);
  out.set_rejected(result.rejected);
  out.set_unknown(result.unknown);
  out.set_open(result.open);
  out.set_withdrawn(result.withdrawn);
  PutCounts(result.denied, *out.mutable_denied());
  PutCounts(result.excluded, *out.mutable_excluded());
  out.set_first_grant_ms(result.first_grant_ms);
  out.set_last_grant_ms(result.last_grant_ms);
  out.set_finished_at(result.finished_at);
  return out;
}

ledger::StepResult FromWire(const wire::StepResult& result) {
  ledger::StepResult out;
  out.step = result.step();
  out.delivered = result.delivered();
  out.accepted = result.accepted();
  out.queued = result.queued();
  out.failed = result.failed();
  out.rejected = result.rejected();
  out.unknown = result.unknown();
  out.open = result.open();
  out.withdrawn = result.withdrawn();
  out.denied = GetCounts(result.denied());
  out.excluded = GetCounts(result.excluded());
  out.first_grant_ms = result.first_grant_ms();
  out.last_grant_ms = result.last_grant_ms();
  out.finished_at = result.finished_at();
  return out;
}

absl::StatusOr<ledger::ContactId> ContactFromWire(const std::string& bytes) {
  if (bytes.size() != ledger::ContactId::kSize) {
    return absl::InvalidArgumentError("a contact id has 16 bytes");
  }
  return ledger::ContactId::FromBytes(bytes);
}

grpc::Status ToGrpc(const absl::Status& status) {
  return {static_cast<grpc::StatusCode>(status.code()), std::string(status.message())};
}

absl::Status FromGrpc(const grpc::Status& status, const std::string& address) {
  if (status.ok()) return absl::OkStatus();
  return absl::Status(static_cast<absl::StatusCode>(status.error_code()),
                      "projector " + address + ": " + status.error_message());
}

}  // namespace projector
