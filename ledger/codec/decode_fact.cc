#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ledger/codec/facts_wire.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

ProgramRef Read(const v1::ProgramRef& from, WireReader& reader) {
  reader.Closed(from);
  return {.program = ProgramId(from.program()),
          .category =
              reader.Value<Category>(from.category(), v1::Category_IsValid, "program.category")};
}

template <typename Programs>
std::vector<ProgramRef> ReadAll(const Programs& from, WireReader& reader) {
  std::vector<ProgramRef> programs;
  programs.reserve(static_cast<std::size_t>(from.size()));
  for (const v1::ProgramRef& program : from) programs.push_back(Read(program, reader));
  return programs;
}

RevocationScope Read(const v1::RevocationScope& from, WireReader& reader) {
  reader.Closed(from);
  return {.reach = reader.Value<Reach>(from.reach(), v1::Reach_IsValid, "reach"),
          .programs = ReadAll(from.programs(), reader)};
}

Evidence Read(const v1::Evidence& from, WireReader& reader) {
  reader.Closed(from);
  return {.disclosure_version = from.disclosure_version(),
          .disclosure_sha256 = from.disclosure_sha256(),
          .url = from.url(),
          .signature_sha256 = from.signature_sha256(),
          .actor = from.actor()};
}

AnswerDue Read(const v1::AnswerDue& from, WireReader& reader) {
  reader.Closed(from);
  return {.message_class = reader.Required<MessageClass>(
              from.message_class(), v1::MessageClass_IsValid, "answers.message_class"),
          .program = Read(from.program(), reader),
          .template_key = from.template_key(),
          .language = from.language()};
}

Because Read(const v1::Because& from, WireReader& reader) {
  reader.Closed(from);
  return {.campaign = CampaignId(from.campaign()),
          .step = from.step(),
          .step_due_ms = from.has_step_due_ms() ? from.step_due_ms() : kNoTime,
          .origin = from.has_origin() ? from.origin() : kNoOffset};
}

Window Read(const v1::Window& from, WireReader& reader) {
  reader.Closed(from);
  return {.open_ms = from.has_open_ms() ? from.open_ms() : kNoTime,
          .close_ms = from.has_close_ms() ? from.close_ms() : kNoTime,
          .zone = from.zone(),
          .tzdata = from.tzdata()};
}

Cap Read(const v1::Cap& from, WireReader& reader) {
  reader.Closed(from);
  return {.max = from.max(), .period_ms = from.period_ms()};
}

ContactImported Read(const v1::ContactImported& from, WireReader& reader) {
  std::vector<SegmentName> segments;
  segments.reserve(static_cast<std::size_t>(from.segments_size()));
  for (const std::string& segment : from.segments()) segments.emplace_back(segment);
  return {.source = from.source(),
          .import_id = from.import_id(),
          .row = from.row(),
          .grade = reader.Value<EvidenceGrade>(from.grade(), v1::EvidenceGrade_IsValid, "grade"),
          .programs = ReadAll(from.programs(), reader),
          .segments = std::move(segments),
          .attestation = from.attestation(),
          .actor = from.actor(),
          .evidence = Read(from.evidence(), reader),
          .mapping_version = from.mapping_version()};
}

OptedIn Read(const v1::OptedIn& from, WireReader& reader) {
  return {.programs = ReadAll(from.programs(), reader),
          .method = reader.Required<OptInMethod>(from.method(), v1::OptInMethod_IsValid, "method"),
          .evidence = Read(from.evidence(), reader)};
}

OptedOut Read(const v1::OptedOut& from, WireReader& reader) {
  // A revocation that does not say how far it reaches must not be skipped: it blocks.
  if (from.scope().reach() == v1::REACH_UNSPECIFIED) reader.Fail("scope.reach", "not given");
  return {.scope = Read(from.scope(), reader),
          .means = reader.Required<OptOutMeans>(from.means(), v1::OptOutMeans_IsValid, "means"),
          .actor = from.actor(),
          .detail = from.detail(),
          .import_id = from.import_id(),
          .row = from.row(),
          .mapping_version = from.mapping_version()};
}

PermissionSet Read(const v1::PermissionSet& from, WireReader& reader) {
  return {.program = Read(from.program(), reader),
          .permission =
              reader.Required<Permission>(from.permission(), v1::Permission_IsValid, "permission"),
          .actor = from.actor(),
          .reason = from.reason(),
          .evidence = Read(from.evidence(), reader)};
}

NumberReassigned Read(const v1::NumberReassigned& from, WireReader& /*reader*/) {
  return {.database = from.database(),
          .date_used_ms = from.has_date_used_ms() ? from.date_used_ms() : kNoTime};
}

ReassignmentQueried Read(const v1::ReassignmentQueried& from, WireReader& reader) {
  return {.database = from.database(),
          .answer = reader.Required<ReassignmentAnswer>(
              from.answer(), v1::ReassignmentAnswer_IsValid, "answer"),
          .date_used_ms = from.has_date_used_ms() ? from.date_used_ms() : kNoTime};
}

NumberDeactivated Read(const v1::NumberDeactivated& from, WireReader& /*reader*/) {
  return {.source = from.source()};
}

ZoneTold Read(const v1::ZoneTold& from, WireReader& /*reader*/) {
  return {.tzid = from.tzid(), .source = from.source(), .actor = from.actor()};
}

ContactListed Read(const v1::ContactListed& from, WireReader& /*reader*/) {
  return {.segment = SegmentName(from.segment())};
}

ContactUnlisted Read(const v1::ContactUnlisted& from, WireReader& /*reader*/) {
  return {.segment = SegmentName(from.segment())};
}

ContactErased Read(const v1::ContactErased& from, WireReader& /*reader*/) {
  return {.actor = from.actor(), .reason = from.reason()};
}

EventRejected Read(const v1::EventRejected& from, WireReader& /*reader*/) {
  return {.rejected_partition = from.rejected_partition(),
          .rejected_offset = from.has_rejected_offset() ? from.rejected_offset() : kNoOffset,
          .reason = from.reason()};
}

BlockResolved Read(const v1::BlockResolved& from, WireReader& /*reader*/) {
  return {.position = from.has_position() ? from.position() : kNoOffset,
          .actor = from.actor(),
          .reason = from.reason()};
}

KeywordReplied Read(const v1::KeywordReplied& from, WireReader& reader) {
  return {.line = LineId(from.line()),
          .gateway = from.gateway(),
          .gateway_id = from.gateway_id(),
          .gateway_time_ms = from.has_gateway_time_ms() ? from.gateway_time_ms() : kNoTime,
          .provider_action = reader.Value<ProviderAction>(
              from.provider_action(), v1::ProviderAction_IsValid, "provider_action")};
}

ReplyDecided Read(const v1::ReplyDecided& from, WireReader& reader) {
  if (from.consequence() == v1::CONSEQUENCE_REVOKE &&
      from.revocation().reach() == v1::REACH_UNSPECIFIED) {
    reader.Fail("revocation.reach", "not given");
  }
  std::vector<AnswerDue> answers;
  answers.reserve(static_cast<std::size_t>(from.answers_size()));
  for (const v1::AnswerDue& answer : from.answers()) answers.push_back(Read(answer, reader));
  return {.reply_offset = from.has_reply_offset() ? from.reply_offset() : kNoOffset,
          .reply_event = reader.OptionalId<EventId>(from.reply_event(), "reply_event"),
          .reply_class = reader.Required<ReplyClass>(from.reply_class(), v1::ReplyClass_IsValid,
                                                     "reply_class"),
          .matched_rule = from.matched_rule(),
          .policy_version = from.policy_version(),
          .consequence = reader.Required<Consequence>(from.consequence(), v1::Consequence_IsValid,
                                                      "consequence"),
          .programs = ReadAll(from.programs(), reader),
          .revocation = Read(from.revocation(), reader),
          .expired_ask_counts = from.expired_ask_counts(),
          .answers = std::move(answers),
          .line = LineId(from.line()),
          .actor = from.actor()};
}

MessageRequested Read(const v1::MessageRequested& from, WireReader& reader) {
  return {.message = reader.RequiredId<MessageId>(from.message(), "message"),
          .message_class = reader.Required<MessageClass>(from.message_class(),
                                                         v1::MessageClass_IsValid, "message_class"),
          .program = Read(from.program(), reader),
          .line = LineId(from.line()),
          .template_key = from.template_key(),
          .deadline_ms = from.has_deadline_ms() ? from.deadline_ms() : kNoTime,
          .requester = from.requester(),
          .evidence = Read(from.evidence(), reader),
          .method = reader.Value<OptInMethod>(from.method(), v1::OptInMethod_IsValid, "method"),
          .language = from.language()};
}

SendIntended Read(const v1::SendIntended& from, WireReader& reader) {
  SendIntended to{
      .intent = reader.RequiredId<IntentId>(from.intent(), "intent"),
      .message = reader.RequiredId<MessageId>(from.message(), "message"),
      .message_class = reader.Required<MessageClass>(from.message_class(), v1::MessageClass_IsValid,
                                                     "message_class"),
      .program = Read(from.program(), reader),
      .because = Read(from.because(), reader),
      .line = LineId(from.line()),
      .epoch = from.has_epoch() ? from.epoch() : kNoOffset,
      .revision = from.has_revision() ? from.revision() : kNoOffset,
      .planned_at_ms = from.has_planned_at_ms() ? from.planned_at_ms() : kNoTime,
      .deadline_ms = from.has_deadline_ms() ? from.deadline_ms() : kNoTime,
      .age_limit_ms = from.age_limit_ms(),
      .validity_ms = from.validity_ms(),
      .window = from.has_window() ? std::optional(Read(from.window(), reader)) : std::nullopt,
      .cap = Read(from.cap(), reader),
      .ask_limit = from.ask_limit(),
      .pending_term_ms = from.pending_term_ms(),
      .body_sha256 = {}};
  if (from.body_sha256().size() == to.body_sha256.size()) {
    std::memcpy(to.body_sha256.data(), from.body_sha256().data(), to.body_sha256.size());
  } else {
    reader.Fail("body_sha256", "not 32 bytes");
  }
  return to;
}

SendConcluded Read(const v1::SendConcluded& from, WireReader& reader) {
  return {
      .intent = reader.RequiredId<IntentId>(from.intent(), "intent"),
      .message = reader.RequiredId<MessageId>(from.message(), "message"),
      .outcome = reader.Required<SendOutcome>(from.outcome(), v1::SendOutcome_IsValid, "outcome"),
      .provider_id = from.provider_id(),
      .detail = from.detail(),
      .permanent = from.permanent(),
      .provider_opt_out = from.provider_opt_out()};
}

DeliveryReported Read(const v1::DeliveryReported& from, WireReader& reader) {
  return {.intent = reader.RequiredId<IntentId>(from.intent(), "intent"),
          .message = reader.RequiredId<MessageId>(from.message(), "message"),
          .delivery = reader.Required<Delivery>(from.delivery(), v1::Delivery_IsValid, "delivery"),
          .detail = from.detail(),
          .permanent = from.permanent(),
          .provider_opt_out = from.provider_opt_out()};
}

DispatcherClaimed Read(const v1::DispatcherClaimed& from, WireReader& /*reader*/) {
  return {.shard = from.shard(), .shards = from.shards(), .instance = from.instance()};
}

Halted Read(const v1::Halted& from, WireReader& /*reader*/) {
  return {.campaign = CampaignId(from.campaign()),
          .revision = from.has_revision() ? from.revision() : kNoOffset};
}

Resumed Read(const v1::Resumed& from, WireReader& /*reader*/) {
  return {.campaign = CampaignId(from.campaign()),
          .revision = from.has_revision() ? from.revision() : kNoOffset};
}

StepFinished Read(const v1::StepFinished& from, WireReader& reader) {
  std::vector<ReasonCount> counts;
  counts.reserve(static_cast<std::size_t>(from.counts_size()));
  for (const v1::ReasonCount& count : from.counts()) {
    reader.Closed(count);
    counts.push_back(
        {.reason = reader.Value<Reason>(count.reason(), v1::Reason_IsValid, "counts.reason"),
         .count = count.count()});
  }
  return {.campaign = CampaignId(from.campaign()),
          .step = from.step(),
          .epoch = from.has_epoch() ? from.epoch() : kNoOffset,
          .counts = std::move(counts)};
}

RulesActivated Read(const v1::RulesActivated& from, WireReader& /*reader*/) {
  return {.version = from.version()};
}

TruncationAccepted Read(const v1::TruncationAccepted& from, WireReader& /*reader*/) {
  return {.lost_from = from.has_lost_from() ? from.lost_from() : kNoOffset,
          .lost_to = from.has_lost_to() ? from.lost_to() : kNoOffset,
          .actor = from.actor()};
}

template <typename Message>
Fact ReadFact(const Message& from, WireReader& reader) {
  reader.Closed(from);
  return Read(from, reader);
}

}  // namespace

Fact DecodeFact(const v1::LedgerRecord& record, WireReader& reader) {
  switch (record.fact_case()) {
    case v1::LedgerRecord::kContactImported:
      return ReadFact(record.contact_imported(), reader);
    case v1::LedgerRecord::kOptedIn:
      return ReadFact(record.opted_in(), reader);
    case v1::LedgerRecord::kKeywordReplied:
      return ReadFact(record.keyword_replied(), reader);
    case v1::LedgerRecord::kReplyDecided:
      return ReadFact(record.reply_decided(), reader);
    case v1::LedgerRecord::kSendIntended:
      return ReadFact(record.send_intended(), reader);
    case v1::LedgerRecord::kSendConcluded:
      return ReadFact(record.send_concluded(), reader);
    case v1::LedgerRecord::kDeliveryReported:
      return ReadFact(record.delivery_reported(), reader);
    case v1::LedgerRecord::kOptedOut:
      return ReadFact(record.opted_out(), reader);
    case v1::LedgerRecord::kPermissionSet:
      return ReadFact(record.permission_set(), reader);
    case v1::LedgerRecord::kNumberReassigned:
      return ReadFact(record.number_reassigned(), reader);
    case v1::LedgerRecord::kReassignmentQueried:
      return ReadFact(record.reassignment_queried(), reader);
    case v1::LedgerRecord::kNumberDeactivated:
      return ReadFact(record.number_deactivated(), reader);
    case v1::LedgerRecord::kZoneTold:
      return ReadFact(record.zone_told(), reader);
    case v1::LedgerRecord::kContactListed:
      return ReadFact(record.contact_listed(), reader);
    case v1::LedgerRecord::kContactUnlisted:
      return ReadFact(record.contact_unlisted(), reader);
    case v1::LedgerRecord::kContactErased:
      return ReadFact(record.contact_erased(), reader);
    case v1::LedgerRecord::kEventRejected:
      return ReadFact(record.event_rejected(), reader);
    case v1::LedgerRecord::kBlockResolved:
      return ReadFact(record.block_resolved(), reader);
    case v1::LedgerRecord::kMessageRequested:
      return ReadFact(record.message_requested(), reader);
    case v1::LedgerRecord::kDispatcherClaimed:
      return ReadFact(record.dispatcher_claimed(), reader);
    case v1::LedgerRecord::kHalted:
      return ReadFact(record.halted(), reader);
    case v1::LedgerRecord::kResumed:
      return ReadFact(record.resumed(), reader);
    case v1::LedgerRecord::kStepFinished:
      return ReadFact(record.step_finished(), reader);
    case v1::LedgerRecord::kRulesActivated:
      return ReadFact(record.rules_activated(), reader);
    case v1::LedgerRecord::kTruncationAccepted:
      return ReadFact(record.truncation_accepted(), reader);
    case v1::LedgerRecord::FACT_NOT_SET:
      break;
  }
  reader.Fail("fact", "not given, or of a kind that this version does not know");
  return {};
}

}  // namespace ledger
