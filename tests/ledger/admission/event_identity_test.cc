// Who can make which event id: the same content gives the same id, everything else another.
#include <catch2/catch.hpp>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/ledger/admission/admission_world.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

TEST_CASE("EventIdentity: delivered again by another way it is the same event") {
  const AdmissionWorld world;
  AdmissionWorld later;
  later.now += absl::Hours(30);
  for (const v1::IntakeEvent& event : {AnOptIn(), AnOptOut(), ARequest()}) {
    const EventId id = world.Accept(event).event.id;
    CHECK(id == later.Accept(event, Origin::kIntake, "elsewhere").event.id);
    v1::IntakeEvent spelled = event;
    spelled.set_number("+1 415 555 0134");
    spelled.set_region("US");
    CHECK(id == world.Accept(spelled).event.id);
  }
  // A category that the publisher gives by itself is what the front door fills in anyway.
  v1::IntakeEvent event = AnOptIn();
  const EventId id = world.Accept(event).event.id;
  event.mutable_opted_in()->mutable_programs(0)->set_category(v1::CATEGORY_MARKETING);
  CHECK(id == world.Accept(event).event.id);
}

TEST_CASE("EventIdentity: each other field makes another event") {
  const AdmissionWorld world;
  const std::vector<std::function<void(v1::IntakeEvent&)>> changes = {
      [](v1::IntakeEvent&) {},
      [](v1::IntakeEvent& e) { e.set_source("shop2"); },
      [](v1::IntakeEvent& e) { e.set_publisher_id("8"); },
      [](v1::IntakeEvent& e) { e.mutable_occurred_at()->set_seconds(1'780'000'001); },
      [](v1::IntakeEvent& e) { e.clear_occurred_at(); },
      [](v1::IntakeEvent& e) { e.set_number("+14155550135"); },
      [](v1::IntakeEvent& e) { e.set_name("Ann"); },
      [](v1::IntakeEvent& e) { e.set_ip("192.0.2.2"); },
      [](v1::IntakeEvent& e) { e.set_user_agent("agent"); },
      [](v1::IntakeEvent& e) { e.set_email("a@b.example"); },
      [](v1::IntakeEvent& e) { e.mutable_source_record()->set_word("no"); },
      [](v1::IntakeEvent& e) { e.mutable_source_record()->set_method("no"); },
      [](v1::IntakeEvent& e) { e.mutable_source_record()->set_disclosure("no"); },
      [](v1::IntakeEvent& e) { e.mutable_source_record()->set_time("no"); },
      [](v1::IntakeEvent& e) { e.mutable_opted_out()->set_import_id("f1"); },
      [](v1::IntakeEvent& e) { e.mutable_opted_out()->set_row(7); },
      [](v1::IntakeEvent& e) { e.mutable_opted_out()->set_actor("Bea"); },
      [](v1::IntakeEvent& e) { e.mutable_opted_out()->set_detail("ticket 5"); },
      [](v1::IntakeEvent& e) { e.mutable_opted_out()->set_means(v1::OPT_OUT_MEANS_WEB); },
      [](v1::IntakeEvent& e) {
        e.mutable_opted_out()->mutable_scope()->set_reach(v1::REACH_EVERYTHING);
      },
      [](v1::IntakeEvent& e) {
        auto& scope = *e.mutable_opted_out()->mutable_scope();
        scope.set_reach(v1::REACH_PROGRAMS);
        scope.add_programs()->set_program("marketing");
      },
      [](v1::IntakeEvent& e) { e.mutable_number_deactivated()->set_source("Bea"); },
      [](v1::IntakeEvent& e) { e.mutable_contact_listed()->set_segment("Bea"); },
      [](v1::IntakeEvent& e) { e.mutable_contact_unlisted()->set_segment("Bea"); },
      [](v1::IntakeEvent& e) { e.set_account("other"); },
  };
  std::set<EventId> ids;
  for (const auto& change : changes) {
    v1::IntakeEvent event = AnOptOut();
    change(event);
    ids.insert(world.Accept(event).event.id);
  }
  CHECK(ids.size() == changes.size());
}

// Publishers choose source and id freely; pieces that are moved between fields must not collide.
TEST_CASE("EventIdentity: random contents never share an id and repeats always do") {
  const AdmissionWorld world;
  std::mt19937 random(20261122);
  const auto word = [&] {
    std::string text;
    for (auto n = random() % 4; n > 0; --n) text += "ab/ "[random() % 4];
    return text;
  };
  std::map<EventId, std::string> seen;
  for (int i = 0; i < 2000; ++i) {
    v1::IntakeEvent event = AnOptOut();
    event.set_source("s" + word());
    event.set_publisher_id("p" + word());
    event.mutable_opted_out()->set_actor(word());
    event.mutable_opted_out()->set_detail(word());
    event.set_name(word());
    const EventId id = world.Accept(event).event.id;
    const auto [at, fresh] = seen.emplace(id, event.SerializeAsString());
    if (!fresh) CHECK(at->second == event.SerializeAsString());
    CHECK(id == world.Accept(event).event.id);
  }
}

}  // namespace
}  // namespace ledger
