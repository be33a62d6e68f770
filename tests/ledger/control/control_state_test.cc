// The fold of the control topic: definitions, halts, repeats, and what is wrong stays without
// effect.
#include "ledger/control/control_state.h"

#include <catch2/catch.hpp>
#include <limits>
#include <string>

#include "tests/ledger/control/control_world.h"

namespace ledger {
namespace {

using testing::ControlWorld;
namespace v1 = consent::v1;

bool Has(const std::string& why, const std::string& part) {
  return why.find(part) != std::string::npos;
}

const AccountId kAcme("acme");

TEST_CASE("Control: what is not defined is not found", "[control]") {
  const ControlState state;
  CHECK(state.position() == 0);
  CHECK(state.complete());
  CHECK(state.FindAccount(kAcme) == nullptr);
  CHECK(state.FindLine(LineId("+15550100")) == nullptr);
  CHECK(state.FindProgram(kAcme, ProgramId("marketing")) == nullptr);
  CHECK(state.FindTemplate(kAcme, "help", "en") == nullptr);
  CHECK(state.FindForm(kAcme, "signup") == nullptr);
  CHECK(state.FindCampaign(kAcme, CampaignId("autumn")) == nullptr);
  CHECK(state.Keywords(kAcme).empty());
}

TEST_CASE("Control: a command to an account that is not defined has no effect", "[control]") {
  ControlWorld world;
  CHECK(Has(world.Issue([](auto& r) { r.mutable_account_halted(); }), "not defined"));
  CHECK(world.state.WhyInvalid(0).has_value());
  CHECK(world.state.position() == 1);
  CHECK(world.state.complete());
}

TEST_CASE("Control: halts carry the offset of the command", "[control]") {
  ControlWorld world;
  world.CreateAccount();
  CHECK(Has(world.Issue([](auto& r) { r.mutable_account_resumed(); }), "not halted"));
  const Offset halt = world.state.position();
  REQUIRE(world.Issue([](auto& r) { r.mutable_account_halted(); }).empty());
  CHECK(world.state.FindAccount(kAcme)->halted);
  CHECK(world.state.FindAccount(kAcme)->halt_revision == halt);
  REQUIRE(world.Issue([](auto& r) { r.mutable_account_resumed(); }).empty());
  CHECK_FALSE(world.state.FindAccount(kAcme)->halted);
  CHECK(world.state.FindAccount(kAcme)->halt_revision == halt + 1);
}

TEST_CASE("Control: the repeat of a command changes nothing", "[control]") {
  ControlWorld world;
  world.CreateAccount();
  v1::ControlRecord halt;
  halt.set_account("acme");
  halt.mutable_account_halted();
  GiveCommandId(halt);
  REQUIRE(world.Append(halt).empty());
  REQUIRE(world.Issue([](auto& r) { r.mutable_account_resumed(); }).empty());
  REQUIRE(world.Append(halt).empty());
  CHECK_FALSE(world.state.FindAccount(kAcme)->halted);
}

TEST_CASE("Control: a line belongs to one account for ever", "[control]") {
  ControlWorld world;
  world.CreateAccount();
  world.CreateAccount("other", "+15550199");
  const auto define = [&](auto change) {
    return world.Issue([&](auto& r) {
      auto& line = *r.mutable_line_defined();
      line.set_line("+15550100");
      line.set_gateway("kannel");
      line.set_kind(v1::LINE_KIND_TOLL_FREE);
      line.set_texts_per_second(5);
      change(line);
    });
  };
  REQUIRE(define([](auto&) {}).empty());
  CHECK(world.state.FindLine(LineId("+15550100"))->definition.texts_per_second() == 5);
  CHECK(Has(define([](auto& l) { l.set_line("+15550199"); }), "another account"));
  for (const char* line : {"", "15", "+1", "14155550100", "+1 415 555 0100", "+01234567", "Shop",
                           "+1234567890123456"}) {
    CAPTURE(line);
    CHECK(Has(define([&](auto& l) { l.set_line(line); }), "line: neither a number"));
  }
  CHECK(Has(define([](auto& l) { l.set_texts_per_second(0); }), "texts_per_second"));
  CHECK(
      Has(define([](auto& l) { l.set_texts_per_second(std::numeric_limits<double>::quiet_NaN()); }),
          "texts_per_second"));
  CHECK(Has(define([](auto& l) { l.clear_kind(); }), "kind"));
  CHECK(world.state.FindLine(LineId("+15550199"))->account == AccountId("other"));
}

TEST_CASE("Control: a program keeps its category", "[control]") {
  ControlWorld world;
  world.CreateAccount();
  const v1::ProgramDefined good =
      world.state.FindProgram(kAcme, ProgramId("marketing"))->definition;
  const auto define = [&](auto change) {
    return world.Issue([&](auto& r) {
      *r.mutable_program_defined() = good;
      change(*r.mutable_program_defined());
    });
  };
  CHECK(Has(define([](auto& p) { p.set_category(v1::CATEGORY_INFORMATIONAL); }), "fixed"));
  CHECK(Has(define([](auto& p) { p.clear_category(); }), "category"));
  CHECK(Has(define([](auto& p) { p.set_line("+1"); }), "line"));
  CHECK(Has(define([](auto& p) { p.set_help_template("none"); }), "help_template"));
  CHECK(Has(define([](auto& p) { p.set_join_keyword(std::string(65, 'x')); }), "join_keyword"));
  CHECK(Has(define([](auto& p) { p.set_ask_limit(0); }), "ask_limit"));
  CHECK(Has(define([](auto& p) { p.set_pending_term_ms(0); }), "pending_term_ms"));
  REQUIRE(define([](auto& p) { p.set_ask_limit(2); }).empty());
  const Program* program = world.state.FindProgram(kAcme, ProgramId("marketing"));
  CHECK(program->definition.ask_limit() == 2);
  CHECK(program->ref() == ProgramRef{ProgramId("marketing"), Category::kMarketing});
}

TEST_CASE("Control: keyword rules come and go", "[control]") {
  ControlWorld world;
  world.CreateAccount();
  const auto define = [&](auto change) {
    return world.Issue([&](auto& r) {
      auto& rule = *r.mutable_keyword_rule_defined();
      rule.set_rule("text-me");
      rule.add_words("TEXT ME");
      rule.set_opt_in_program("marketing");
      change(rule);
    });
  };
  REQUIRE(define([](auto&) {}).empty());
  CHECK(world.state.Keywords(kAcme).at("text-me").words(0) == "TEXT ME");
  CHECK(Has(define([](auto& k) { k.set_opt_in_program("news"); }), "opt_in_program"));
  CHECK(Has(define([](auto& k) { k.set_response_template("none"); }), "response_template"));
  CHECK(Has(define([](auto& k) { k.add_words(""); }), "words"));
  CHECK(Has(define([](auto& k) { k.clear_words(); }), "words"));
  REQUIRE(define([](auto& k) { k.set_removed(true); }).empty());
  CHECK(world.state.Keywords(kAcme).empty());
  CHECK(Has(define([](auto& k) { k.set_removed(true); }), "none to remove"));
}

TEST_CASE("Control: templates count their versions and refuse a stale one", "[control]") {
  ControlWorld world;
  world.CreateAccount();
  const auto define = [&](const std::string& key, std::uint32_t version) {
    return world.Issue([&](auto& r) {
      r.mutable_template_defined()->set_key(key);
      r.mutable_template_defined()->set_language("en");
      r.mutable_template_defined()->set_text("{brand}: {help} " + std::to_string(version));
      r.mutable_template_defined()->set_version(version);
    });
  };
  REQUIRE(define("help", 2).empty());
  REQUIRE(define("help", 0).empty());
  CHECK(world.state.FindTemplate(kAcme, "help", "en")->version == 3);
  CHECK(Has(define("help", 3), "next one is 4"));
  CHECK(world.state.FindTemplate(kAcme, "help", "en")->text == "{brand}: {help} 0");
  CHECK(Has(define("fresh", 2), "next one is 1"));
  CHECK(world.state.FindTemplate(kAcme, "fresh", "en") == nullptr);
}

TEST_CASE("Control: the pepper's check value is recorded once", "[control]") {
  ControlWorld world;
  world.CreateAccount();
  const auto check = [&](const std::string& value) {
    return world.Issue([&](auto& r) { r.mutable_pepper_checked()->set_check_value(value); });
  };
  CHECK(Has(check("short"), "32 bytes"));
  REQUIRE(check(std::string(32, 'a')).empty());
  REQUIRE(check(std::string(32, 'a')).empty());
  CHECK(Has(check(std::string(32, 'b')), "another"));
  // A later change of the account keeps it.
  v1::AccountDefined definition = world.state.FindAccount(kAcme)->definition;
  definition.clear_pepper_check();
  definition.set_name("Acme Inc");
  REQUIRE(world.Issue([&](auto& r) { *r.mutable_account_defined() = definition; }).empty());
  CHECK(world.state.FindAccount(kAcme)->definition.pepper_check() == std::string(32, 'a'));
  definition.set_pepper_check(std::string(32, 'c'));
  CHECK(Has(world.Issue([&](auto& r) { *r.mutable_account_defined() = definition; }), "another"));
}

TEST_CASE("Control: an account's settings are checked", "[control]") {
  ControlWorld world;
  world.CreateAccount();
  const v1::AccountDefined good = world.state.FindAccount(kAcme)->definition;
  const auto define = [&](auto change) {
    return world.Issue([&](auto& r) {
      *r.mutable_account_defined() = good;
      change(*r.mutable_account_defined());
    });
  };
  CHECK(Has(define([](auto& a) { a.set_name(""); }), "name"));
  CHECK(Has(define([](auto& a) { a.set_default_region("us"); }), "default_region"));
  CHECK(Has(define([](auto& a) { a.set_country("USA"); }), "country"));
  CHECK(Has(define([](auto& a) { a.set_default_tzid(""); }), "default_tzid"));
  CHECK(Has(define([](auto& a) { a.clear_window(); }), "window"));
  CHECK(Has(define([](auto& a) { a.mutable_window()->mutable_hours(0)->set_close_minute(1441); }),
            "window"));
  CHECK(Has(define([](auto& a) { a.mutable_window()->mutable_hours(0)->set_open_minute(1300); }),
            "window"));
  CHECK(Has(define([](auto& a) { a.mutable_cap()->set_period_ms(0); }), "cap"));
  REQUIRE(define([](auto& a) {
            a.clear_window();
            a.mutable_window()->set_open_all_day(true);
            a.clear_cap();
          }).empty());
  CHECK(world.state.FindAccount(kAcme)->definition.window().open_all_day());
}

TEST_CASE("Control: asking the people of a source needs words, and ends", "[control]") {
  ControlWorld world;
  world.CreateAccount();
  const auto ask = [&](const std::string& source, const std::string& program, TimeMs after_ms,
                       bool removed = false) {
    return world.Issue([&](auto& r) {
      auto& defined = *r.mutable_source_ask_defined();
      defined.set_source(source);
      defined.set_program(program);
      defined.set_after_ms(after_ms);
      defined.set_removed(removed);
    });
  };
  const auto asks = [&] { return world.state.FindAccount(kAcme)->source_asks; };
  CHECK(Has(ask("", "marketing", 5), "source"));
  CHECK(Has(ask("shopify", "nothing", 5), "program"));
  CHECK(Has(ask("shopify", "marketing", 0), "after_ms"));
  CHECK(Has(ask("shopify", "marketing", 5, true), "nobody"));
  REQUIRE(ask("shopify", "marketing", 5).empty());
  REQUIRE(ask("shopify", "marketing", 3).empty());  // back in time
  CHECK(asks().at({"shopify", ProgramId("marketing")}) == 3);
  v1::ProgramDefined speechless =
      world.state.FindProgram(kAcme, ProgramId("marketing"))->definition;
  speechless.set_program("news");
  speechless.clear_request_template();
  REQUIRE(world.Issue([&](auto& r) { *r.mutable_program_defined() = speechless; }).empty());
  CHECK(Has(ask("shopify", "news", 5), "no words"));
  REQUIRE(ask("shopify", "marketing", 0, true).empty());
  CHECK(asks().empty());
}

}  // namespace
}  // namespace ledger
