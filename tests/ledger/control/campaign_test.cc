// The life of a campaign, after S1 of the domain reference: each command in each state.
#include "ledger/control/campaign.h"

#include <catch2/catch.hpp>
#include <string>

#include "tests/ledger/control/control_world.h"

namespace ledger {
namespace {

using testing::ControlWorld;

bool Has(const std::string& why, const std::string& part) {
  return why.find(part) != std::string::npos;
}

TEST_CASE("Campaign: draft, scheduled, running, completed by its deadlines", "[control]") {
  ControlWorld world;
  world.CreateAccount();
  REQUIRE(world.Define().empty());
  CHECK(world.life() == CampaignLife::kDraft);
  REQUIRE(world.Schedule({{10, 60}, {30, 60}}).empty());
  CHECK(world.life() == CampaignLife::kScheduled);
  world.Advance(10);
  CHECK(world.life() == CampaignLife::kRunning);
  CHECK(LifeAt(world.autumn(), world.now, true) == CampaignLife::kCompleted);
  world.Advance(60);
  CHECK(world.life() == CampaignLife::kCompleted);
  CHECK(Has(world.Stop(), "completed"));
  REQUIRE(world.Archive().empty());
  CHECK(world.life() == CampaignLife::kArchived);
}

TEST_CASE("Campaign: once scheduled everything but times of steps not due is locked", "[control]") {
  ControlWorld world;
  world.CreateAccount();
  REQUIRE(world.Define().empty());
  REQUIRE(world.Define().empty());  // a draft may be replaced
  REQUIRE(world.Schedule({{10, 60}, {30, 60}}).empty());
  CHECK(Has(world.Define(), "locked"));
  CHECK(Has(world.Schedule({{10, 60}, {30, 60}}), "not a draft"));
  REQUIRE(world.Reschedule(1, 20, 90).empty());
  CHECK(world.autumn().steps[1].deadline_ms - world.autumn().steps[1].due_ms ==
        70 * testing::kMinute);
  CHECK(Has(world.Reschedule(2, 20, 90), "there is none"));
  CHECK(Has(world.Reschedule(1, 20, 20), "later than"));
  world.Advance(10);
  CHECK(Has(world.Reschedule(0, 20, 90), "due already"));
  CHECK(world.autumn().halt_revision == kNoOffset);
}

TEST_CASE("Campaign: a stop and a restart of the steps that are named", "[control]") {
  ControlWorld world;
  world.CreateAccount();
  REQUIRE(world.Define().empty());
  CHECK(Has(world.Stop(), "neither scheduled nor running"));
  REQUIRE(world.Schedule({{10, 60}, {30, 60}}).empty());
  const Offset stop = world.state.position();
  REQUIRE(world.Stop().empty());
  CHECK(world.life() == CampaignLife::kStopped);
  CHECK_FALSE(IsActive(world.autumn()));
  CHECK(world.autumn().halt_revision == stop);
  CHECK(Has(world.Stop(), "neither"));
  CHECK(Has(world.Reschedule(1, 20, 90), "not scheduled"));
  CHECK(Has(world.Define(), "locked"));
  CHECK(Has(world.RestartStep(1, 5, 5), "later than"));
  CHECK(world.life() == CampaignLife::kStopped);
  REQUIRE(world.RestartStep(1, 5, 50).empty());
  CHECK(world.autumn().halt_revision == world.state.position() - 1);
  CHECK(world.autumn().revision == world.state.position() - 1);
  CHECK(world.autumn().steps[0].cancelled);
  CHECK_FALSE(world.autumn().steps[1].cancelled);
  CHECK(world.life() == CampaignLife::kScheduled);
  CHECK(Has(world.Reschedule(0, 20, 90), "cancelled"));
  CHECK(Has(world.RestartStep(1, 5, 50), "not stopped"));
  CHECK(Has(world.Archive(), "stop it first"));
  REQUIRE(world.Stop().empty());
  REQUIRE(world.Archive().empty());
  CHECK(Has(world.RestartStep(1, 5, 50), "archived"));
  CHECK(Has(world.Archive(), "archived"));
}

// By it the fold knows what was sent before a loss of the log.

TEST_CASE("Campaign: a restart does not put off when a step was due first", "[control]") {
  ControlWorld world;
  world.CreateAccount();
  REQUIRE(world.Define().empty());
  REQUIRE(world.Schedule({{10, 60}, {30, 60}}).empty());
  const TimeMs first_due_ms = world.autumn().steps[0].due_ms;
  REQUIRE(world.Reschedule(1, 40, 90).empty());
  CHECK(world.autumn().steps[1].first_due_ms == world.autumn().steps[1].due_ms);
  world.Advance(20);
  REQUIRE(world.Stop().empty());
  world.Advance(60);
  REQUIRE(world.RestartStep(0, 5, 50).empty());
  CHECK(world.autumn().steps[0].due_ms > first_due_ms);
  CHECK(world.autumn().steps[0].first_due_ms == first_due_ms);
  REQUIRE(world.Reschedule(0, 20, 90).empty());
  CHECK(world.autumn().steps[0].first_due_ms == first_due_ms);
}

TEST_CASE("Campaign: a restart may bring forward when a step was due first", "[control]") {
  ControlWorld world;
  world.CreateAccount();
  REQUIRE(world.Define().empty());
  REQUIRE(world.Schedule({{30, 60}, {30, 60}}).empty());
  const TimeMs before_ms = world.autumn().steps[0].due_ms;
  REQUIRE(world.Stop().empty());
  REQUIRE(world.RestartStep(0, 5, 50).empty());
  CHECK(world.autumn().steps[0].due_ms < before_ms);
  CHECK(world.autumn().steps[0].first_due_ms == world.autumn().steps[0].due_ms);
}

TEST_CASE("Campaign: what keeps a draft from being scheduled", "[control]") {
  ControlWorld world;
  world.CreateAccount();
  REQUIRE(world.Define().empty());
  CHECK(Has(world.Schedule({{10, 60}}), "step 1: needs"));
  CHECK(Has(world.Schedule({{10, 60}, {60, 30}}), "later than"));
  CHECK(Has(world.Schedule({{-20, -10}, {10, 30}}), "has passed"));
  CHECK(Has(world.Schedule({{10, 60}, {10, 60}, {10, 60}}), "there is none"));
  CHECK(world.life() == CampaignLife::kDraft);

  const auto redefine = [&](auto change) {
    return world.Issue([&](auto& record) {
      *record.mutable_campaign_defined() = world.autumn().definition;
      change(*record.mutable_campaign_defined());
    });
  };
  REQUIRE(redefine([](auto& c) { c.clear_acknowledgment(); }).empty());
  CHECK(Has(world.Schedule({{10, 60}, {30, 60}}), "acknowledgment"));
  REQUIRE(redefine([](auto& c) {
            c.mutable_acknowledgment()->set_text("I understand");
            c.mutable_acknowledgment()->set_actor("bob");
            c.mutable_steps(0)->add_picture_urls("https://acme.example/a.png");
          }).empty());
  CHECK(Has(world.Schedule({{10, 60}, {30, 60}}), "picture"));
  REQUIRE(redefine([](auto& c) { c.clear_steps(); }).empty());
  CHECK(Has(world.Schedule({}), "steps: none"));
}

TEST_CASE("Campaign: a draft names things that exist", "[control]") {
  ControlWorld world;
  world.CreateAccount();
  world.CreateAccount("other", "+15550199");
  REQUIRE(world.Define().empty());
  const consent::v1::CampaignDefined good = world.autumn().definition;
  const auto define = [&](auto change) {
    return world.Issue([&](auto& record) {
      *record.mutable_campaign_defined() = good;
      change(*record.mutable_campaign_defined());
    });
  };
  CHECK(Has(define([](auto& c) { c.set_campaign(""); }), "campaign"));
  CHECK(Has(define([](auto& c) { c.set_campaign("winter"); }), "has it already"));
  CHECK(Has(define([](auto& c) { c.set_name(""); }), "name"));
  CHECK(Has(define([](auto& c) { c.set_owner(""); }), "owner"));
  CHECK(Has(define([](auto& c) { c.set_program("news"); }), "program"));
  CHECK(Has(define([](auto& c) { c.set_line("+15550199"); }), "line"));
  CHECK(Has(define([](auto& c) { c.clear_audience(); }), "audience"));
  CHECK(Has(define([](auto& c) { c.mutable_audience()->set_everyone(false); }), "audience"));
  CHECK(Has(define([](auto& c) { c.mutable_audience()->set_segment(""); }), "audience"));
  CHECK(Has(define([](auto& c) { c.set_message_class(consent::v1::MESSAGE_CLASS_HELP); }),
            "message_class"));
  CHECK(Has(define([](auto& c) { c.set_message_class(consent::v1::MESSAGE_CLASS_OPT_IN_REQUEST); }),
            "opt-in request has one"));
  CHECK(Has(define([](auto& c) { c.mutable_steps(0)->set_template_key("help"); }), "step 0"));
  CHECK(Has(define([](auto& c) { c.mutable_steps(1)->clear_text(); }), "step 1"));
  CHECK(Has(define([](auto& c) {
              c.mutable_steps(1)->clear_text();
              c.mutable_steps(1)->set_template_key("nothing");
            }),
            "no template"));
  CHECK(Has(define([](auto& c) { c.mutable_steps(1)->set_texts_per_second(-1); }), "texts_per"));
  CHECK(define([](auto& c) { c.mutable_audience()->set_segment_prefix("importUsers-"); }).empty());
}

}  // namespace
}  // namespace ledger
