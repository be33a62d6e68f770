// The rules of forms: what a form asks for, what it takes, and that a wording keeps its name.
#include <catch2/catch.hpp>
#include <string>

#include "tests/ledger/control/form_world.h"

namespace ledger {
namespace {

using testing::kFormAccount;
namespace v1 = consent::v1;
using FormWorld = testing::FormWorldOn<testing::ControlWorld>;

TEST_CASE("Form: it opts in by itself only with a signature and without a request", "[control]") {
  FormWorld world;
  using Catch::Contains;
  REQUIRE(world.DefineForm([](auto&) {}).empty());
  CHECK_THAT(world.DefineForm([](auto& f) { f.set_auto_opt_in(true); }), Contains("auto_opt_in"));
  CHECK_THAT(world.DefineForm([](auto& f) {
               f.set_auto_opt_in(true);
               f.set_signature_required(true);
             }),
             Contains("auto_opt_in"));
  CHECK_THAT(world.DefineForm([](auto& f) { f.set_double_opt_in(false); }),
             Contains("counts for nothing"));
  CHECK(world.signup().definition.double_opt_in());
  REQUIRE(world.DefineForm([](auto& f) {
                 f.set_auto_opt_in(true);
                 f.set_double_opt_in(false);
                 f.set_signature_required(true);
               }).empty());
  CHECK(world.signup().definition.auto_opt_in());
}

TEST_CASE("Form: what is wrong with a definition is said and changes nothing", "[control]") {
  FormWorld world;
  const auto wrong = [&](auto change, const char* part) {
    CHECK_THAT(world.DefineForm(change), Catch::Contains(part));
    CHECK(world.state.FindForm(kFormAccount, "signup") == nullptr);
  };
  wrong([](auto& f) { f.set_form("Sign up"); }, "form:");
  wrong([](auto& f) { f.set_form(std::string(41, 'a')); }, "form:");
  wrong([](auto& f) { f.set_form("stop"); }, "take consent back");
  wrong([](auto& f) { f.clear_kind(); }, "kind");
  wrong([](auto& f) { f.clear_title(); }, "title");
  wrong([](auto& f) { f.clear_language(); }, "language");
  wrong([](auto& f) { f.set_disclosure_text(std::string(4001, 'a')); }, "disclosure_text");
  wrong([](auto& f) { f.clear_disclosure_version(); }, "disclosure_version");
  wrong([](auto& f) { f.clear_programs(); }, "none given");
  wrong([](auto& f) { f.add_programs("news"); }, "news");
  wrong([](auto& f) { f.add_programs("marketing"); }, "twice");
  wrong([](auto& f) {
          f.set_signature_required(true);
          f.set_name(v1::FORM_FIELD_OPTIONAL);
        },
        "signature is the name");
  wrong([](auto& f) {
          f.set_kind(v1::FORM_KIND_EMAIL_LINK);
          f.set_email(v1::FORM_FIELD_OPTIONAL);
        },
        "knows the address");
  wrong([](auto& f) { f.set_removed(true); }, "none to remove");
}

TEST_CASE("Form: the name of a wording is never used for another one", "[control]") {
  FormWorld world;
  REQUIRE(world.DefineForm([](auto&) {}).empty());
  const std::string words = std::string(testing::kDisclosure) + " Ask us anything.";
  const auto other = [&words](const char* version) {
    return [version, &words](v1::FormDefined& f) {
      f.set_disclosure_text(words);
      f.set_disclosure_version(version);
    };
  };
  CHECK_THAT(world.DefineForm(other("1")), Catch::Contains("another name"));
  REQUIRE(world.DefineForm(other("2")).empty());
  CHECK(world.signup().wordings.at("1") == testing::kDisclosure);
  CHECK(world.signup().wordings.at("2") == words);
  // Not even when the present wording is another, or the form was removed in between.
  REQUIRE(world.DefineForm([](auto& f) { f.set_removed(true); }).empty());
  CHECK(world.signup().definition.removed());
  CHECK_THAT(world.DefineForm(other("1")), Catch::Contains("for ever"));
  REQUIRE(world.DefineForm([](auto&) {}).empty());
  CHECK_FALSE(world.signup().definition.removed());
}

}  // namespace
}  // namespace ledger
