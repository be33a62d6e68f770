#include "ledger/admission/intake_fact.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "ledger/admission/fact_reader.h"
#include "ledger/admission/limits.h"
#include "ledger/core/strings.h"
#include "ledger/core/template_keys.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

ContactImported Read(const v1::ContactImported& from, FactReader& reader) {
  ContactImported to;
  to.source = from.source();
  to.import_id = from.import_id();
  to.row = from.row();
  to.grade = static_cast<EvidenceGrade>(from.grade());
  to.programs = reader.Programs(from.programs(), "contact_imported.programs");
  for (const std::string& segment : from.segments()) {
    to.segments.push_back(reader.Segment(segment, "contact_imported.segments"));
  }
  to.attestation = from.attestation();
  to.actor = from.actor();
  to.evidence = reader.ReadEvidence(from.evidence(), "contact_imported.evidence");
  to.mapping_version = from.mapping_version();
  reader.RequireNumber("an imported contact");
  reader.Require(to.source, "contact_imported.source", "name the system, for example \"shopify\"");
  if (to.row < 0) reader.Invalid("contact_imported.row", "is negative", "rows begin at 1");
  if (to.grade == EvidenceGrade::kA || to.grade == EvidenceGrade::kB) reader.RequireTime();
  if (!to.attestation.empty()) {
    reader.Require(to.actor, "contact_imported.actor", "say who attests the written permission");
  }
  return to;
}

OptedIn Read(const v1::OptedIn& from, FactReader& reader) {
  OptedIn to;
  to.programs = reader.Programs(from.programs(), "opted_in.programs");
  to.method = static_cast<OptInMethod>(from.method());
  to.evidence = reader.ReadEvidence(from.evidence(), "opted_in.evidence");
  reader.RequireNumber("an opt-in");
  reader.RequireTime();
  if (to.programs.empty()) {
    reader.Missing("opted_in.programs", "name at least one program that was agreed to");
  }
  if (to.method == OptInMethod::kUnknown) {
    reader.Missing("opted_in.method",
                   "say where the person agreed, for example "
                   "OPT_IN_METHOD_WEB_FORM");
  }
  if (to.method == OptInMethod::kAdmin) {
    reader.RequireEvidence(to.evidence, "opted_in.evidence");
    reader.Require(to.evidence.actor, "opted_in.evidence.actor", "say who entered it");
  }
  return to;
}

OptedOut Read(const v1::OptedOut& from, FactReader& reader) {
  OptedOut to;
  to.scope = reader.Scope(from.scope(), "opted_out.scope");
  to.means = static_cast<OptOutMeans>(from.means());
  to.actor = from.actor();
  to.detail = from.detail();
  to.import_id = from.import_id();
  to.row = from.row();
  to.mapping_version = from.mapping_version();
  if (to.row < 0) reader.Invalid("opted_out.row", "is negative", "rows begin at 1");
  if (to.means == OptOutMeans::kUnknown) {
    reader.Missing("opted_out.means", "say how it reached you, for example OPT_OUT_MEANS_EMAIL");
  }
  return to;
}

PermissionSet Read(const v1::PermissionSet& from, FactReader& reader) {
  PermissionSet to;
  to.program = reader.Program(from.program(), "permission_set.program").ref;
  to.permission = static_cast<Permission>(from.permission());
  to.actor = from.actor();
  to.reason = from.reason();
  to.evidence = reader.ReadEvidence(from.evidence(), "permission_set.evidence");
  reader.Require(to.actor, "permission_set.actor", "say which administrator sets it");
  if (to.permission == Permission::kUnknown) {
    reader.Missing("permission_set.permission", "say to what it is set");
  }
  if (to.permission == Permission::kNotSet) {
    reader.Invalid("permission_set.permission", "nobody can be made one who never answered",
                   "say PERMISSION_OPT_OUT to end texts to this contact");
  }
  if (to.permission == Permission::kOptIn) {
    reader.RequireNumber("an opt-in");
    reader.RequireTime();
    reader.RequireEvidence(to.evidence, "permission_set.evidence");
  }
  return to;
}

NumberReassigned Read(const v1::NumberReassigned& from, FactReader& reader) {
  reader.Require(from.database(), "number_reassigned.database", "say which database said so");
  return {from.database(), from.has_date_used_ms() ? from.date_used_ms() : kNoTime};
}

ReassignmentQueried Read(const v1::ReassignmentQueried& from, FactReader& reader) {
  const std::string path = "reassignment_queried.";
  reader.Require(from.database(), path + "database", "say which database was asked");
  if (from.answer() == v1::REASSIGNMENT_ANSWER_UNSPECIFIED) {
    reader.Missing(path + "answer",
                   "say REASSIGNMENT_ANSWER_NO or REASSIGNMENT_ANSWER_NO_DATA; a yes is a "
                   "number_reassigned");
  }
  // Without it an answer shows nothing: it holds since that date.
  if (!from.has_date_used_ms() || from.date_used_ms() < 0) {
    reader.Missing(path + "date_used_ms", "give the consent date that was asked about");
  } else if (from.date_used_ms() > reader.scope().now_ms) {
    reader.Invalid(path + "date_used_ms", "is in the future",
                   "give the consent date that was asked about");
  }
  return {from.database(), static_cast<ReassignmentAnswer>(from.answer()),
          from.has_date_used_ms() ? from.date_used_ms() : kNoTime};
}

NumberDeactivated Read(const v1::NumberDeactivated& from, FactReader& reader) {
  reader.Require(from.source(), "number_deactivated.source", "say whose notice it is");
  return {from.source()};
}

ZoneTold Read(const v1::ZoneTold& from, FactReader& reader) {
  reader.RequireNumber("a time zone");
  if (!reader.scope().directory.IsZone(from.tzid())) {
    reader.Invalid("zone_told.tzid", "is no zone of the IANA database that is here",
                   "give a name such as America/Chicago, or upgrade tzdata", from.tzid());
  }
  return {from.tzid(), from.source(), from.actor()};
}

ContactListed Read(const v1::ContactListed& from, FactReader& reader) {
  return {reader.Segment(from.segment(), "contact_listed.segment")};
}

ContactUnlisted Read(const v1::ContactUnlisted& from, FactReader& reader) {
  return {reader.Segment(from.segment(), "contact_unlisted.segment")};
}

ContactErased Read(const v1::ContactErased& from, FactReader& reader) {
  reader.Require(from.actor(), "contact_erased.actor", "say who erases");
  return {from.actor(), from.reason()};
}

BlockResolved Read(const v1::BlockResolved& from, FactReader& reader) {
  reader.Require(from.actor(), "block_resolved.actor", "say who looked");
  reader.Require(from.reason(), "block_resolved.reason", "say what was found");
  // Without it blocks would be freed that nobody has seen yet.
  if (!from.has_position() || from.position() < 0) {
    reader.Missing("block_resolved.position",
                   "give the offset of the block, as `consent contact show` lists it");
  }
  return {from.has_position() ? from.position() : kNoOffset, from.actor(), from.reason()};
}

MessageRequested Read(const v1::IntakeEvent& event, const v1::MessageRequested& from,
                      FactReader& reader) {
  const FactScope& scope = reader.scope();
  const ProgramEntry program = reader.Program(from.program(), "message_requested.program");
  MessageRequested to;
  to.message = scope.message;
  to.message_class = static_cast<MessageClass>(from.message_class());
  to.program = program.ref;
  to.line = from.line().empty() ? program.line : LineId(from.line());
  to.template_key = from.template_key();
  to.requester = from.requester();
  to.deadline_ms = from.has_deadline_ms()
                       ? from.deadline_ms()
                       : scope.now_ms + absl::ToInt64Milliseconds(kRequestTermDefault);
  to.evidence = reader.ReadEvidence(from.evidence(), "message_requested.evidence");
  to.method = static_cast<OptInMethod>(from.method());
  to.language = from.language();
  reader.RequireNumber("a requested text");
  if (from.has_evidence()) reader.RequireTime();
  if (!from.message().empty()) {
    reader.Invalid("message_requested.message", "is set by the front door", "leave it out");
  }
  const bool asks = to.message_class == MessageClass::kOptInRequest;
  if (!asks && to.message_class != MessageClass::kSingle) {
    reader.Invalid("message_requested.message_class", "may not be requested from outside",
                   "use MESSAGE_CLASS_SINGLE or MESSAGE_CLASS_OPT_IN_REQUEST");
  }
  if (asks && to.template_key.empty() && event.text().empty()) {
    to.template_key = program.request_template;
    if (to.template_key.empty()) {
      reader.Unknown(RejectReason::kUnknownTemplate, "message_requested.template_key",
                     "the program has no request to opt in", "",
                     "give it one: consent program add --request-template");
    }
  }
  if (to.template_key.empty() == event.text().empty()) {
    reader.Invalid("message_requested.template_key", "exactly one of it and text must be given",
                   "give the words in text, or the key of a template");
  }
  if (!to.template_key.empty() && !scope.directory.HasTemplate(scope.account, to.template_key)) {
    reader.Unknown(RejectReason::kUnknownTemplate, "message_requested.template_key",
                   "the account has no such template", to.template_key);
  }
  if (scope.directory.AccountOfLine(to.line) != scope.account) {
    reader.Unknown(RejectReason::kUnknownLine, "message_requested.line",
                   "the account has no such line", to.line.value());
  }
  if (to.deadline_ms <= scope.now_ms) {
    reader.Invalid("message_requested.deadline_ms", "has passed", "give a time in the future");
  }
  return to;
}

// The one confirmation of a revocation that a person read in a reply, if it comes in time. Without
// a key the words are those of the program; whose they are the fold knows.
AnswerDue ConfirmationOf(const RevocationScope& ended) {
  AnswerDue due;
  due.message_class = MessageClass::kOptOutConfirmation;
  due.template_key = OptOutTemplateOf(ended);
  if (ended.reach == Reach::kPrograms && !ended.programs.empty()) {
    due.program = ended.programs.front();
  }
  return due;
}

// A person's decision of a held reply: releases or revokes, and has no words for an opt-in.
ReplyDecided Read(const v1::ReplyDecision& from, FactReader& reader) {
  ReplyDecided to;
  to.actor = from.actor();
  to.matched_rule = "person";
  to.policy_version = "person";
  reader.Require(to.actor, "reply_decision.actor", "say who decided");
  const std::string id = absl::HexStringToBytes(from.reply_event_id());
  to.reply_event = EventId::FromBytes(id);
  if (absl::BytesToHexString(id) != from.reply_event_id() || to.reply_event.empty()) {
    reader.Invalid("reply_decision.reply_event_id", "not 32 lower-case hex digits",
                   "copy it from `consent contact history`", from.reply_event_id());
  }
  if (from.has_reply_offset() && from.reply_offset() >= 0) {
    to.reply_offset = from.reply_offset();
  } else {
    reader.Missing("reply_decision.reply_offset", "copy it from `consent contact history`");
  }
  if (from.verdict() == v1::REPLY_VERDICT_REVOKE) {
    to.reply_class = ReplyClass::kRevoke;
    to.consequence = Consequence::kRevoke;
    to.revocation = from.has_revocation()
                        ? reader.Scope(from.revocation(), "reply_decision.revocation")
                        : RevocationScope{Reach::kEverything, {}};
    to.answers = {ConfirmationOf(to.revocation)};
    return to;
  }
  to.reply_class = ReplyClass::kInbox;
  to.consequence = Consequence::kNone;
  if (from.verdict() != v1::REPLY_VERDICT_RELEASE) {
    reader.Missing("reply_decision.verdict", "say REPLY_VERDICT_RELEASE or REPLY_VERDICT_REVOKE");
  }
  if (from.has_revocation()) {
    reader.Invalid("reply_decision.revocation", "a release revokes nothing",
                   "leave it out, or say REPLY_VERDICT_REVOKE");
  }
  return to;
}

}  // namespace

std::optional<Fact> ReadFact(const v1::IntakeEvent& event, const FactScope& scope,
                             Complaints& complaints) {
  FactReader reader(scope, complaints);
  std::optional<Fact> fact;
  switch (event.fact_case()) {
    case v1::IntakeEvent::kContactImported:
      fact = Read(event.contact_imported(), reader);
      break;
    case v1::IntakeEvent::kOptedIn:
      fact = Read(event.opted_in(), reader);
      break;
    case v1::IntakeEvent::kOptedOut:
      fact = Read(event.opted_out(), reader);
      break;
    case v1::IntakeEvent::kPermissionSet:
      fact = Read(event.permission_set(), reader);
      break;
    case v1::IntakeEvent::kNumberReassigned:
      fact = Read(event.number_reassigned(), reader);
      break;
    case v1::IntakeEvent::kReassignmentQueried:
      fact = Read(event.reassignment_queried(), reader);
      break;
    case v1::IntakeEvent::kNumberDeactivated:
      fact = Read(event.number_deactivated(), reader);
      break;
    case v1::IntakeEvent::kZoneTold:
      fact = Read(event.zone_told(), reader);
      break;
    case v1::IntakeEvent::kContactListed:
      fact = Read(event.contact_listed(), reader);
      break;
    case v1::IntakeEvent::kContactUnlisted:
      fact = Read(event.contact_unlisted(), reader);
      break;
    case v1::IntakeEvent::kContactErased:
      fact = Read(event.contact_erased(), reader);
      break;
    case v1::IntakeEvent::kMessageRequested:
      fact = Read(event, event.message_requested(), reader);
      break;
    case v1::IntakeEvent::kBlockResolved:
      fact = Read(event.block_resolved(), reader);
      break;
    case v1::IntakeEvent::kReplyDecision:
      fact = Read(event.reply_decision(), reader);
      break;
    case v1::IntakeEvent::FACT_NOT_SET:
      complaints.Add(RejectReason::kNoFact, "", "the event says nothing that happened",
                     "set exactly one of the facts, for example opted_out");
      break;
  }
  if (!event.text().empty() && !event.has_message_requested()) {
    complaints.Add(RejectReason::kNotAllowed, "text",
                   "a person's words come from a line's webhook alone",
                   "leave it out; it is for message_requested");
  }
  return complaints.ok() ? fact : std::nullopt;
}

}  // namespace ledger
