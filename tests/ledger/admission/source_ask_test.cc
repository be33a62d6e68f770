#include "ledger/admission/source_ask.h"

#include "tests/ledger/admission/admission_world.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

constexpr TimeMs kAfter = 1'700'000'000'000;  // of admission_world.h

v1::IntakeEvent Synced(const std::string& source, const std::string& name) {
  v1::IntakeEvent event;
  event.set_account("acme");
  event.set_source("pos");
  event.set_publisher_id(name);
  event.set_number("+14155550134");
  event.mutable_contact_imported()->set_source(source);
  event.mutable_contact_imported()->add_programs()->set_program("marketing");
  return event;
}

std::vector<Admitted> Asks(const AdmissionWorld& world, const v1::IntakeEvent& event, TimeMs at,
                           Origin origin = Origin::kHttp) {
  return *AsksAfter(event, at, {origin, "a-name"}, world.context());
}

TEST_CASE("AsksAfter: whoever is synced from the source is asked, once by whatever way they come") {
  const AdmissionWorld world;
  const auto first = Asks(world, Synced("shopify", "1"), kAfter);
  REQUIRE(first.size() == 1);
  const auto& request = std::get<MessageRequested>(first[0].event.fact);
  CHECK(request.message_class == MessageClass::kOptInRequest);
  CHECK(request.program.program == ProgramId("marketing"));
  CHECK(request.template_key == "opt_in_request");
  CHECK(first[0].contact == world.Accept(Synced("shopify", "1")).contact);
  v1::IntakeEvent national = Synced("shopify", "2");
  national.set_number("(415) 555-0134");
  national.set_name("Ann Lee");
  const auto again = Asks(world, national, kAfter + 1, Origin::kImport);
  REQUIRE(again.size() == 1);
  CHECK(again[0].event.id == first[0].event.id);
  CHECK(std::get<MessageRequested>(again[0].event.fact).message == request.message);
}

TEST_CASE("AsksAfter: nobody of before the date, of another source, or who was not imported") {
  const AdmissionWorld world;
  CHECK(Asks(world, Synced("shopify", "1"), kAfter - 1).empty());
  CHECK(Asks(world, Synced("square", "1"), kAfter).empty());
  v1::IntakeEvent listed = Synced("shopify", "1");
  listed.mutable_contact_listed()->set_segment("vip");
  CHECK(Asks(world, listed, kAfter).empty());
}

}  // namespace
}  // namespace ledger
