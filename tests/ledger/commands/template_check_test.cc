// What texts must say and must not say, by their role; judged before a template is saved, before a
// program or rule takes it up, and before a campaign asks with it.
#include "ledger/commands/template_check.h"

#include <catch2/catch.hpp>
#include <string>

#include "ledger/control/default_templates.h"
#include "tests/ledger/commands/command_world.h"

namespace ledger {
namespace {

using testing::CommandWorld;
namespace v1 = consent::v1;

constexpr TextRole kAsk = TextRole::kOptInRequest;
constexpr TextRole kIn = TextRole::kOptInConfirmation;
constexpr TextRole kOut = TextRole::kOptOutConfirmation;
constexpr TextRole kInfo = TextRole::kHelp;

struct Row {
  TextRole role;
  const char* language;
  const char* text;
  const char* wrong;  // a part of what is wrong; "": nothing
};

constexpr Row kRows[] = {
    {kAsk, "en", "{brand}: Reply YES to join. HELP for help, STOP to end.", ""},
    {kAsk, "en", "Acme: reply y to join. Info for help, stop to end.", ""},
    {kAsk, "en", "Reply YES to join. HELP for help, STOP to end.", "who speaks: {brand}"},
    {kAsk, "en", "{brand}: want texts? HELP for help, STOP to end.", "how to agree: Reply YES"},
    {kAsk, "en", "{brand}: Reply YES to join. HELP for help.", "how to stop: STOP"},
    {kAsk, "en", "{brand}: Reply YES to join. STOP to end.", "how to get help: HELP"},
    {kAsk, "en", "{brand}: YES or STOP or HELP. Win a FREE gift, 10% off!",
     "take out: \"free\", \"win\", \"off\", \"%\", \"gift\""},
    {kAsk, "en", "{brand}: YES, STOP, HELP. Discounts!", "\"discounts\""},
    {kAsk, "en", "{brand}: YES, STOP, HELP. Our dispensary has THC", "\"thc\", \"dispensary\""},
    {kAsk, "en", "{brand}: YES, STOP, HELP. Freedom of offices", ""},
    {kAsk, "en", "{brand}: YES, STOP, HELP. For a limited\ntime", "\"limited time\""},
    {kAsk, "fr", "{brand} : répondez OUI. AIDE, ARRÊT. Gratuit !", "\"gratuit\""},
    {kAsk, "fr-CA", "{brand} : répondez OUI. AIDE, ARRE\xCC\x82T.", ""},
    {kAsk, "fr", "{brand} : répondez YES. AIDE, ARRET.", "how to agree: Répondez OUI"},
    {kAsk, "es", "{brand}: responda SÍ. AYUDA, STOP. Rebajas", "\"rebajas\""},
    {kAsk, "es", "{brand}: responda SI. AYUDA, STOP. El pedido sale hoy", ""},
    {kAsk, "de", "{brand}: Antworten Sie YES, HELP oder STOP. Gratis!", "\"gratis\""},
    {kIn, "en", "{program}: HELP, STOP. 4 msgs per month. Data rates may apply.", ""},
    {kIn, "en", "{brand}: HELP, STOP. Data rates may apply.", "how often"},
    {kIn, "en", "{brand}: HELP, STOP. Msg frequency varies.", "the fees"},
    {kIn, "en", "HELP, STOP. Msg frequency varies, rates may apply.", "who speaks or of what"},
    {kIn, "en", "{brand}: HELP, STOP. Frequency varies, rates apply. 10% off!", ""},
    {kOut, "en", "{brand}: you will get no more messages.", ""},
    {kOut, "en", "Goodbye, no more messages from us.", "who speaks"},
    {kOut, "en", "{brand}: goodbye!", "that no more texts come"},
    {kOut, "en", "{brand}: no more messages. Sale ends today!", "\"sale\""},
    {kOut, "fr", "{brand} : vous ne recevrez plus de messages.", ""},
    {kInfo, "en", "{brand}: help at {help}", ""},
    {kInfo, "en", "{brand}: call +1 800 555 0100", ""},
    {kInfo, "en", "{brand}: write to help@acme.example", ""},
    {kInfo, "en", "{brand}: we help.", "where help is"},
};

bool Has(const std::string& why, const std::string& part) {
  return why.find(part) != std::string::npos;
}

TEST_CASE("CheckWords: every role has its parts, and some promote nothing", "[control]") {
  CommandWorld world;
  world.CreateAccount();
  const Account& acme = *world.state.FindAccount(AccountId("acme"));
  for (const Row& row : kRows) {
    INFO(row.text);
    const std::string why = CheckWords(row.role, acme, row.language, row.text);
    INFO(why);
    CHECK((*row.wrong == '\0' ? why.empty() : Has(why, row.wrong)));
  }
}

TEST_CASE("CheckWords: the name of a business promotes nothing", "[control]") {
  Account account;
  account.definition.set_name("Free People");
  constexpr char kText[] = "Free People: Reply YES. HELP, STOP.";
  CHECK(CheckWords(kAsk, account, "en", kText).empty());
  CHECK(Has(CheckWords(kAsk, account, "en", std::string(kText) + " A free hat!"), "\"free\""));
}

TEST_CASE("CheckWords: the words that an account starts with pass", "[control]") {
  Account account;
  account.definition.set_name("Acme");
  for (const DefaultTemplate& words : DefaultTemplates()) {
    const std::vector<TextRole> roles = RolesOf(account, {}, words.key);
    REQUIRE(roles.size() == 1);
    INFO(words.text);
    CHECK(CheckWords(roles[0], account, words.language, words.text).empty());
  }
}

TEST_CASE("Control: a template is refused that lacks what its role demands", "[control]") {
  CommandWorld world;
  world.CreateAccount();
  const auto define = [&](const char* key, const char* text) {
    return world.Issue([&](auto& r) {
      r.mutable_template_defined()->set_key(key);
      r.mutable_template_defined()->set_language("en");
      r.mutable_template_defined()->set_text(text);
    });
  };
  CHECK(Has(define(kOptInRequestTemplate, "Join now!"), "text: as the opt-in request"));
  CHECK(Has(define(kHelpTemplate, "{brand}"), "as the answer to HELP"));
  CHECK(define("greeting", "Join now, it is free!").empty());
}

TEST_CASE("Control: a program, a rule and a campaign take up fitting words only", "[control]") {
  CommandWorld world;
  world.CreateAccount();
  const auto words = [&](const char* text) {
    return world.Issue([&](auto& r) {
      r.mutable_template_defined()->set_key("greeting");
      r.mutable_template_defined()->set_language("en");
      r.mutable_template_defined()->set_text(text);
    });
  };
  REQUIRE(words("Join now!").empty());
  const auto program = [&](auto set) {
    return world.Issue([&](auto& r) {
      *r.mutable_program_defined() =
          world.state.FindProgram(AccountId("acme"), ProgramId("marketing"))->definition;
      set(*r.mutable_program_defined());
    });
  };
  const std::string why = program([](auto& p) { p.set_opt_out_template("greeting"); });
  CHECK(Has(why, "opt_out_template: template 'greeting' (en): as the confirmation of a STOP"));
  CHECK(Has(program([](auto& p) { p.set_request_template("greeting"); }), "request_template: "));
  CHECK(Has(program([](auto& p) { p.set_help_template("greeting"); }), "help_template: "));
  CHECK(Has(program([](auto& p) { p.set_confirmation_template("greeting"); }),
            "confirmation_template: "));
  const auto rule = [&](const char* opt_in_program) {
    return world.Issue([&](auto& r) {
      r.mutable_keyword_rule_defined()->set_rule("join");
      r.mutable_keyword_rule_defined()->add_words("JOIN");
      r.mutable_keyword_rule_defined()->set_response_template("greeting");
      r.mutable_keyword_rule_defined()->set_opt_in_program(opt_in_program);
    });
  };
  CHECK(Has(rule("marketing"), "response_template: "));
  CHECK(rule("").empty());
  const auto ask = [&](auto set) {
    return world.Issue([&](auto& r) {
      auto& campaign = *r.mutable_campaign_defined();
      campaign = world.state.FindCampaign(AccountId("acme"), CampaignId(kDefaultCampaign))
                     ->definition;
      set(*campaign.mutable_steps(0));
    });
  };
  CHECK(Has(ask([](auto& s) { s.set_template_key("greeting"); }), "step 0: template_key: "));
  CHECK(Has(ask([](auto& s) {
              s.clear_template_key();
              s.set_text("Hello!");
            }),
            "step 0: text: as the opt-in request"));
  // Once a campaign or a program takes them up, the words are checked whenever they change.
  REQUIRE(words("{brand}: Reply YES to join. HELP for help, STOP to end.").empty());
  REQUIRE(ask([](auto& s) { s.set_template_key("greeting"); }).empty());
  CHECK(Has(words("Join now!"), "as the opt-in request"));
  REQUIRE(world.Issue([](auto& r) {
                 r.mutable_campaign_archived()->set_campaign(kDefaultCampaign);
               }).empty());
  REQUIRE(words("{brand}: no more messages.").empty());
  REQUIRE(program([](auto& p) { p.set_opt_out_template("greeting"); }).empty());
  CHECK(Has(words("Join now!"), "as the confirmation of a STOP"));
}

}  // namespace
}  // namespace ledger
