#include "ledger/forms/stop_page.h"

#include <catch2/catch.hpp>

#include "ledger/forms/form_page.h"
#include "tests/ledger/forms/form_world.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;
using Catch::Contains;

TEST_CASE("StopPage: all texts end unless the person says less", "[forms]") {
  const FormWorld world;
  const auto scope = [&](const std::string& value) {
    FormInput input;
    input.scope = value;
    return StopFact(world.account, input).scope();
  };
  CHECK(scope("marketing").reach() == v1::REACH_MARKETING);
  CHECK(scope("program:shipping").reach() == v1::REACH_PROGRAMS);
  CHECK(scope("program:shipping").programs(0).program() == "shipping");
  for (const char* unclear : {"", "everything", "program:", "program:nothing", "<script>"}) {
    CHECK(scope(unclear).reach() == v1::REACH_EVERYTHING);
    CHECK(scope(unclear).programs().empty());
  }
  CHECK(StopFact(world.account, {}).means() == v1::OPT_OUT_MEANS_WEB);
}

TEST_CASE("StopPage: it asks for a number alone and everything is chosen", "[forms]") {
  FormWorld world;
  const std::string page = RenderStopPage(world.account, WordsOf("en"), {}, {});
  CHECK_THAT(page, Contains("id=\"stop-number\"") &&
                       Contains("value=\"everything\" checked") &&
                       Contains("value=\"program:shipping\"") && !Contains("id=\"agree\"") &&
                       !Contains("name=\"page\""));
  world.account.programs.erase(ProgramId("shipping"));
  CHECK_THAT(RenderStopPage(world.account, WordsOf("fr"), {}, {}),
             Contains("Toute publicité") && !Contains("program:"));
}

TEST_CASE("StopPage: it says what would end and what ended, all texts too", "[forms]") {
  FormWorld world;
  const auto after = [&](const std::string& scope, const char* language = "en") {
    FormInput input;
    input.scope = scope;
    return RenderStopped(world.account, WordsOf(language), input);
  };
  CHECK_THAT(RenderStopPage(world.account, WordsOf("en"), {}, {}),
             Contains(">All texts from Acme &amp; Söhne</label>") &&
                 Contains(">Only: your orders</label>"));
  for (const char* clear : {"", "everything"}) {
    CHECK_THAT(after(clear),
               Contains("no more: All texts from Acme &amp; Söhne.") &&
                   !Contains("role=\"alert\""));
  }
  CHECK_THAT(after("marketing", "fr"), Contains("plus : Toute publicité de Acme"));
  CHECK_THAT(after("program:shipping"), Contains("no more: your orders.") &&
                                            !Contains("All texts"));
  // Nothing is kept that people believe to have ended.
  CHECK_THAT(after("program:nothing"),
             Contains("role=\"alert\"") && Contains("so all texts end") &&
                 Contains("no more: All texts from Acme &amp; Söhne."));
}

TEST_CASE("StopPage: nobody reads a program's id unless there is nothing else", "[forms]") {
  FormWorld world;
  world.account.programs.clear();
  world.AddProgram("mkt-2024", "mkt-2024", "13013");
  world.AddProgram("shipping", "your orders", "13013");
  const auto labels = [&] { return RenderStopPage(world.account, WordsOf("en"), {}, {}); };
  CHECK_THAT(labels(), Contains(">Only: offers and news</label>") &&
                           Contains(">Only: your orders</label>"));
  CHECK(PublicName(world.account, WordsOf("es"), "mkt-2024") == "ofertas y novedades");
  world.AddProgram("vip", "vip", "13013");
  CHECK_THAT(labels(), Contains(">Only: offers and news (mkt-2024)</label>") &&
                           Contains(">Only: offers and news (vip)</label>"));
}

TEST_CASE("StopPage: values are kept and escaped", "[forms]") {
  const FormWorld world;
  FormInput input;
  input.number = "'\"><img>";
  input.scope = "marketing";
  const std::string page =
      RenderStopPage(world.account, WordsOf("en"), input, {{"number", "wrong"}});
  CHECK_THAT(page, Contains("value=\"&#39;&quot;&gt;&lt;img&gt;\"") && !Contains("<img") &&
                       Contains("value=\"marketing\" checked") &&
                       Contains("id=\"stop-number-error\""));
}

}  // namespace
}  // namespace ledger
