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
  Rejected rejected;
  Salvage(About(), {Origin::kIntake, "x"}, world.context(), rejected);
  CHECK(rejected.contact == world.contact());
  CHECK(rejected.blocks);
  Rejected nobody;
  Salvage(v1::IntakeEvent(), {Origin::kIntake, "x"}, world.context(), nobody);
  CHECK_FALSE(nobody.contact.has_value());
  CHECK_FALSE(nobody.blocks);
}

}  // namespace
}  // namespace ledger
