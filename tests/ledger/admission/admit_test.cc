#include "ledger/admission/admit.h"

#include <catch2/catch.hpp>

#include "ledger/admission/limits.h"
#include "ledger/core/derive_ids.h"
#include "tests/ledger/admission/admission_world.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

TEST_CASE("Admit: an opt-in becomes an event with its category and its personal data sealed") {
  const AdmissionWorld world;
  const Admitted admitted = world.Accept(AnOptIn());
  CHECK(admitted.contact == world.contact());
  const Event& event = admitted.event;
  CHECK(event.account == AccountId("acme"));
  CHECK(event.origin == Origin::kHttp);
  CHECK(event.source == "shop");
  CHECK(event.publisher_id == "7");
  CHECK(event.occurred_at_ms == 1'780'000'000'000);
  const auto& fact = std::get<OptedIn>(event.fact);
  REQUIRE(fact.programs.size() == 1);
  CHECK(fact.programs[0] == ProgramRef{ProgramId("marketing"), Category::kMarketing});
  const Personal number = *world.keys.Open(event.account, admitted.contact, event.sealed_number);
  CHECK(number.number == "+14155550134");
  CHECK(number.name.empty());
  const Personal details = *world.keys.Open(event.account, admitted.contact, event.sealed_details);
  CHECK(details.number.empty());
  CHECK(details.name == "Ann");
  CHECK(details.ip == "192.0.2.1");
}

TEST_CASE("Admit: an event without details has no second envelope") {
  CHECK(AdmissionWorld().Accept(AnOptOut()).event.sealed_details.empty());
}

TEST_CASE("Admit: a contact id is enough where no number is needed") {
  const AdmissionWorld world;
  v1::IntakeEvent event = About("");
  event.set_contact_id("aaaaaaaaaaaaaaaaaaaaaaaaae");
  event.mutable_contact_listed()->set_segment("vip");
  const Admitted admitted = world.Accept(event);
  CHECK(admitted.event.sealed_number.empty());
  CHECK(std::get<ContactListed>(admitted.event.fact).segment == SegmentName("vip"));
}

TEST_CASE("Admit: a requested text gets message id line and deadline") {
  const AdmissionWorld world;
  const Admitted admitted = world.Accept(ARequest());
  const auto& fact = std::get<MessageRequested>(admitted.event.fact);
  CHECK(fact.message == RequestMessageId(AccountId("acme"), "shop", "7", admitted.contact));
  CHECK(fact.line == LineId("13013"));
  CHECK(fact.deadline_ms == absl::ToUnixMillis(world.now + kRequestTermDefault));
  CHECK(world.keys.Open(AccountId("acme"), admitted.contact, admitted.event.sealed_details)->text ==
        "Your order is on its way.");
}

TEST_CASE("Admit: an opt-in request without words takes the program's template") {
  v1::IntakeEvent event = ARequest();
  event.clear_text();
  event.mutable_message_requested()->set_message_class(v1::MESSAGE_CLASS_OPT_IN_REQUEST);
  event.mutable_message_requested()->mutable_program()->set_program("marketing");
  const Admitted admitted = AdmissionWorld().Accept(event);
  CHECK(std::get<MessageRequested>(admitted.event.fact).template_key == "opt_in_request");
}

TEST_CASE("Admit: an opt-in request must have the words of one, its own or a template's") {
  const AdmissionWorld world;
  v1::IntakeEvent event = ARequest();
  v1::MessageRequested& ask = *event.mutable_message_requested();
  event.set_text("Sale!");
  world.Accept(event);  // a single text says what it likes
  ask.set_message_class(v1::MESSAGE_CLASS_OPT_IN_REQUEST);
  ask.mutable_program()->set_program("marketing");
  ask.set_language("fr");
  const Rejected own = world.Refuse(event);
  CHECK(own.reason == RejectReason::kRefusedWords);
  CHECK(own.field == "text");
  CHECK(own.detail == "text: in 'fr' it promotes");
  CHECK(world.Refuse(event, Origin::kIntake).blocks);
  event.clear_text();
  ask.set_template_key("opt_in_request");
  world.Accept(event);  // its words were judged when they were saved
  ask.set_template_key("hello");
  const Rejected named = world.Refuse(event);
  CHECK(named.reason == RejectReason::kRefusedWords);
  CHECK(named.field == "message_requested.template_key");
  CHECK_THAT(named.detail, Catch::Contains("is no request to opt in"));
}

TEST_CASE("Admit: a single text with a place that nothing fills in is refused") {
  const AdmissionWorld world;
  v1::IntakeEvent event = ARequest();
  event.set_text("{nme}");
  CHECK(world.Refuse(event).reason == RejectReason::kRefusedWords);
}

TEST_CASE("Admit: a person's decision releases or revokes and cannot opt in") {
  const AdmissionWorld world;
  v1::IntakeEvent event = About();
  v1::ReplyDecision& decision = *event.mutable_reply_decision();
  decision.set_reply_event_id("000102030405060708090a0b0c0d0e0f");
  decision.set_reply_offset(12);
  decision.set_actor("Bea");
  decision.set_verdict(v1::REPLY_VERDICT_RELEASE);
  auto fact = std::get<ReplyDecided>(world.Accept(event).event.fact);
  CHECK(fact.consequence == Consequence::kNone);
  CHECK(fact.actor == "Bea");
  CHECK(fact.reply_offset == 12);
  decision.set_verdict(v1::REPLY_VERDICT_REVOKE);
  fact = std::get<ReplyDecided>(world.Accept(event).event.fact);
  CHECK(fact.consequence == Consequence::kRevoke);
  CHECK(fact.revocation.reach == Reach::kEverything);  // as the fold and the handler take it
  CHECK(fact.programs.empty());
  // It is confirmed, in the words of what it ends.
  REQUIRE(fact.answers.size() == 1);
  CHECK(fact.answers[0].message_class == MessageClass::kOptOutConfirmation);
  CHECK(fact.answers[0].template_key.empty());
  decision.mutable_revocation()->set_reach(v1::REACH_MARKETING);
  fact = std::get<ReplyDecided>(world.Accept(event).event.fact);
  CHECK(fact.answers.at(0).template_key == "opt_out_marketing");
  decision.clear_revocation();
  // There is no third verdict.
  decision.set_verdict(static_cast<v1::ReplyVerdict>(3));
  CHECK(world.Refuse(event).reason == RejectReason::kUnknownValue);
}

TEST_CASE("Admit: an event without an id is named by its arrival") {
  const AdmissionWorld world;
  v1::IntakeEvent event = AnOptOut();
  event.clear_publisher_id();
  const Admitted one = world.Accept(event, Origin::kIntake, "consent.intake.v1/3/17");
  CHECK(one.event.publisher_id == "consent.intake.v1/3/17");
  CHECK(one.event.id == world.Accept(event, Origin::kIntake, "consent.intake.v1/3/17").event.id);
  CHECK(one.event.id != world.Accept(event, Origin::kIntake, "consent.intake.v1/3/18").event.id);
}

TEST_CASE("Admit: missing keys are a fault of the installation and refuse nothing") {
  const AdmissionWorld world;
  v1::IntakeEvent event = AnOptOut();
  event.set_account("keyless");
  CHECK(absl::IsNotFound(ledger::Admit(event, {Origin::kIntake, "x"}, world.context()).status()));
}

TEST_CASE("Salvage: what could be read names the contact to block") {
  const AdmissionWorld world;
  const auto salvage = [&](const std::string& bytes) {
    Rejected rejected;
    const Arrival arrival{Origin::kIntake, "x"};
    REQUIRE(Salvage(ReadWireIdentity(bytes), arrival, world.context(), rejected).ok());
    return rejected;
  };
  const std::string good = About().SerializeAsString();
  CHECK(salvage(good).blocks);
  CHECK(salvage(good).contact == world.contact());
  CHECK(salvage("\x12\x04" "caf\xe9" + good).contact == world.contact());  // Latin-1 in source
  CHECK(salvage(good + "\x12\x7f").contact == world.contact());           // cut short behind it
  CHECK_FALSE(salvage("").blocks);
  CHECK_FALSE(salvage("").names_unknown_account);
  v1::IntakeEvent elsewhere = About();
  elsewhere.set_account("nobody");
  CHECK(salvage(elsewhere.SerializeAsString()).names_unknown_account);
  elsewhere.set_account("keyless");
  Rejected rejected;
  CHECK(absl::IsNotFound(Salvage(ReadWireIdentity(elsewhere.SerializeAsString()),
                                 {Origin::kIntake, "x"}, world.context(), rejected)));
}

TEST_CASE("ReadWireIdentity: names are valid UTF-8 and cut at a character") {
  std::string bytes = "\x12\x04" "caf\xe9\x1a\x81\x02";  // 257 bytes
  bytes += std::string(255, 'a') + "\xc3\xa9";
  const WireIdentity identity = ReadWireIdentity(bytes);
  CHECK(identity.source == "caf");
  CHECK(identity.publisher_id == std::string(255, 'a'));
  CHECK(Utf8Prefix("\xe2\x82\xac\xf0\x9f\x98\x80", 9) == "\xe2\x82\xac\xf0\x9f\x98\x80");
  for (const char* wrong : {"\x80", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80",
                            "\xf4\x90\x80\x80", "\xf8"}) {
    CHECK(Utf8Prefix(wrong, 9).empty());
  }
}

TEST_CASE("Admit: nothing happened later than the intake took it") {
  const AdmissionWorld world;
  const v1::IntakeEvent event = AnOptIn();
  const TimeMs claimed = world.Accept(event, Origin::kIntake).event.occurred_at_ms;
  const auto at = [&](TimeMs appended_at_ms) {
    return std::get<Admitted>(
        *Admit(event, {Origin::kIntake, "a-name", appended_at_ms}, world.context()));
  };
  CHECK(at(claimed + 5).event.occurred_at_ms == claimed);
  CHECK(at(claimed - 5).event.occurred_at_ms == claimed - 5);
  CHECK(at(claimed - 5).event.id == at(claimed).event.id);
}

}  // namespace
}  // namespace ledger
