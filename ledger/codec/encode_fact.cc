#include <string>
#include <variant>

#include "ledger/codec/facts_wire.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

// Both sides give the same numbers to the same values; tests/ledger/codec/mirror_test.cc checks it.
template <typename Wire, typename Core>
Wire To(Core value) {
  return static_cast<Wire>(static_cast<int>(value));
}

template <typename Tag>
std::string Raw(const Id128<Tag>& id) {
  return id.empty() ? std::string() : std::string(id.view());
}

void Put(const ProgramRef& from, v1::ProgramRef& to) {
  to.set_program(from.program.value());
  to.set_category(To<v1::Category>(from.category));
}

template <typename Programs>
void PutAll(const std::vector<ProgramRef>& from, Programs& to) {
  to.Reserve(static_cast<int>(from.size()));
  for (const ProgramRef& program : from) Put(program, *to.Add());
}

void Put(const RevocationScope& from, v1::RevocationScope& to) {
  to.set_reach(To<v1::Reach>(from.reach));
  PutAll(from.programs, *to.mutable_programs());
}

void Put(const Evidence& from, v1::Evidence& to) {
  to.set_disclosure_version(from.disclosure_version);
  to.set_disclosure_sha256(from.disclosure_sha256);
  to.set_url(from.url);
  to.set_signature_sha256(from.signature_sha256);
  to.set_actor(from.actor);
}

void Put(const AnswerDue& from, v1::AnswerDue& to) {
  to.set_message_class(To<v1::MessageClass>(from.message_class));
  Put(from.program, *to.mutable_program());
  to.set_template_key(from.template_key);
  to.set_language(from.language);
}

void Put(const Because& from, v1::Because& to) {
  to.set_campaign(from.campaign.value());
  to.set_step(from.step);
  if (from.step_due_ms != kNoTime) to.set_step_due_ms(from.step_due_ms);
  if (from.origin != kNoOffset) to.set_origin(from.origin);
}

void Put(const Window& from, v1::Window& to) {
  if (from.open_ms != kNoTime) to.set_open_ms(from.open_ms);
  if (from.close_ms != kNoTime) to.set_close_ms(from.close_ms);
  to.set_zone(from.zone);
  to.set_tzdata(from.tzdata);
}

// Puts each kind of fact into its place in the record.
struct FactEncoder {
  v1::LedgerRecord& record;

  void operator()(const ContactImported& from) const {
    v1::ContactImported& to = *record.mutable_contact_imported();
    to.set_source(from.source);
    to.set_import_id(from.import_id);
    to.set_row(from.row);
    to.set_grade(To<v1::EvidenceGrade>(from.grade));
    PutAll(from.programs, *to.mutable_programs());
    for (const SegmentName& segment : from.segments) to.add_segments(segment.value());
    to.set_attestation(from.attestation);
    to.set_actor(from.actor);
    if (from.evidence != Evidence{}) Put(from.evidence, *to.mutable_evidence());
    to.set_mapping_version(from.mapping_version);
  }
  void operator()(const OptedIn& from) const {
    v1::OptedIn& to = *record.mutable_opted_in();
    PutAll(from.programs, *to.mutable_programs());
    to.set_method(To<v1::OptInMethod>(from.method));
    Put(from.evidence, *to.mutable_evidence());
  }
  void operator()(const OptedOut& from) const {
    v1::OptedOut& to = *record.mutable_opted_out();
    Put(from.scope, *to.mutable_scope());
    to.set_means(To<v1::OptOutMeans>(from.means));
    to.set_actor(from.actor);
    to.set_detail(from.detail);
    to.set_import_id(from.import_id);
    to.set_row(from.row);
    to.set_mapping_version(from.mapping_version);
  }
  void operator()(const PermissionSet& from) const {
    v1::PermissionSet& to = *record.mutable_permission_set();
    Put(from.program, *to.mutable_program());
    to.set_permission(To<v1::Permission>(from.permission));
    to.set_actor(from.actor);
    to.set_reason(from.reason);
    Put(from.evidence, *to.mutable_evidence());
  }
  void operator()(const NumberReassigned& from) const {
    v1::NumberReassigned& to = *record.mutable_number_reassigned();
    to.set_database(from.database);
    if (from.date_used_ms != kNoTime) to.set_date_used_ms(from.date_used_ms);
  }
  void operator()(const ReassignmentQueried& from) const {
    v1::ReassignmentQueried& to = *record.mutable_reassignment_queried();
    to.set_database(from.database);
    to.set_answer(To<v1::ReassignmentAnswer>(from.answer));
    if (from.date_used_ms != kNoTime) to.set_date_used_ms(from.date_used_ms);
  }
  void operator()(const NumberDeactivated& from) const {
    record.mutable_number_deactivated()->set_source(from.source);
  }
  void operator()(const ZoneTold& from) const {
    v1::ZoneTold& to = *record.mutable_zone_told();
    to.set_tzid(from.tzid);
    to.set_source(from.source);
    to.set_actor(from.actor);
  }
  void operator()(const ContactListed& from) const {
    record.mutable_contact_listed()->set_segment(from.segment.value());
  }
  void operator()(const ContactUnlisted& from) const {
    record.mutable_contact_unlisted()->set_segment(from.segment.value());
  }
  void operator()(const ContactErased& from) const {
    record.mutable_contact_erased()->set_actor(from.actor);
    record.mutable_contact_erased()->set_reason(from.reason);
  }
  void operator()(const EventRejected& from) const {
    v1::EventRejected& to = *record.mutable_event_rejected();
    to.set_rejected_partition(from.rejected_partition);
    if (from.rejected_offset != kNoOffset) to.set_rejected_offset(from.rejected_offset);
    to.set_reason(from.reason);
  }
  void operator()(const BlockResolved& from) const {
    v1::BlockResolved& to = *record.mutable_block_resolved();
    if (from.position != kNoOffset) to.set_position(from.position);
    to.set_actor(from.actor);
    to.set_reason(from.reason);
  }
  void operator()(const KeywordReplied& from) const {
    v1::KeywordReplied& to = *record.mutable_keyword_replied();
    to.set_line(from.line.value());
    to.set_gateway(from.gateway);
    to.set_gateway_id(from.gateway_id);
    if (from.gateway_time_ms != kNoTime) to.set_gateway_time_ms(from.gateway_time_ms);
    to.set_provider_action(To<v1::ProviderAction>(from.provider_action));
  }
  void operator()(const ReplyDecided& from) const {
    v1::ReplyDecided& to = *record.mutable_reply_decided();
    if (from.reply_offset != kNoOffset) to.set_reply_offset(from.reply_offset);
    to.set_reply_event(Raw(from.reply_event));
    to.set_reply_class(To<v1::ReplyClass>(from.reply_class));
    to.set_matched_rule(from.matched_rule);
    to.set_policy_version(from.policy_version);
    to.set_consequence(To<v1::Consequence>(from.consequence));
    PutAll(from.programs, *to.mutable_programs());
    Put(from.revocation, *to.mutable_revocation());
    to.set_expired_ask_counts(from.expired_ask_counts);
    for (const AnswerDue& answer : from.answers) Put(answer, *to.add_answers());
    to.set_line(from.line.value());
    to.set_actor(from.actor);
  }
  void operator()(const MessageRequested& from) const {
    v1::MessageRequested& to = *record.mutable_message_requested();
    to.set_message(Raw(from.message));
    to.set_message_class(To<v1::MessageClass>(from.message_class));
    Put(from.program, *to.mutable_program());
    to.set_line(from.line.value());
    to.set_template_key(from.template_key);
    if (from.deadline_ms != kNoTime) to.set_deadline_ms(from.deadline_ms);
    to.set_requester(from.requester);
    if (from.evidence != Evidence()) Put(from.evidence, *to.mutable_evidence());
    to.set_method(To<v1::OptInMethod>(from.method));
    to.set_language(from.language);
  }
  void operator()(const SendIntended& from) const {
    v1::SendIntended& to = *record.mutable_send_intended();
    to.set_intent(Raw(from.intent));
    to.set_message(Raw(from.message));
    to.set_message_class(To<v1::MessageClass>(from.message_class));
    Put(from.program, *to.mutable_program());
    Put(from.because, *to.mutable_because());
    to.set_line(from.line.value());
    if (from.epoch != kNoOffset) to.set_epoch(from.epoch);
    if (from.revision != kNoOffset) to.set_revision(from.revision);
    if (from.planned_at_ms != kNoTime) to.set_planned_at_ms(from.planned_at_ms);
    if (from.deadline_ms != kNoTime) to.set_deadline_ms(from.deadline_ms);
    to.set_age_limit_ms(from.age_limit_ms);
    to.set_validity_ms(from.validity_ms);
    if (from.window.has_value()) Put(*from.window, *to.mutable_window());
    if (from.cap != Cap()) {
      to.mutable_cap()->set_max(from.cap.max);
      to.mutable_cap()->set_period_ms(from.cap.period_ms);
    }
    to.set_ask_limit(from.ask_limit);
    to.set_pending_term_ms(from.pending_term_ms);
    to.set_body_sha256(from.body_sha256.data(), from.body_sha256.size());
  }
  void operator()(const SendConcluded& from) const {
    v1::SendConcluded& to = *record.mutable_send_concluded();
    to.set_intent(Raw(from.intent));
    to.set_message(Raw(from.message));
    to.set_outcome(To<v1::SendOutcome>(from.outcome));
    to.set_provider_id(from.provider_id);
    to.set_detail(from.detail);
    to.set_permanent(from.permanent);
    to.set_provider_opt_out(from.provider_opt_out);
  }
  void operator()(const DeliveryReported& from) const {
    v1::DeliveryReported& to = *record.mutable_delivery_reported();
    to.set_intent(Raw(from.intent));
    to.set_message(Raw(from.message));
    to.set_delivery(To<v1::Delivery>(from.delivery));
    to.set_detail(from.detail);
    to.set_permanent(from.permanent);
    to.set_provider_opt_out(from.provider_opt_out);
  }
  void operator()(const DispatcherClaimed& from) const {
    v1::DispatcherClaimed& to = *record.mutable_dispatcher_claimed();
    to.set_shard(from.shard);
    to.set_shards(from.shards);
    to.set_instance(from.instance);
  }
  void operator()(const Halted& from) const {
    v1::Halted& to = *record.mutable_halted();
    to.set_campaign(from.campaign.value());
    if (from.revision != kNoOffset) to.set_revision(from.revision);
  }
  void operator()(const Resumed& from) const {
    v1::Resumed& to = *record.mutable_resumed();
    to.set_campaign(from.campaign.value());
    if (from.revision != kNoOffset) to.set_revision(from.revision);
  }
  void operator()(const StepFinished& from) const {
    v1::StepFinished& to = *record.mutable_step_finished();
    to.set_campaign(from.campaign.value());
    to.set_step(from.step);
    if (from.epoch != kNoOffset) to.set_epoch(from.epoch);
    for (const ReasonCount& count : from.counts) {
      v1::ReasonCount& item = *to.add_counts();
      item.set_reason(To<v1::Reason>(count.reason));
      item.set_count(count.count);
    }
  }
  void operator()(const RulesActivated& from) const {
    record.mutable_rules_activated()->set_version(from.version);
  }
  void operator()(const TruncationAccepted& from) const {
    v1::TruncationAccepted& to = *record.mutable_truncation_accepted();
    if (from.lost_from != kNoOffset) to.set_lost_from(from.lost_from);
    if (from.lost_to != kNoOffset) to.set_lost_to(from.lost_to);
    to.set_actor(from.actor);
  }
};

}  // namespace

void EncodeFact(const Fact& fact, v1::LedgerRecord& record) {
  std::visit(FactEncoder{record}, fact);
}

}  // namespace ledger
