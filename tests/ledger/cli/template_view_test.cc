// A template as it reads on a handset, with its size, its roles and its check.
#include "ledger/cli/template_view.h"

#include <catch2/catch.hpp>

#include "tests/ledger/control/control_world.h"

namespace ledger::cli {
namespace {

struct TemplateWorld : testing::ControlWorld {
  TemplateWorld() { CreateAccount(); }
  const Account& account() { return *state.FindAccount(AccountId("acme")); }
  std::string Set(const std::string& key, const std::string& text) {
    return Issue([&](auto& record) {
      auto& defined = *record.mutable_template_defined();
      defined.set_key(key);
      defined.set_language("en");
      defined.set_text(text);
    });
  }
  TemplateView View(const std::string& key, const std::string& language = "en") {
    return ViewOf(state, account(), {key, language}, account().templates.at({key, language}),
                  ProgramOfTemplate(account(), key));
  }
};

TEST_CASE("template show: the places are filled in, and the size is that of what goes out") {
  TemplateWorld world;
  const std::string text = "{brand} for {program}: open at 9, call {help}, {line} {other}";
  REQUIRE(world.Set("hours", text) == "");
  const TemplateView view = world.View("hours");
  CHECK(view.preview == "Acme for marketing: open at 9, call help@acme.example, +15550100 {other}");
  CHECK(view.size.gsm);
  CHECK(view.size.units == view.preview.size() + 2);  // the braces take two septets each
  const Json json = TemplateJson(view);
  CHECK(json["preview"] == view.preview);
  CHECK(json["text"] == text);
  CHECK(json["encoding"] == "GSM-7");
  CHECK(json["segments"] == 1);
  CHECK(json["program"] == "marketing");
  CHECK(json["roles"] == Json::array());
  CHECK(json["check"] == view.wrong);
  CHECK_THAT(TemplateText(view), Catch::Contains("check      nothing fills in {other}"));
  REQUIRE(world.Set("hours", "{brand}: open at 9") == "");
  CHECK(TemplateJson(world.View("hours"))["check"].is_null());
  CHECK_THAT(TemplateText(world.View("hours")), Catch::Contains("check      <none>"));
}

TEST_CASE("template show: the characters that make it UCS-2 are named once each") {
  TemplateWorld world;
  REQUIRE(world.Set("hours", "{brand}’s hours: 9–5, don’t wait") == "");
  const TemplateView view = world.View("hours");
  CHECK(view.beyond == "’–");
  CHECK(TemplateJson(view)["encoding"] == "UCS-2");
  CHECK(TemplateText(view).find("UCS-2, 29 units, 1 segment, for GSM-7 does not have: ’–") !=
        std::string::npos);
}

TEST_CASE("template show: the role of a default template, and that it says what it must") {
  TemplateWorld world;
  const TemplateView view = world.View("opt_in_request", "fr");
  CHECK(view.language == "fr");
  CHECK(view.roles == std::vector<TextRole>{TextRole::kOptInRequest});
  CHECK(view.wrong.empty());
  CHECK(TemplateJson(view)["roles"] == Json({"opt_in_request"}));
  CHECK(TemplateText(view).find("it says what it must") != std::string::npos);
}

TEST_CASE("template show: what a template does not say any more is said") {
  TemplateWorld world;
  constexpr char kText[] = "Acme: Reply YES to join. HELP for help, STOP to end.";
  REQUIRE(world.Set("opt_in_request", kText) == "");
  CHECK(world.View("opt_in_request").wrong.empty());
  REQUIRE(world.Issue([&](auto& record) {
                 *record.mutable_account_defined() = world.account().definition;
                 record.mutable_account_defined()->set_name("Bolt");
               }) == "");
  const TemplateView view = world.View("opt_in_request");
  CHECK(view.wrong.find("who speaks") != std::string::npos);
  CHECK(TemplateJson(view)["check"] == view.wrong);
  CHECK(TemplateText(view).find("check      as the opt-in request") != std::string::npos);
}

TEST_CASE("template show: a template is filled in for the program that names it") {
  TemplateWorld world;
  REQUIRE(world.Set("vip_help", "{brand} {program}: help at {help}") == "");
  REQUIRE(world.Issue([&](auto& record) {
                 auto& program = *record.mutable_program_defined();
                 program = world.account().programs.begin()->second.definition;
                 program.set_program("vip");
                 program.set_name("VIP club");
                 program.set_help_template("vip_help");
                 program.clear_join_keyword();
               }) == "");
  CHECK(world.View("vip_help").preview == "Acme VIP club: help at help@acme.example");
  CHECK(world.View("vip_help").program == "vip");
  CHECK(world.View("vip_help").roles == std::vector<TextRole>{TextRole::kHelp});
  REQUIRE(world.Set("welcome", "{program}: HELP, STOP, frequency varies, rates apply") == "");
  REQUIRE(world.Issue([](auto& record) {
                 auto& rule = *record.mutable_keyword_rule_defined();
                 rule.set_rule("join");
                 rule.add_words("LET ME IN");
                 rule.set_response_template("welcome");
                 rule.set_opt_in_program("vip");
               }) == "");
  CHECK(world.View("welcome").program == "vip");
}

}  // namespace
}  // namespace ledger::cli
