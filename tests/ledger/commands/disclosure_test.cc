// What a form discloses, judged before it is saved: what must stand in it, by language and program.
#include <catch2/catch.hpp>
#include <string>

#include "tests/ledger/commands/command_world.h"
#include "tests/ledger/control/form_world.h"

namespace ledger {
namespace {

using testing::kFormAccount;
namespace v1 = consent::v1;
using FormWorld = testing::FormWorldOn<testing::CommandWorld>;

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
  CHECK_THAT(define("de", testing::kDisclosure), Catch::Contains("the page speaks no other"));
  const std::string english = world.DefineForm([](auto& f) { f.set_language("fr"); });
  CHECK_THAT(english, Catch::Contains("nobody needs to agree") && Catch::Contains("the fees"));
}

TEST_CASE("Form: that nobody needs to agree is said in many ways", "[control]") {
  struct Row {
    const char* language;
    const char* said;
  };
  constexpr Row kSaid[] = {
      {"en", "No purchase necessary."},
      {"en", "Consent isn\u2019t required to buy."},
      {"en", "Consent is not a requirement for any purchase."},
      {"fr", "Aucun achat requis."},
      {"fr", "L'acceptation n'est pas requise pour acheter."},
      {"es", "No se requiere compra."},
  };
  FormWorld world;
  const std::string rest =
      "Acme: marketing. STOP, HELP, frequency, rates, fréquence, frais, frecuencia, costo. ";
  for (const Row& row : kSaid) {
    INFO(row.said);
    const auto define = [&](const std::string& said) {
      return world.DefineForm([&](auto& f) {
        f.set_language(row.language);
        f.set_disclosure_text(rest + said);
        f.set_disclosure_version(row.said);
      });
    };
    CHECK_THAT(define("Purchase."), Catch::Contains("that nobody needs to agree"));
    CHECK(define(row.said) == "");
  }
}

TEST_CASE("Form: what is missing is said in the language of the page", "[control]") {
  FormWorld world;
  const auto define = [&](const char* language) {
    return world.DefineForm([&](auto& f) {
      f.set_language(language);
      f.set_disclosure_text("Acme");
    });
  };
  CHECK_THAT(define("fr"), Catch::Contains("the fees: frais possibles") &&
                               Catch::Contains("n'est pas une condition d'achat"));
  CHECK_THAT(define("es"), Catch::Contains("the fees: puede tener costo"));
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
