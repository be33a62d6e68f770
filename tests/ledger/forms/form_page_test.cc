#include "ledger/forms/form_page.h"

#include <catch2/catch.hpp>

#include "tests/ledger/forms/form_world.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;
using Catch::Contains;

std::string Rendered(const FormWorld& world, FormInput input = {}, FormErrors errors = {}) {
  return RenderForm({.account = world.account,
                     .form = world.form,
                     .token = "1.2.3",
                     .input = std::move(input),
                     .errors = std::move(errors)});
}

TEST_CASE("FormPage: it asks for the number and shows the disclosure word for word", "[forms]") {
  FormWorld world;
  const std::string page = Rendered(world);
  CHECK_THAT(page, Contains("<html lang=\"en\">") && Contains("Acme &amp; Söhne") &&
                       Contains("<h1>Join &lt;us&gt;</h1>"));
  CHECK_THAT(page, Contains("type=\"tel\"") && Contains("autocomplete=\"tel\"") &&
                       Contains("inputmode=\"tel\"") && Contains("<label for=\"number\">"));
  CHECK_THAT(page, Contains("I agree to texts from &quot;Acme&quot;.\nReply STOP to end."));
  // Agreeing is the person's own act.
  CHECK_THAT(page, Contains("id=\"agree\"") && !Contains("checked"));
  CHECK_THAT(page, Contains("name=\"page\" value=\"1.2.3\"") && Contains("method=\"post\""));
  CHECK_THAT(page, Contains("href=\"/f/acme/stop?lang=en\""));
  CHECK_THAT(page, !Contains("id=\"name\"") && !Contains("id=\"email\"") &&
                       !Contains("id=\"signature\"") && !Contains("name=\"program\""));
}

TEST_CASE("FormPage: fields come as the form is defined", "[forms]") {
  FormWorld world;
  world.form.set_name(v1::FORM_FIELD_OPTIONAL);
  world.form.set_email(v1::FORM_FIELD_REQUIRED);
  world.form.add_programs("shipping");
  const std::string page = Rendered(world);
  CHECK_THAT(page, Contains("Your name (optional)") && Contains("autocomplete=\"email\""));
  CHECK_THAT(page, Contains("value=\"shipping\"") && Contains(">your orders</label>"));
  world.MakeAuto();
  CHECK_THAT(Rendered(world), Contains("id=\"signature\""));
  const std::string linked =
      RenderForm({.account = world.account, .form = world.form, .token = "", .by_link = true});
  CHECK_THAT(linked, !Contains("id=\"email\""));
}

TEST_CASE("FormPage: values are kept, escaped, and errors stand beside their fields", "[forms]") {
  FormWorld world;
  FormInput input;
  input.number = "\"><script>alert(1)</script>";
  const std::string page = Rendered(world, input, {{"number", WordsOf("en").number_wrong}});
  CHECK_THAT(page, Contains("value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\"") &&
                       !Contains("<script"));
  CHECK_THAT(page, Contains("aria-invalid=\"true\" aria-errormessage=\"number-error\"") &&
                       Contains("id=\"number-error\"") && Contains("role=\"alert\""));
}

TEST_CASE("FormPage: it speaks the form's language", "[forms]") {
  FormWorld world;
  world.form.set_language("fr");
  CHECK_THAT(Rendered(world), Contains("<html lang=\"fr\">") && Contains("Numéro de mobile"));
  world.form.set_language("es");
  CHECK_THAT(Rendered(world), Contains("Número de móvil"));
}

TEST_CASE("FormPage: a profile page has both, to agree and to take it back", "[forms]") {
  FormWorld world;
  world.form.set_kind(v1::FORM_KIND_PROFILE);
  CHECK_THAT(Rendered(world), Contains("action=\"/f/acme/stop?lang=en\"") &&
                                  Contains("id=\"stop-number\"") && Contains("id=\"number\""));
}

TEST_CASE("FormPage: afterwards everybody reads how to answer and how to lift a stop", "[forms]") {
  FormWorld world;
  std::string page = RenderTaken(world.account, world.form, {"marketing"});
  CHECK_THAT(page, Contains("Reply YES") && Contains("text START to +14155550100") &&
                       Contains("href=\"sms:+14155550100?body=START\""));
  world.form.set_language("fr");
  CHECK_THAT(RenderTaken(world.account, world.form, {"marketing"}), Contains("Répondez OUI"));
  world.form.set_language("en");
  world.MakeAuto();
  page = RenderTaken(world.account, world.form, {"marketing", "shipping"});
  CHECK_THAT(page, Contains("offers, your orders") && Contains("sms:13013?body=START") &&
                       !Contains("Reply YES"));
}

TEST_CASE("FormWords: the browser's first language of ours is taken", "[forms]") {
  CHECK(PreferredLanguage("") == "en");
  CHECK(PreferredLanguage("de-DE,fr-CA;q=0.8,en;q=0.5") == "fr");
  CHECK(PreferredLanguage("es-MX,es;q=0.9") == "es");
  CHECK(PreferredLanguage("de") == "en");
  CHECK(PreferredLanguage(",;,-") == "en");
}

}  // namespace
}  // namespace ledger
