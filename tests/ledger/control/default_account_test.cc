// What a new account starts with is valid, asks nobody by itself, and says what it must in one
// segment.
#include "ledger/control/default_account.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "ledger/control/default_templates.h"
#include "ledger/texts/fill_in.h"
#include "ledger/texts/text_size.h"
#include "tests/ledger/control/control_world.h"

namespace ledger {
namespace {

using testing::ControlWorld;

const AccountId kAcme("acme");

TEST_CASE("Default account: the records are all in force, and a repeat changes nothing",
          "[control]") {
  ControlWorld world;
  world.CreateAccount();
  world.CreateAccount();
  CHECK(world.state.invalid().empty());
  const Program* program = world.state.FindProgram(kAcme, ProgramId(kDefaultProgram));
  REQUIRE(program != nullptr);
  CHECK(program->definition.opt_in_policy() == consent::v1::OPT_IN_POLICY_DOUBLE);
  CHECK(program->ref().category == Category::kMarketing);
  CHECK(world.state.FindTemplate(kAcme, "help", "fr")->version == 1);
  CHECK_FALSE(world.state.FindAccount(kAcme)->definition.window().open_all_day());
}

TEST_CASE("Default account: the pre-built campaign is a draft that asks everyone", "[control]") {
  ControlWorld world;
  world.CreateAccount();
  const Campaign* campaign = world.state.FindCampaignByName(kAcme, kDefaultCampaign);
  REQUIRE(campaign != nullptr);
  CHECK(campaign->state == CampaignState::kDraft);
  CHECK(campaign->definition.audience().everyone());
  CHECK(campaign->definition.message_class() == consent::v1::MESSAGE_CLASS_OPT_IN_REQUEST);
  CHECK(campaign->steps.size() == 1);
  // S0.4: edit, change the schedule, save and activate.
  const auto schedule = [&](bool acknowledge) {
    return world.Issue([&](auto& record) {
      auto& command = *record.mutable_campaign_scheduled();
      command.set_campaign(kDefaultCampaign);
      command.add_times()->set_due_at_ms(world.now);
      command.mutable_times(0)->set_deadline_ms(world.now + 60 * testing::kMinute);
      if (!acknowledge) return;
      command.mutable_acknowledgment()->set_text("I understand");
      command.mutable_acknowledgment()->set_actor("alice");
    });
  };
  CHECK_FALSE(schedule(false).empty());
  REQUIRE(schedule(true).empty());
  CHECK(IsActive(*world.state.FindCampaignByName(kAcme, kDefaultCampaign)));
}

TEST_CASE("Default templates: each is in GSM 03.38 and one segment, in three languages",
          "[control]") {
  std::set<std::string> languages;
  CHECK(DefaultTemplates().size() == 21);
  for (const DefaultTemplate& words : DefaultTemplates()) {
    languages.insert(std::string(words.language));
    const std::string text = FillIn(words.text, {{"brand", "A Brand Name Co"},
                                                 {"program", "marketing"},
                                                 {"help", "help@brand.example"}});
    CAPTURE(words.key, words.language, text);
    CHECK(text.find('{') == std::string::npos);
    CHECK(SizeOf(text).gsm);
    CHECK(SizeOf(text).segments == 1);
  }
  CHECK(languages == std::set<std::string>{"en", "es", "fr"});
}

TEST_CASE("Default templates: each says who it is and how to stop", "[control]") {
  for (const DefaultTemplate& words : DefaultTemplates()) {
    CAPTURE(words.key, words.language);
    CHECK(words.text.find("{brand}") == 0);
    if (words.key == kOptOutConfirmationTemplate) {
      CHECK(words.text.find("START") != std::string_view::npos);
    } else {
      CHECK(words.text.find(words.language == "fr" ? "ARRET" : "STOP") != std::string_view::npos);
    }
    if (words.key == kHelpTemplate || words.key == kOptInConfirmationTemplate) {
      CHECK(words.text.find("{help}") != std::string_view::npos);
    }
  }
}

}  // namespace
}  // namespace ledger
