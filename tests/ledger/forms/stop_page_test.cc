#include "ledger/forms/stop_page.h"

#include <catch2/catch.hpp>

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
