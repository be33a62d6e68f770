#include "ledger/cli/import_events.h"

#include "ledger/core/digest.h"
#include "ledger/imports/import_plan.h"

namespace ledger::cli {
namespace {

namespace v1 = consent::v1;

v1::IntakeEvent EventOf(const ImportSource& from, std::int64_t row, const PhoneNumber& number) {
  v1::IntakeEvent event;
  event.set_account(from.account);
  event.set_source(from.source);
  event.set_publisher_id(from.file_id + "/" + std::to_string(row));
  event.set_number(number.e164());
  return event;
}

void SetTime(TimeMs time, v1::IntakeEvent& event) {
  if (time == kNoTime) return;
  event.mutable_occurred_at()->set_seconds(time / 1000);
  event.mutable_occurred_at()->set_nanos(static_cast<std::int32_t>(time % 1000 * 1'000'000));
}

v1::EvidenceGrade GradeOf(imports::EvidenceGrade grade) {
  switch (grade) {
    case imports::EvidenceGrade::kA:
      return v1::EVIDENCE_GRADE_A;
    case imports::EvidenceGrade::kB:
      return v1::EVIDENCE_GRADE_B;
    case imports::EvidenceGrade::kC:
      return v1::EVIDENCE_GRADE_C;
    case imports::EvidenceGrade::kD:
      break;
  }
  return v1::EVIDENCE_GRADE_D;
}

// Leaves out what the row does not have: the envelope then stays small.
void SetRecord(const std::string& word, const std::string& method, const std::string& disclosure,
               const std::string& time, v1::IntakeEvent& event) {
  if (word.empty() && method.empty() && disclosure.empty() && time.empty()) return;
  v1::SourceRecord& record = *event.mutable_source_record();
  record.set_word(word);
  record.set_method(method);
  record.set_disclosure(disclosure);
  record.set_time(time);
}

}  // namespace

v1::IntakeEvent ImportedEvent(const ImportSource& from, const imports::ImportedContact& contact) {
  v1::IntakeEvent event = EventOf(from, contact.row, contact.number);
  event.set_name(contact.name);
  event.set_ip(contact.ip_address);
  SetTime(contact.opted_in_at, event);
  v1::ContactImported& imported = *event.mutable_contact_imported();
  imported.set_source(from.source);
  imported.set_import_id(from.file_id);
  imported.set_row(contact.row);
  imported.set_grade(GradeOf(contact.grade));
  *imported.add_programs() = from.program;
  for (const std::string& segment : contact.segments) imported.add_segments(segment);
  SetRecord(contact.consent_word, contact.method, contact.disclosure, contact.time_text, event);
  if (!contact.disclosure.empty()) {
    imported.mutable_evidence()->set_disclosure_sha256(HexSha256(contact.disclosure));
  }
  imported.set_mapping_version(imports::kImportMappingVersion);
  if (!from.attestation.empty()) {
    imported.set_attestation(from.attestation);
    imported.set_actor(from.actor);
  }
  return event;
}

v1::IntakeEvent OptOutEvent(const ImportSource& from, const imports::ImportedOptOut& out) {
  v1::IntakeEvent event = EventOf(from, out.row, out.number);
  SetTime(out.said_at, event);
  v1::OptedOut& opted_out = *event.mutable_opted_out();
  // No reach is "marketing and this program", and to revoke more is always safe.
  const bool marketing =
      from.program.category() == v1::CATEGORY_MARKETING && !out.from_handset;
  opted_out.mutable_scope()->set_reach(marketing ? v1::REACH_MARKETING : v1::REACH_EVERYTHING);
  opted_out.set_means(out.from_handset ? v1::OPT_OUT_MEANS_PROVIDER : v1::OPT_OUT_MEANS_IMPORT);
  opted_out.set_detail(out.detail);
  opted_out.set_import_id(from.file_id);
  opted_out.set_row(out.row);
  opted_out.set_mapping_version(imports::kImportMappingVersion);
  SetRecord(out.consent_word, out.method, "", out.time_text, event);
  return event;
}

}  // namespace ledger::cli
