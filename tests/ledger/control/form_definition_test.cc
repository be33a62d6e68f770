// The rules of forms: what a form asks for, what it takes, and that a wording keeps its name.
#include <catch2/catch.hpp>
#include <string>

#include "ledger/control/control_state.h"
#include "tests/ledger/control/control_world.h"
#include "tests/support/disclosure.h"

namespace ledger {
namespace {

using testing::ControlWorld;
namespace v1 = consent::v1;

const AccountId kFormAccount("acme");

struct FormWorld : ControlWorld {
  FormWorld() { CreateAccount(); }
  // Defines a form that is right but for what `change` does to it; returns what is wrong.
  template <typename Change>
  std::string DefineForm(Change change) {
    return Issue([&](auto& r) {
      auto& form = *r.mutable_form_defined();
      form.set_form("signup");
      form.set_kind(v1::FORM_KIND_SIGN_UP);
      form.set_title("Join us");
      form.set_disclosure_text(testing::kDisclosure);
      form.set_disclosure_version("1");
      form.add_programs("marketing");
      form.set_language("en");
      form.set_double_opt_in(true);
      change(form);
    });
  }
  const Form& signup() { return *state.FindForm(kFormAccount, "signup"); }
};

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
  wrong([](auto& f) { f.set_language("de"); }, "language");
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

TEST_CASE("Form: a disclosure that does not say what it must is refused with what is missing",
          "[control]") {
  FormWorld world;
  const std::string whole = testing::kDisclosure;
  const auto without = [&](const std::string& words) {
    std::string text = whole;
    text.erase(text.find(words), words.size());
    return world.DefineForm([&](auto& f) { f.set_disclosure_text(text); });
  };
  using Catch::Contains;
  const std::string thin = world.DefineForm([](auto& f) { f.set_disclosure_text("I agree"); });
  CHECK_THAT(thin, Contains("disclosure_text: as the disclosure of a marketing form it does not"));
  for (const char* part : {"who will text", "what comes", "nobody needs to agree", "how often",
                           "the fees", "how to stop", "how to get help"}) {
    CHECK_THAT(thin, Contains(part));
  }
  CHECK_THAT(without("from Acme"), Contains("who will text") && !Contains("the fees"));
  CHECK_THAT(without("automated marketing"), Contains("what comes"));
  CHECK_THAT(without("not "), Contains("nobody needs to agree"));
  CHECK_THAT(without("recurring"), Contains("how often"));
  CHECK_THAT(without("rates"), Contains("the fees"));
  CHECK_THAT(without("STOP"), Contains("how to stop"));
  CHECK_THAT(without("HELP for help"), Contains("how to get help"));
  CHECK(world.state.FindForm(kFormAccount, "signup") == nullptr);
  // Nothing is filled in on the page.
  CHECK_THAT(world.DefineForm([&](auto& f) {
               f.set_disclosure_text("{brand}: " + whole.substr(0, whole.find(" from Acme")) +
                                     whole.substr(whole.find(". Consent")));
             }),
             Contains("who will text"));
  CHECK(world.DefineForm([](auto&) {}).empty());
}

TEST_CASE("Form: a form for information alone need not speak of marketing", "[control]") {
  FormWorld world;
  REQUIRE(world.Issue([&](auto& r) {
                 auto& program = *r.mutable_program_defined();
                 const ProgramId marketing("marketing");
                 program = world.state.FindProgram(kFormAccount, marketing)->definition;
                 program.set_program("orders");
                 program.set_category(v1::CATEGORY_INFORMATIONAL);
                 program.clear_join_keyword();
               }).empty());
  const auto define = [&](bool marketing) {
    return world.DefineForm([&](auto& f) {
      if (!marketing) f.clear_programs();
      f.add_programs("orders");
      f.set_disclosure_text("Acme texts you about your orders. Frequency varies, rates may apply. "
                            "STOP to end, HELP for help.");
    });
  };
  CHECK_THAT(define(true), Catch::Contains("nobody needs to agree"));
  CHECK(define(false).empty());
}

TEST_CASE("Form: a disclosure is read in the language of its page", "[control]") {
  FormWorld world;
  const auto define = [&](const char* language, const char* text) {
    return world.DefineForm([&](auto& f) {
      f.set_language(language);
      f.set_disclosure_text(text);
      f.set_disclosure_version(language);
    });
  };
  CHECK(define("fr", "J’accepte de recevoir des textos marketing automatisés et récurrents "
                     "d’Acme. Le consentement n’est pas une condition d’achat. Des frais peuvent "
                     "s’appliquer. Répondez ARRÊT pour cesser, AIDE pour de l’aide.") == "");
  CHECK(define("es", "Acepto recibir mensajes de marketing automatizados y recurrentes de Acme. El "
                     "consentimiento no es una condición de compra. Pueden aplicarse tarifas de "
                     "mensajes y datos. Responda STOP para cancelar, AYUDA para ayuda.") == "");
  const std::string english = define("fr", testing::kDisclosure);
  CHECK_THAT(english, Catch::Contains("nobody needs to agree") && Catch::Contains("the fees"));
}

TEST_CASE("Form: a business whose name has no letters is found by its signs", "[control]") {
  FormWorld world;
  REQUIRE(world.Issue([&](auto& r) {
                 *r.mutable_account_defined() = world.state.FindAccount(kFormAccount)->definition;
                 r.mutable_account_defined()->set_name("!!!");
               }).empty());
  CHECK_THAT(world.DefineForm([](auto&) {}), Catch::Contains("who will text"));
  CHECK(world.DefineForm([](auto& f) {
               f.set_disclosure_text("!!!: " + std::string(testing::kDisclosure));
             }).empty());
}

}  // namespace
}  // namespace ledger
