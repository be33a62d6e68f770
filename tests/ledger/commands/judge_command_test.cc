// Words are judged before a command is appended, and never again: what stands in the control topic
// is in force whatever a later version thinks of its words (law 5).
#include "ledger/commands/judge_command.h"

#include <catch2/catch.hpp>
#include <functional>
#include <string>
#include <vector>

#include "ledger/control/default_templates.h"
#include "tests/ledger/commands/command_world.h"
#include "tests/support/disclosure.h"

namespace ledger {
namespace {

using testing::CommandWorld;
using testing::ControlWorld;
namespace v1 = consent::v1;
using Change = std::function<void(v1::ControlRecord&)>;

const AccountId kAcme("acme");
const std::string kWithPlace = std::string("{brand}: ") + testing::kDisclosure;

v1::ProgramDefined Marketing(const ControlWorld& world) {
  return world.state.FindProgram(kAcme, ProgramId("marketing"))->definition;
}

// Commands whose form is right and whose words are wrong, and a part of what is said of them.
// `world`: what they are given beside.
std::vector<std::pair<Change, const char*>> WrongWords(const ControlWorld& world) {
  const v1::ProgramDefined marketing = Marketing(world);
  const v1::CampaignDefined ask =
      world.state.FindCampaign(kAcme, CampaignId("phone_text_default"))->definition;
  const auto rule = [](const char* words) {
    return [words](v1::ControlRecord& r) {
      r.mutable_keyword_rule_defined()->set_rule("rule of " + std::string(words));
      r.mutable_keyword_rule_defined()->add_words(words);
    };
  };
  const auto form = [](const char* language, const char* disclosure) {
    return [language, disclosure](v1::ControlRecord& r) {
      auto& defined = *r.mutable_form_defined();
      defined.set_form("signup");
      defined.set_kind(v1::FORM_KIND_SIGN_UP);
      defined.set_title("Join");
      defined.set_disclosure_text(disclosure);
      defined.set_disclosure_version("1");
      defined.add_programs("marketing");
      defined.set_language(language);
      defined.set_double_opt_in(true);
    };
  };
  const auto program = [marketing](auto set) {
    return [marketing, set](v1::ControlRecord& r) {
      *r.mutable_program_defined() = marketing;
      set(*r.mutable_program_defined());
    };
  };
  return {
      {[](auto& r) {
         r.mutable_template_defined()->set_key(kOptInRequestTemplate);
         r.mutable_template_defined()->set_language("en");
         r.mutable_template_defined()->set_text("Win a free hat!");
       },
       "as the opt-in request"},
      {[](auto& r) {
         r.mutable_template_defined()->set_key("welcome");
         r.mutable_template_defined()->set_language("en");
         r.mutable_template_defined()->set_text("Hello {nme}!");
       },
       "nothing fills in {nme}; the places are {brand}, {help}, {keyword}, {line}, {program}"},
      {[](auto& r) {
         r.mutable_template_defined()->set_key("welcome");
         r.mutable_template_defined()->set_language("xx");
         r.mutable_template_defined()->set_text("Hello!");
       },
       "language: 'xx'"},
      {[](auto& r) {
         r.mutable_template_defined()->set_key(" welcome");
         r.mutable_template_defined()->set_language("en");
         r.mutable_template_defined()->set_text("Hello!");
       },
       "key: begins or ends with a blank"},
      {[](auto& r) {
         r.mutable_template_defined()->set_key("opt_in_request_vip");
         r.mutable_template_defined()->set_language("en");
         r.mutable_template_defined()->set_text("Hello!");
       },
       "as the opt-in request"},
      {[ask](auto& r) {
         *r.mutable_campaign_defined() = ask;
         auto& step = *r.mutable_campaign_defined()->mutable_steps(0);
         step.clear_template_key();
         step.set_text("{brand}, {name}: Reply YES. HELP for help, STOP to end.");
       },
       "step 0: text: nothing fills in {name}"},
      {form("en", kWithPlace.c_str()), "disclosure_text: nothing is filled in on a page"},
      {program([](auto& p) { p.set_opt_out_template("greeting"); }), "opt_out_template: "},
      {program([](auto& p) { p.set_join_keyword("Arr\u00EAt"); }), "join_keyword: keyword \"Arr"},
      {program([](auto& p) { p.set_join_keyword("Ho-Urs"); }), "a keyword of rule 'hours'"},
      {rule("hours"), "a keyword of rule 'hours'"},
      {rule("Stop!"), "is reserved"},
      {[ask](auto& r) {
         *r.mutable_campaign_defined() = ask;
         r.mutable_campaign_defined()->mutable_steps(0)->set_template_key("greeting");
       },
       "step 0: template_key: "},
      {[ask](auto& r) {
         *r.mutable_campaign_defined() = ask;
         r.mutable_campaign_defined()->mutable_audience()->set_segment("~vip");
       },
       "audience.segment: '~'"},
      {[ask](auto& r) {
         *r.mutable_campaign_defined() = ask;
         r.mutable_campaign_defined()->mutable_audience()->set_segment_prefix("~");
       },
       "audience.segment_prefix: '~'"},
      {form("en", "I agree"), "disclosure_text: as the disclosure"},
      {form("de", testing::kDisclosure), "language: "},
  };
}

template <typename World>
void SetUp(World& world) {
  world.CreateAccount();
  REQUIRE(world.Issue([](auto& r) {
                 r.mutable_template_defined()->set_key("greeting");
                 r.mutable_template_defined()->set_language("en");
                 r.mutable_template_defined()->set_text("Hello!");
               }).empty());
  REQUIRE(world.Issue([](auto& r) {
                 r.mutable_keyword_rule_defined()->set_rule("hours");
                 r.mutable_keyword_rule_defined()->add_words("HOURS");
               }).empty());
}

TEST_CASE("JudgeCommand: a command whose words are wrong is not appended, and says which",
          "[commands]") {
  CommandWorld world;
  SetUp(world);
  const Offset before = world.state.position();
  for (const auto& [change, part] : WrongWords(world)) {
    INFO(part);
    CHECK_THAT(world.Issue(change), Catch::Contains(part));
  }
  CHECK(world.state.position() == before);
}

TEST_CASE("Control: whatever words stand in the topic, the fold does not judge them",
          "[commands]") {
  constexpr std::size_t kCount = 17;
  for (std::size_t i = 0; i < kCount; ++i) {
    ControlWorld world;
    SetUp(world);
    const auto wrong = WrongWords(world);
    REQUIRE(wrong.size() == kCount);
    INFO(wrong[i].second);
    CHECK(world.Issue(wrong[i].first) == "");
    CHECK(world.state.invalid().empty());
  }
}

TEST_CASE("JudgeCommand: what the fold refuses is refused first", "[commands]") {
  CommandWorld world;
  SetUp(world);
  CHECK_THAT(world.Issue([](auto& r) {
               r.mutable_form_defined()->set_form("signup");
               r.mutable_form_defined()->add_programs("news");
             }),
             Catch::Contains("kind"));
  v1::ControlRecord nobody;
  nobody.set_account("nobody");
  nobody.mutable_keyword_rule_defined()->set_rule("a");
  GiveCommandId(nobody);
  CHECK_THAT(world.Append(nobody), Catch::Contains("is not defined"));
}

TEST_CASE("JudgeCommand: derived segments are known by their names", "[commands]") {
  CommandWorld world;
  SetUp(world);
  REQUIRE(world.Define().empty());
  for (const char* derived : {"~all", "~status/marketing/opted_in", "~reachable/m", "vip"}) {
    CHECK(world.Issue([&](auto& r) {
                 *r.mutable_campaign_defined() = world.autumn().definition;
                 r.mutable_campaign_defined()->mutable_audience()->set_segment(derived);
               }).empty());
  }
}

std::string Rename(ControlWorld& world, const char* name) {
  return world.Issue([&](auto& r) {
    *r.mutable_account_defined() = world.state.FindAccount(kAcme)->definition;
    r.mutable_account_defined()->set_name(name);
  });
}

std::string DefineSignup(ControlWorld& world, const std::string& disclosure, const char* program) {
  return world.Issue([&](auto& r) {
    auto& form = *r.mutable_form_defined();
    form.set_form("signup");
    form.set_kind(v1::FORM_KIND_SIGN_UP);
    form.set_title("Join");
    form.set_disclosure_text(disclosure);
    form.set_disclosure_version(disclosure.substr(0, 60));
    form.add_programs(program);
    form.set_language("en");
    form.set_double_opt_in(true);
  });
}

TEST_CASE("JudgeCommand: a business keeps its name where its words rest on it", "[commands]") {
  CommandWorld world;
  SetUp(world);
  REQUIRE(Rename(world, "Acme Ltd") == "");  // the words that it began with have {brand}
  REQUIRE(Rename(world, "Acme") == "");
  REQUIRE(DefineSignup(world, testing::kDisclosure, "marketing") == "");
  CHECK_THAT(Rename(world, "Zenith"),
             Catch::StartsWith("name: under the new name, form 'signup'") &&
                 Catch::Contains("who will text"));
  REQUIRE(DefineSignup(world, std::string("Zenith, until now Acme: ") + testing::kDisclosure,
                       "marketing") == "");
  CHECK(Rename(world, "Zenith") == "");
  REQUIRE(world.Issue([](auto& r) {
                 r.mutable_template_defined()->set_key(kOptInRequestTemplate);
                 r.mutable_template_defined()->set_language("en");
                 r.mutable_template_defined()->set_text("Zenith: Reply YES. HELP for help, STOP.");
               }).empty());
  CHECK_THAT(Rename(world, "Acme"), Catch::Contains("template 'opt_in_request' (en)"));
}

TEST_CASE("JudgeCommand: what was wrong before is not held against a name", "[commands]") {
  ControlWorld old;
  SetUp(old);
  REQUIRE(DefineSignup(old, "I agree", "marketing") == "");
  CommandWorld world;
  world.state = old.state;
  world.now = old.now;
  CHECK(Rename(world, "Zenith") == "");
}

TEST_CASE("JudgeCommand: whoever a form or a source asks has a request to be asked in",
          "[commands]") {
  CommandWorld world;
  SetUp(world);
  const auto program = [&world](const char* id, const char* request) {
    return world.Issue([&](auto& r) {
      *r.mutable_program_defined() = Marketing(world);
      r.mutable_program_defined()->set_program(id);
      r.mutable_program_defined()->clear_join_keyword();
      r.mutable_program_defined()->set_request_template(request);
    });
  };
  REQUIRE(program("mute", "") == "");
  CHECK_THAT(DefineSignup(world, testing::kDisclosure, "mute"),
             Catch::Contains("programs: 'mute' has no request_template"));
  REQUIRE(program("mute", kOptInRequestTemplate) == "");
  REQUIRE(DefineSignup(world, testing::kDisclosure, "mute") == "");
  CHECK_THAT(program("mute", ""), Catch::Contains("form 'signup' asks with it"));
  REQUIRE(world.Issue([](auto& r) {
                 r.mutable_form_defined()->set_form("signup");
                 r.mutable_form_defined()->set_removed(true);
               }) == "");
  REQUIRE(world.Issue([](auto& r) {
                 r.mutable_source_ask_defined()->set_source("pos");
                 r.mutable_source_ask_defined()->set_program("mute");
                 r.mutable_source_ask_defined()->set_after_ms(1);
               }) == "");
  CHECK_THAT(program("mute", ""), Catch::Contains("people of source 'pos' are asked with it"));
}

// Two who command at once are judged against the same topic; the later is told what came of it.
TEST_CASE("WhyNotSaid: words are judged again beside what came in between", "[commands]") {
  ControlWorld world;
  SetUp(world);
  v1::ControlRecord mine;
  mine.set_account("acme");
  mine.mutable_keyword_rule_defined()->set_rule("mine");
  mine.mutable_keyword_rule_defined()->add_words("MENU");
  GiveCommandId(mine);
  ControlState trial = world.state;
  REQUIRE(JudgeCommand(mine, world.now, trial).ok());
  CHECK(WhyNotSaid(mine, trial).empty());
  REQUIRE(world.Issue([](auto& r) {
                 r.mutable_keyword_rule_defined()->set_rule("theirs");
                 r.mutable_keyword_rule_defined()->add_words("menu");
               }).empty());
  REQUIRE(world.Append(mine).empty());
  CHECK_THAT(WhyNotSaid(mine, world.state), Catch::Contains("a keyword of rule 'theirs'"));
}

}  // namespace
}  // namespace ledger
