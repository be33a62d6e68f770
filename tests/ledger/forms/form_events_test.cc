#include "ledger/forms/form_events.h"

#include <catch2/catch.hpp>

#include "ledger/core/digest.h"
#include "tests/ledger/forms/form_world.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

FormInput Signed() {
  FormInput input;
  input.number = "(415) 555-0134";
  input.agreed = true;
  input.signature = "Ana López";
  return input;
}

FormArrival SomeArrival() {
  FormArrival arrival;
  arrival.page = {1'800'000'000'000, std::string(32, 'a')};
  arrival.ip = "198.51.100.7";
  arrival.user_agent = "Phone/1";
  arrival.url = "https://text.acme.example/f/acme/signup";
  arrival.salt = "f00d";
  return arrival;
}

TEST_CASE("FormEvents: an auto form opts in with the wording and the signature", "[forms]") {
  FormWorld world;
  world.MakeAuto();
  const auto events = FormEvents(world.account, world.form, Signed(), SomeArrival());
  REQUIRE(events.size() == 1);
  const v1::IntakeEvent& event = events[0];
  CHECK(event.account() == "acme");
  CHECK(event.source() == "form/signup");
  CHECK(event.publisher_id() == std::string(32, 'a'));
  CHECK(event.occurred_at().seconds() == 1'800'000'000);
  CHECK(event.name() == "Ana López");
  CHECK(event.ip() == "198.51.100.7");
  CHECK(event.user_agent() == "Phone/1");
  const v1::OptedIn& fact = event.opted_in();
  REQUIRE(fact.programs_size() == 1);
  CHECK(fact.programs(0).program() == "marketing");
  CHECK(fact.method() == v1::OPT_IN_METHOD_WEB_FORM);
  CHECK(fact.evidence().disclosure_version() == "2026-11");
  CHECK(fact.evidence().disclosure_sha256() == HexSha256(world.form.disclosure_text()));
  CHECK(fact.evidence().url() == "https://text.acme.example/f/acme/signup");
  CHECK(fact.evidence().signature_sha256() == HexSha256(event.signature()));
  using Catch::Contains;
  CHECK_THAT(event.signature(), Contains("signed: Ana López\n") && Contains("(415) 555-0134") &&
                                    Contains(HexSha256(world.form.disclosure_text())) &&
                                    Contains("salt: f00d"));
}

TEST_CASE("FormEvents: a double form asks for each program that was ticked", "[forms]") {
  FormWorld world;
  world.form.add_programs("shipping");
  world.form.set_language("fr");
  FormInput input = Signed();
  input.programs = {"shipping", "marketing"};
  const auto events = FormEvents(world.account, world.form, input, SomeArrival());
  REQUIRE(events.size() == 2);
  for (const v1::IntakeEvent& event : events) {
    const v1::MessageRequested& fact = event.message_requested();
    CHECK(fact.message_class() == v1::MESSAGE_CLASS_OPT_IN_REQUEST);
    CHECK(fact.language() == "fr");
    CHECK(fact.method() == v1::OPT_IN_METHOD_WEB_FORM);
    CHECK(fact.evidence().disclosure_sha256() == HexSha256(world.form.disclosure_text()));
    CHECK(fact.evidence().signature_sha256().empty());
    CHECK(event.name().empty());  // it was not asked for
    CHECK(event.signature().empty());
  }
  CHECK(events[0].message_requested().program().program() == "marketing");
  CHECK(events[0].publisher_id() != events[1].publisher_id());
}

TEST_CASE("FormEvents: how the form was reached is the method", "[forms]") {
  FormWorld world;
  const auto method = [&](auto change) {
    FormArrival arrival = SomeArrival();
    change(arrival);
    return FormEvents(world.account, world.form, Signed(), arrival)[0];
  };
  CHECK(method([](auto& a) { a.by_qr = true; }).message_requested().method() ==
        v1::OPT_IN_METHOD_QR_FORM);
  world.form.set_email(v1::FORM_FIELD_OPTIONAL);
  const v1::IntakeEvent linked = method([](auto& a) { a.link_email = "ana@example.com"; });
  CHECK(linked.message_requested().method() == v1::OPT_IN_METHOD_EMAIL_LINK);
  CHECK(linked.email() == "ana@example.com");
  world.form.set_kind(v1::FORM_KIND_PROFILE);
  CHECK(method([](auto&) {}).message_requested().method() == v1::OPT_IN_METHOD_PROFILE_PAGE);
}

TEST_CASE("FormEvents: the same page sent again is the same", "[forms]") {
  FormWorld world;
  world.MakeAuto();
  const auto once = [&] {
    return FormEvents(world.account, world.form, Signed(), SomeArrival())[0].SerializeAsString();
  };
  CHECK(once() == once());
}

}  // namespace
}  // namespace ledger
