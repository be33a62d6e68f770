// Whoever texts a word can mean one thing only: the second keyword of the same spelling on a line
// is refused.
#include "ledger/commands/keywords.h"

#include <catch2/catch.hpp>
#include <string>

#include "ledger/commands/folded_words.h"
#include "tests/ledger/commands/command_world.h"

namespace ledger {
namespace {

using testing::CommandWorld;

struct World : CommandWorld {
  World() {
    CreateAccount();
    REQUIRE(Issue([](auto& r) {
              auto& line = *r.mutable_line_defined();
              line.set_line("+15550101");
              line.set_gateway("kannel");
              line.set_kind(consent::v1::LINE_KIND_LONG_CODE);
              line.set_texts_per_second(1);
            }).empty());
  }
  std::string Program(const char* id, const char* line, const char* join) {
    return Issue([&](auto& r) {
      auto& program = *r.mutable_program_defined();
      program = state.FindProgram(AccountId("acme"), ProgramId("marketing"))->definition;
      program.set_program(id);
      program.set_line(line);
      program.set_join_keyword(join);
    });
  }
  std::string Rule(const char* id, const char* words, const char* program) {
    return Issue([&](auto& r) {
      auto& rule = *r.mutable_keyword_rule_defined();
      rule.set_rule(id);
      rule.add_words(words);
      rule.set_opt_in_program(program);
    });
  }
};

constexpr char kLine[] = "+15550100";
constexpr char kOther[] = "+15550101";

bool Has(const std::string& why, const std::string& part) {
  return why.find(part) != std::string::npos;
}

TEST_CASE("Control: two programs of a line cannot have one join keyword", "[control]") {
  World world;
  REQUIRE(world.Program("vip", kLine, "JOIN VIP").empty());
  CHECK(Has(world.Program("club", kLine, "join-vip!"),
            "join_keyword: \"join-vip!\" is the join keyword of program 'vip' on the same line"));
  CHECK(world.Program("club", kOther, "join-vip!").empty());
  CHECK(world.Program("vip", kLine, "Join  VIP").empty());  // the program's own
  CHECK(Has(world.Program("club", kLine, "JOIN VIP"), "program 'vip'"));
}

TEST_CASE("Control: a rule cannot have the keyword of a program or of another rule of its line",
          "[control]") {
  World world;
  REQUIRE(world.Program("vip", kLine, "VIP").empty());
  REQUIRE(world.Program("club", kOther, "").empty());
  CHECK(Has(world.Rule("a", "vip", "marketing"), "words: \"vip\" is the join keyword"));
  CHECK(Has(world.Rule("a", "vip", ""), "program 'vip'"));  // it would hold on every line
  REQUIRE(world.Rule("a", "vip", "club").empty());
  CHECK(Has(world.Rule("b", "V.I.P", "club"), "a keyword of rule 'a'"));
  REQUIRE(world.Rule("b", "HOURS", "").empty());
  CHECK(Has(world.Rule("c", "hours", "club"), "a keyword of rule 'b'"));
  CHECK(Has(world.Program("club", kOther, "Hours"), "a keyword of rule 'b'"));
}

TEST_CASE("Control: a program brings the keywords of its rules to its new line", "[control]") {
  World world;
  REQUIRE(world.Program("vip", kLine, "VIP").empty());
  REQUIRE(world.Program("club", kOther, "").empty());
  REQUIRE(world.Rule("a", "vip", "club").empty());
  CHECK(Has(world.Program("club", kLine, ""), "line: \"vip\" is the join keyword"));
  CHECK(Has(world.Program("club", kOther, "VIP"), "a keyword of rule 'a'"));
}

TEST_CASE("Control: keywords are one where the reader of replies takes them for one", "[control]") {
  World world;
  REQUIRE(world.Rule("a", "don't wait", "").empty());
  // An apostrophe, a letter of full width and one that is only invisible make no other keyword.
  CHECK(Has(world.Rule("b", "DONT WAIT", ""), "a keyword of rule 'a'"));
  CHECK(Has(world.Rule("b", "don\u2019t wa\u200Bit", ""), "a keyword of rule 'a'"));
  CHECK(Has(world.Rule("b", "\uFF24ont-wait", ""), "a keyword of rule 'a'"));
  CHECK(world.Rule("b", "don t wait here", "").empty());
}

TEST_CASE("WhyNotAnswered: what is printed is read as a text is", "[control]") {
  World world;
  REQUIRE(world.Program("vip", kLine, "JOIN VIP").empty());
  REQUIRE(world.Rule("a", "Caf\u00E9", "").empty());
  const Account& acme = *world.state.FindAccount(AccountId("acme"));
  for (const char* words : {"start", "join-vip!", "Joinvip", "CAFE", "cafe\u0301"}) {
    INFO(words);
    CHECK(WhyNotAnswered(acme, words, kLine).empty());
  }
  for (const char* words : {"", "JOIN", "VIP JOIN", "!"}) {
    INFO(words);
    CHECK(Has(WhyNotAnswered(acme, words, kLine), "no program and no rule answers it"));
  }
}

TEST_CASE("WhyNotAnswered: a keyword does something on its own line only", "[control]") {
  World world;
  REQUIRE(world.Program("vip", kLine, "JOIN VIP").empty());
  REQUIRE(world.Rule("opens", "COUPON", "vip").empty());
  REQUIRE(world.Rule("answers", "HOURS", "").empty());
  const auto why_not = [&world](const char* words, const char* line) {
    return WhyNotAnswered(*world.state.FindAccount(AccountId("acme")), words, line);
  };
  for (const char* words : {"START", "JOIN VIP", "COUPON"}) {
    INFO(words);
    CHECK(why_not(words, kLine).empty());
    CHECK(Has(why_not(words, kOther),
              "nothing answers it on line +15550101, only on +15550100; name that line"));
  }
  CHECK(why_not("HOURS", kOther).empty());
  REQUIRE(world.Program("club", kOther, "").empty());
  CHECK(why_not("START", kOther).empty());
}

TEST_CASE("FoldedWords: one spelling of what people write", "[control]") {
  using Words = std::vector<std::string>;
  CHECK(FoldedWords("Répondez OUI à l'aide") == Words{"repondez", "oui", "a", "l", "aide"});
  CHECK(FoldedWords("{brand}: 10% off") == Words{"{brand}", "10", "%", "off"});
  CHECK(FoldedWords("{Brand} {}") == Words{"brand"});
  CHECK(FoldedWords("e\xCC\x81t\xC3\xA9 \xE2\x80\x94 \xFF x") == Words{"ete", "x"});
  CHECK(FoldedWords("").empty());
}

}  // namespace
}  // namespace ledger
