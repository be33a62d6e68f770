#include "ledger/cli/import_events.h"

#include "ledger/codec/record_codec.h"
#include "ledger/imports/import_plan.h"
#include "ledger/imports/report_writer.h"
#include "tests/ledger/admission/admission_world.h"

namespace ledger::cli {
namespace {

namespace v1 = consent::v1;

ImportSource From(const std::string& program, v1::Category category) {
  ImportSource from{"acme", "crm", "f1", {}, "", ""};
  from.program.set_program(program);
  from.program.set_category(category);
  return from;
}

const PhoneNumber kNumber = *PhoneNumber::Parse("+14155550134");

imports::ImportedOptOut OutOf(std::int64_t row) { return {.row = row, .number = kNumber}; }

Personal Opened(const AdmissionWorld& world, const Admitted& admitted) {
  return *world.keys.Open(admitted.event.account, admitted.contact, admitted.event.sealed_details);
}

TEST_CASE("Import: a STOP in a provider's log stops everything, as the provider's notice of it") {
  const AdmissionWorld world;
  imports::ImportedOptOut out = OutOf(7);
  out.from_handset = true;
  out.detail = "21610";
  out.said_at = 1'700'000'000'123;
  const Admitted admitted =
      world.Accept(OptOutEvent(From("marketing", v1::CATEGORY_MARKETING), out), Origin::kImport);
  const auto& fact = std::get<OptedOut>(admitted.event.fact);
  CHECK(fact.scope.reach == Reach::kEverything);
  CHECK(fact.means == OptOutMeans::kProvider);
  CHECK(fact.detail == "21610");
  CHECK(admitted.event.occurred_at_ms == 1'700'000'000'123);
}

TEST_CASE("Import: a no revokes the program of the import, whatever its category") {
  const AdmissionWorld world;
  const auto reach = [&](const ImportSource& from) {
    const Admitted admitted = world.Accept(OptOutEvent(from, OutOf(7)), Origin::kImport);
    CHECK(admitted.contact == world.contact());
    return std::get<OptedOut>(admitted.event.fact).scope.reach;
  };
  CHECK(reach(From("marketing", v1::CATEGORY_MARKETING)) == Reach::kMarketing);
  CHECK(reach(From("shipping", v1::CATEGORY_INFORMATIONAL)) == Reach::kEverything);
}

TEST_CASE("Import: an attestation stands with who gives it, and without one nobody is named") {
  const imports::ImportedContact row{.row = 3,
                                     .line = 4,
                                     .number = kNumber,
                                     .name = "",
                                     .grade = imports::EvidenceGrade::kC,
                                     .source = "crm",
                                     .consent_word = "yes",
                                     .segments = {},
                                     .opted_in_at = kNoTime,
                                     .method = "",
                                     .disclosure = "",
                                     .ip_address = ""};
  ImportSource from = From("marketing", v1::CATEGORY_MARKETING);
  from.actor = "Ana Diaz";
  CHECK(ImportedEvent(from, row).contact_imported().actor().empty());
  from.attestation = "Signed cards";
  const AdmissionWorld world;
  const Admitted admitted = world.Accept(ImportedEvent(from, row), Origin::kImport);
  const auto& fact = std::get<ContactImported>(admitted.event.fact);
  CHECK(fact.attestation == "Signed cards");
  CHECK(fact.actor == "Ana Diaz");
  CHECK(admitted.event.publisher_id == "f1/3");
  from.attestation = std::string(5000, 'x');
  CHECK(world.Refuse(ImportedEvent(from, row), Origin::kImport).reason == RejectReason::kTooLarge);
}

TEST_CASE("Import: a yes has its evidence in its event, and the words of the row sealed") {
  imports::ImportedContact row{.row = 3,
                               .line = 4,
                               .number = kNumber,
                               .name = "",
                               .grade = imports::EvidenceGrade::kA,
                               .source = "crm",
                               .consent_word = "yes",
                               .segments = {},
                               .opted_in_at = 1'772'366'400'000,
                               .method = "web form",
                               .disclosure = "I agree to texts",
                               .ip_address = "192.0.2.7",
                               .time_text = "2026-03-01 12:00"};
  const ImportSource from = From("marketing", v1::CATEGORY_MARKETING);
  const AdmissionWorld world;
  const v1::IntakeEvent event = ImportedEvent(from, row);
  CHECK(event.ip() == "192.0.2.7");
  const Admitted admitted = world.Accept(event, Origin::kImport);
  const auto& fact = std::get<ContactImported>(admitted.event.fact);
  CHECK(fact.import_id == "f1");
  CHECK(fact.row == 3);
  CHECK(fact.evidence.disclosure_sha256 ==
        "5ed79cfda4829aae519b0f284f1d6cc645172aa000e864e7d89169b41c521e4a");
  CHECK(fact.mapping_version == imports::kImportMappingVersion);
  CHECK(admitted.event.occurred_at_ms == 1'772'366'400'000);
  CHECK(Opened(world, admitted).source_record ==
        SourceRecord{"yes", "web form", "I agree to texts", "2026-03-01 12:00"});
  // The same row read by a newer mapping that finds the same in it is the same event.
  v1::IntakeEvent newer = event;
  newer.mutable_contact_imported()->set_mapping_version(imports::kImportMappingVersion + 1);
  CHECK(world.Accept(newer, Origin::kImport).event.id == admitted.event.id);
  newer.mutable_source_record()->set_method("checkout");
  CHECK(world.Accept(newer, Origin::kImport).event.id != admitted.event.id);
}

TEST_CASE("Import: a no has the same evidence as a yes") {
  imports::ImportedOptOut out = OutOf(7);
  out.consent_word = "UNSUBSCRIBED";
  out.method = "call of Ana's";
  out.time_text = "2024-05-01";
  const ImportSource from = From("marketing", v1::CATEGORY_MARKETING);
  const AdmissionWorld world;
  const v1::IntakeEvent event = OptOutEvent(from, out);
  const Admitted admitted = world.Accept(event, Origin::kImport);
  const auto& fact = std::get<OptedOut>(admitted.event.fact);
  CHECK(fact.import_id == "f1");
  CHECK(fact.row == 7);
  CHECK(fact.mapping_version == imports::kImportMappingVersion);
  CHECK(Opened(world, admitted).source_record ==
        SourceRecord{"UNSUBSCRIBED", "call of Ana's", "", "2024-05-01"});
  v1::IntakeEvent newer = event;
  newer.mutable_opted_out()->set_mapping_version(imports::kImportMappingVersion + 1);
  CHECK(world.Accept(newer, Origin::kImport).event.id == admitted.event.id);
}

TEST_CASE("Import: nothing that a row says stands in a record in clear") {
  imports::ImportedContact row{.row = 3,
                               .line = 4,
                               .number = kNumber,
                               .name = "Ana",
                               .grade = imports::EvidenceGrade::kA,
                               .source = "crm",
                               .consent_word = "yes",
                               .segments = {},
                               .opted_in_at = 1'772'366'400'000,
                               .method = "called Zebulon, 555 0134",
                               .disclosure = "I, Zebulon, agree",
                               .ip_address = ""};
  imports::ImportedOptOut out = OutOf(7);
  out.consent_word = out.method = out.time_text = "Zebulon";
  const ImportSource from = From("marketing", v1::CATEGORY_MARKETING);
  const AdmissionWorld world;
  for (const v1::IntakeEvent& event : {ImportedEvent(from, row), OptOutEvent(from, out)}) {
    const std::string value = Encode(world.Accept(event, Origin::kImport).event);
    CHECK_THAT(value, !Catch::Contains("Zebulon") && !Catch::Contains("0134"));
  }
}

TEST_CASE("Import: the report and the summary name one reason for what admission refused") {
  imports::RejectLine line = imports::LineOf(3, 4, kNumber);
  line.refused_for = std::string(RejectReasonName(RejectReason::kTooLarge));
  CHECK(line.ReasonName() == "too_large");
  CHECK_THAT(imports::ReportRow(line), Catch::StartsWith("3,4,too_large,"));
}

}  // namespace
}  // namespace ledger::cli
