// What a new account starts with is valid, asks nobody by itself, and says what it must in one
// segment.
#include "ledger/control/default_account.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "ledger/control/default_templates.h"
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

// Code points of UTF-8 text. The templates have none above U+07FF.
std::vector<char32_t> CodePoints(std::string_view text) {
  std::vector<char32_t> points;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto first = static_cast<unsigned char>(text[i]);
    if (first < 0x80) {
      points.push_back(first);
    } else {
      REQUIRE((first & 0xe0) == 0xc0);
      const auto second = static_cast<unsigned char>(text[++i]);
      points.push_back(static_cast<char32_t>(((first & 0x1fU) << 6) | (second & 0x3fU)));
    }
  }
  return points;
}

std::string FillIn(std::string text) {
  for (const auto& [name, value] :
       {std::pair<std::string, std::string>("{brand}", "A Brand Name Co"),
        {"{program}", "marketing"},
        {"{help}", "help@brand.example"}}) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name)) {
      text.replace(at, name.size(), value);
    }
  }
  return text;
}

TEST_CASE("Default templates: each is in GSM 03.38 and one segment, in three languages",
          "[control]") {
  const std::u32string accents = U"£¥èéùìòÇØøÅåÆæßÉ¤¡ÄÖÑÜ§¿äöñüà";
  std::set<std::string> languages;
  CHECK(DefaultTemplates().size() == 12);
  for (const DefaultTemplate& words : DefaultTemplates()) {
    languages.insert(std::string(words.language));
    const std::string text = FillIn(std::string(words.text));
    CAPTURE(words.key, words.language, text);
    CHECK(text.find('{') == std::string::npos);
    const auto points = CodePoints(text);
    CHECK(points.size() <= 160);
    for (const char32_t point : points) {
      const bool plain = point >= 0x20 && point < 0x7f && point != '`' && point != '^' &&
                         point != '[' && point != ']' && point != '\\' && point != '|' &&
                         point != '~';
      CAPTURE(static_cast<unsigned>(point));
      CHECK((plain || accents.find(point) != std::u32string::npos));
    }
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
