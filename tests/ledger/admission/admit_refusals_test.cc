// What is refused, one row a case: a change to a good event, the reason and the field.
#include <catch2/catch.hpp>
#include <functional>
#include <string>
#include <vector>

#include "ledger/admission/limits.h"
#include "tests/ledger/admission/admission_world.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

struct Refusal {
  std::string name;
  v1::IntakeEvent event;
  std::function<void(v1::IntakeEvent&)> change;
  RejectReason reason;
  std::string field;
};

v1::IntakeEvent AnImport() {
  v1::IntakeEvent event = About();
  event.mutable_contact_imported()->set_source("shopify");
  event.mutable_contact_imported()->add_programs()->set_program("marketing");
  return event;
}

v1::IntakeEvent AStatus() {
  v1::IntakeEvent event = About();
  event.mutable_permission_set()->mutable_program()->set_program("marketing");
  event.mutable_permission_set()->set_permission(v1::PERMISSION_OPT_IN);
  event.mutable_permission_set()->set_actor("Bea");
  event.mutable_permission_set()->mutable_evidence()->set_url("https://shop.example/form");
  return event;
}

v1::IntakeEvent AZone() {
  v1::IntakeEvent event = About();
  event.mutable_zone_told()->set_tzid("America/Chicago");
  return event;
}

v1::IntakeEvent ADecision() {
  v1::IntakeEvent event = About();
  v1::ReplyDecision& decision = *event.mutable_reply_decision();
  decision.set_reply_event_id("000102030405060708090a0b0c0d0e0f");
  decision.set_reply_offset(12);
  decision.set_actor("Bea");
  decision.set_verdict(v1::REPLY_VERDICT_RELEASE);
  return event;
}

v1::IntakeEvent AResolution() {
  v1::IntakeEvent event = About();
  event.mutable_block_resolved()->set_position(12);
  event.mutable_block_resolved()->set_actor("Bea");
  event.mutable_block_resolved()->set_reason("a repeat");
  return event;
}

v1::IntakeEvent AQuery() {
  v1::IntakeEvent event = About();
  v1::ReassignmentQueried& query = *event.mutable_reassignment_queried();
  query.set_database("RND 2026-11");
  query.set_answer(v1::REASSIGNMENT_ANSWER_NO);
  query.set_date_used_ms(1'772'366'400'000);
  return event;
}

// A request to ask that comes from a form, signed.
v1::IntakeEvent AnAsk() {
  v1::IntakeEvent event = About();
  v1::MessageRequested& ask = *event.mutable_message_requested();
  ask.set_message_class(v1::MESSAGE_CLASS_OPT_IN_REQUEST);
  ask.mutable_program()->set_program("marketing");
  ask.set_method(v1::OPT_IN_METHOD_WEB_FORM);
  event.set_text("Reply YES to agree.");
  event.set_signature("signed: Ana");
  // printf 'signed: Ana' | sha256sum
  ask.mutable_evidence()->set_signature_sha256(
      "630c26d9efd4ecc0915d7a51d48a3154c1f7700372b3c89874fd045acf77e949");
  return event;
}

std::vector<Refusal> NamesAndNumbers() {
  using E = v1::IntakeEvent;
  using R = RejectReason;
  // clang-format off
  return {
      {"no account", AnOptIn(), [](E& e) { e.clear_account(); }, R::kMissingField, "account"},
      {"stranger", AnOptIn(), [](E& e) { e.set_account("x"); }, R::kUnknownAccount, "account"},
      {"no source", AnOptIn(), [](E& e) { e.clear_source(); }, R::kMissingField, "source"},
      {"long source", AnOptIn(), [](E& e) { e.set_source(std::string(65, 's')); }, R::kTooLarge, "source"},
      {"long id", AnOptIn(), [](E& e) { e.set_publisher_id(std::string(257, 's')); }, R::kTooLarge, "publisher_id"},
      {"long name", AnOptIn(), [](E& e) { e.set_name(std::string(4097, 's')); }, R::kTooLarge, "name"},
      {"no number", AnOptIn(), [](E& e) { e.clear_number(); }, R::kMissingNumber, "number"},
      {"short code", AnOptIn(), [](E& e) { e.set_number("13013"); }, R::kInvalidNumber, "number"},
      {"extension", AnOptIn(), [](E& e) { e.set_number("415.555.0134 x2"); }, R::kHasExtension, "number"},
      {"two numbers", AnOptIn(), [](E& e) { e.set_number("415-555-0134 / 415-555-0135"); }, R::kAmbiguousNumber, "number"},
      {"bad contact id", AnOptIn(), [](E& e) { e.set_contact_id("XYZ"); }, R::kInvalidField, "contact_id"},
      {"two contacts", AnOptIn(), [](E& e) { e.set_contact_id("aaaaaaaaaaaaaaaaaaaaaaaaae"); }, R::kKeyMismatch, "contact_id"},
      {"id alone", AnOptIn(), [](E& e) { e.clear_number(); e.set_contact_id("aaaaaaaaaaaaaaaaaaaaaaaaae"); }, R::kMissingNumber, "number"},
      {"no fact", AnOptIn(), [](E& e) { e.clear_opted_in(); }, R::kNoFact, ""},
      {"reply text", AnOptIn(), [](E& e) { e.set_text("YES"); }, R::kNotAllowed, "text"},
      {"future", AnOptIn(), [](E& e) { e.mutable_occurred_at()->set_seconds(1'790'000'301); }, R::kInvalidTime, "occurred_at"},
      {"far future", AnOptIn(), [](E& e) { e.mutable_occurred_at()->set_seconds(INT64_MAX); }, R::kInvalidTime, "occurred_at"},
      {"before texts", AnOptIn(), [](E& e) { e.mutable_occurred_at()->set_seconds(-5); }, R::kInvalidTime, "occurred_at"},
      {"bad nanos", AnOptIn(), [](E& e) { e.mutable_occurred_at()->set_nanos(-1); }, R::kInvalidTime, "occurred_at"},
      {"no claim", AnOptIn(), [](E& e) { e.clear_occurred_at(); }, R::kMissingTime, "occurred_at"},
      {"unknown field", AnOptIn(), [](E& e) { e.GetReflection()->MutableUnknownFields(&e)->AddVarint(99, 1); }, R::kUnknownField, ""},
      {"unknown deep", AnOptIn(), [](E& e) { auto& p = *e.mutable_opted_in()->mutable_programs(0); p.GetReflection()->MutableUnknownFields(&p)->AddVarint(9, 1); }, R::kUnknownField, "opted_in.programs[0]"},
  };
  // clang-format on
}

std::vector<Refusal> Facts() {
  using E = v1::IntakeEvent;
  using R = RejectReason;
  // clang-format off
  return {
      {"no program", AnOptIn(), [](E& e) { e.mutable_opted_in()->clear_programs(); }, R::kMissingField, "opted_in.programs"},
      {"unknown program", AnOptIn(), [](E& e) { e.mutable_opted_in()->mutable_programs(0)->set_program("x"); }, R::kUnknownProgram, "opted_in.programs[0].program"},
      {"other category", AnOptIn(), [](E& e) { e.mutable_opted_in()->mutable_programs(0)->set_category(v1::CATEGORY_INFORMATIONAL); }, R::kInvalidField, "opted_in.programs[0].category"},
      {"many programs", AnOptIn(), [](E& e) { for (int i = 0; i < 64; ++i) e.mutable_opted_in()->add_programs()->set_program("marketing"); }, R::kTooLarge, "opted_in.programs"},
      {"no method", AnOptIn(), [](E& e) { e.mutable_opted_in()->clear_method(); }, R::kMissingField, "opted_in.method"},
      {"strange method", AnOptIn(), [](E& e) { e.mutable_opted_in()->set_method(static_cast<v1::OptInMethod>(99)); }, R::kUnknownValue, "opted_in.method"},
      {"admin without evidence", AnOptIn(), [](E& e) { e.mutable_opted_in()->set_method(v1::OPT_IN_METHOD_ADMIN); }, R::kMissingEvidence, "opted_in.evidence"},
      {"bad hash", AnOptIn(), [](E& e) { e.mutable_opted_in()->mutable_evidence()->set_disclosure_sha256("AB"); }, R::kInvalidField, "opted_in.evidence.disclosure_sha256"},
      {"no reach", AnOptOut(), [](E& e) { e.mutable_opted_out()->clear_scope(); }, R::kMissingField, "opted_out.scope.reach"},
      {"programs missing", AnOptOut(), [](E& e) { e.mutable_opted_out()->mutable_scope()->set_reach(v1::REACH_PROGRAMS); }, R::kInvalidField, "opted_out.scope.programs"},
      {"no means", AnOptOut(), [](E& e) { e.mutable_opted_out()->clear_means(); }, R::kMissingField, "opted_out.means"},
      {"grade without time", AnImport(), [](E& e) { e.clear_occurred_at(); e.mutable_contact_imported()->set_grade(v1::EVIDENCE_GRADE_A); }, R::kMissingTime, "occurred_at"},
      {"attested by nobody", AnImport(), [](E& e) { e.mutable_contact_imported()->set_attestation("written"); }, R::kMissingField, "contact_imported.actor"},
      {"status by nobody", AStatus(), [](E& e) { e.mutable_permission_set()->clear_actor(); }, R::kMissingField, "permission_set.actor"},
      {"status without evidence", AStatus(), [](E& e) { e.mutable_permission_set()->clear_evidence(); }, R::kMissingEvidence, "permission_set.evidence"},
      {"status of who never answered", AStatus(), [](E& e) { e.mutable_permission_set()->set_permission(v1::PERMISSION_NOT_SET); }, R::kInvalidField, "permission_set.permission"},
      {"derived segment joined", AStatus(), [](E& e) { e.mutable_contact_listed()->set_segment("~vip"); }, R::kInvalidField, "contact_listed.segment"},
      {"derived segment left", AStatus(), [](E& e) { e.mutable_contact_unlisted()->set_segment("~all"); }, R::kInvalidField, "contact_unlisted.segment"},
      {"row before the first", AnOptOut(), [](E& e) { e.mutable_opted_out()->set_row(-1); }, R::kInvalidField, "opted_out.row"},
      {"record of another kind", AnOptIn(), [](E& e) { e.mutable_source_record()->set_word("yes"); }, R::kInvalidField, "source_record"},
      {"derived segment imported", AnImport(), [](E& e) { e.mutable_contact_imported()->add_segments("~vip"); }, R::kInvalidField, "contact_imported.segments"},
      {"status without time", AStatus(), [](E& e) { e.clear_occurred_at(); }, R::kMissingTime, "occurred_at"},
      {"status by id alone", AStatus(), [](E& e) { e.clear_number(); e.set_contact_id("aaaaaaaaaaaaaaaaaaaaaaaaae"); }, R::kMissingNumber, "number"},
      {"nobody was asked", AQuery(), [](E& e) { e.mutable_reassignment_queried()->clear_database(); }, R::kMissingField, "reassignment_queried.database"},
      {"no answer", AQuery(), [](E& e) { e.mutable_reassignment_queried()->clear_answer(); }, R::kMissingField, "reassignment_queried.answer"},
      {"asked for no date", AQuery(), [](E& e) { e.mutable_reassignment_queried()->clear_date_used_ms(); }, R::kMissingField, "reassignment_queried.date_used_ms"},
      {"asked for a date to come", AQuery(), [](E& e) { e.mutable_reassignment_queried()->set_date_used_ms(INT64_MAX); }, R::kInvalidField, "reassignment_queried.date_used_ms"},
      {"no such zone", AZone(), [](E& e) { e.mutable_zone_told()->set_tzid("Mars/Olympus"); }, R::kInvalidField, "zone_told.tzid"},
      {"no zone", AZone(), [](E& e) { e.mutable_zone_told()->clear_tzid(); }, R::kInvalidField, "zone_told.tzid"},
      {"zone by id alone", AZone(), [](E& e) { e.clear_number(); e.set_contact_id("aaaaaaaaaaaaaaaaaaaaaaaaae"); }, R::kMissingNumber, "number"},
      {"blocks that nobody saw", AResolution(), [](E& e) { e.mutable_block_resolved()->clear_position(); }, R::kMissingField, "block_resolved.position"},
      {"a block nowhere", AResolution(), [](E& e) { e.mutable_block_resolved()->set_position(-1); }, R::kMissingField, "block_resolved.position"},
      {"no words", ARequest(), [](E& e) { e.clear_text(); }, R::kInvalidField, "message_requested.template_key"},
      {"words twice", ARequest(), [](E& e) { e.mutable_message_requested()->set_template_key("hello"); }, R::kInvalidField, "message_requested.template_key"},
      {"no such template", ARequest(), [](E& e) { e.clear_text(); e.mutable_message_requested()->set_template_key("x"); }, R::kUnknownTemplate, "message_requested.template_key"},
      {"nothing to ask in", ARequest(), [](E& e) { e.clear_text(); e.mutable_message_requested()->set_message_class(v1::MESSAGE_CLASS_OPT_IN_REQUEST); }, R::kUnknownTemplate, "message_requested.template_key"},
      {"others' line", ARequest(), [](E& e) { e.mutable_message_requested()->set_line("+18335550100"); }, R::kUnknownLine, "message_requested.line"},
      {"too late", ARequest(), [](E& e) { e.mutable_message_requested()->set_deadline_ms(5); }, R::kInvalidField, "message_requested.deadline_ms"},
      {"own message id", ARequest(), [](E& e) { e.mutable_message_requested()->set_message("0123456789abcdef"); }, R::kInvalidField, "message_requested.message"},
      {"a confirmation", ARequest(), [](E& e) { e.mutable_message_requested()->set_message_class(v1::MESSAGE_CLASS_OPT_IN_CONFIRMATION); }, R::kInvalidField, "message_requested.message_class"},
      {"text without id", ARequest(), [](E& e) { e.clear_publisher_id(); }, R::kMissingField, "publisher_id"},
      {"language", ARequest(), [](E& e) { e.mutable_message_requested()->set_language("French"); }, R::kInvalidField, "message_requested.language"},
      {"evidence of no ask", AnAsk(), [](E& e) { e.mutable_message_requested()->set_message_class(v1::MESSAGE_CLASS_SINGLE); }, R::kInvalidField, "message_requested.evidence"},
      {"asked nowhere", AnAsk(), [](E& e) { e.mutable_message_requested()->clear_method(); }, R::kMissingField, "message_requested.method"},
      {"asked at no time", AnAsk(), [](E& e) { e.clear_occurred_at(); }, R::kMissingTime, "occurred_at"},
      {"method without evidence", AnAsk(), [](E& e) { e.mutable_message_requested()->clear_evidence(); }, R::kInvalidField, "message_requested.method"},
      {"another signature", AnAsk(), [](E& e) { e.set_signature("signed: Bea"); }, R::kInvalidField, "signature"},
      {"signature without hash", AStatus(), [](E& e) { e.set_signature("signed: Ana"); }, R::kInvalidField, "signature"},
      {"decided by nobody", ADecision(), [](E& e) { e.mutable_reply_decision()->clear_actor(); }, R::kMissingField, "reply_decision.actor"},
      {"no verdict", ADecision(), [](E& e) { e.mutable_reply_decision()->clear_verdict(); }, R::kMissingField, "reply_decision.verdict"},
      {"no reply", ADecision(), [](E& e) { e.mutable_reply_decision()->set_reply_event_id("12"); }, R::kInvalidField, "reply_decision.reply_event_id"},
      {"no offset", ADecision(), [](E& e) { e.mutable_reply_decision()->clear_reply_offset(); }, R::kMissingField, "reply_decision.reply_offset"},
      {"release that revokes", ADecision(), [](E& e) { e.mutable_reply_decision()->mutable_revocation()->set_reach(v1::REACH_EVERYTHING); }, R::kInvalidField, "reply_decision.revocation"},
  };
  // clang-format on
}

void CheckAll(const std::vector<Refusal>& refusals) {
  const AdmissionWorld world;
  for (const Refusal& row : refusals) {
    CAPTURE(row.name);
    v1::IntakeEvent event = row.event;
    world.Accept(event);  // it is good before the change
    row.change(event);
    const Rejected rejected = world.Refuse(event);
    CHECK(RejectReasonName(rejected.reason) == RejectReasonName(row.reason));
    CHECK(rejected.field == row.field);
    CHECK_FALSE(rejected.mend.empty());
    CHECK(rejected.detail.find("555") == std::string::npos);
    CHECK(rejected.value.find("5550134") == std::string::npos);
    CHECK_FALSE(rejected.blocks);  // over HTTP the sender is told
    // What the source believes delivered blocks whoever it is about, if that is known.
    if (row.name == "text without id") continue;  // named by its place in the topic
    const Rejected silent = world.Refuse(event, Origin::kIntake);
    CHECK(silent.blocks == silent.contact.has_value());
  }
}

TEST_CASE("Admit: refuses wrong names numbers and times with field and mend") {
  CheckAll(NamesAndNumbers());
}

TEST_CASE("Admit: refuses wrong facts with field and mend") { CheckAll(Facts()); }

TEST_CASE("Admit: knows whom to block when the fact is wrong and the number is not") {
  const AdmissionWorld world;
  v1::IntakeEvent event = AnOptOut();
  event.mutable_opted_out()->clear_scope();
  const Rejected rejected = world.Refuse(event, Origin::kIntake);
  CHECK(rejected.blocks);
  CHECK(rejected.contact == world.contact());
  CHECK(rejected.account == AccountId("acme"));
}

TEST_CASE("Admit: of a refused number the outer digits are shown") {
  AdmissionWorld world;
  v1::IntakeEvent event = AnImport();
  event.set_number("415 555 0134 x5");
  CHECK(world.Refuse(event, Origin::kHttp).value ==
        "415 \u2022\u2022\u2022 \u2022\u2022\u20224 x5");
}

TEST_CASE("MaskValue: hides digits and cuts") {
  CHECK(MaskValue("+14155550134") == "+***********");
  CHECK(MaskValue("k1") == "k1");
  CHECK(MaskValue(std::string(100, 'x')).size() == 64);
  CHECK(MaskValue("a\nb\xff") == "a?b?");
}

}  // namespace
}  // namespace ledger
