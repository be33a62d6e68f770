#include "ledger/forms/form_input.h"

#include <catch2/catch.hpp>

#include "tests/ledger/forms/form_world.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

http::Parameters Sent(const std::vector<std::pair<std::string, std::string>>& fields) {
  http::Parameters parameters;
  for (const auto& [name, value] : fields) parameters.Add(name, value);
  return parameters;
}

FormInput Filled() {
  FormInput input;
  input.number = "4155550134";
  input.agreed = true;
  return input;
}

TEST_CASE("FormInput: fields are read by name and others passed over", "[forms]") {
  const auto input = ReadFormInput(Sent({{"number", " (415) 555-0134 "},
                                         {"agree", "yes"},
                                         {"program", "a"},
                                         {"program", "b"},
                                         {"utm_source", "x\ny"},
                                         {"website", "spam"}}));
  REQUIRE(input);
  CHECK(input->number == "(415) 555-0134");
  CHECK(input->agreed);
  CHECK(input->programs == std::vector<std::string>{"a", "b"});
  CHECK(input->trap == "spam");
  CHECK_FALSE(ReadFormInput(Sent({{"agree", "on"}}))->agreed);
}

TEST_CASE("FormInput: what is no text and what came twice is refused", "[forms]") {
  CHECK_FALSE(ReadFormInput(Sent({{"number", "\xff"}})));
  CHECK_FALSE(ReadFormInput(Sent({{"name", "a\nb"}})));
  CHECK_FALSE(ReadFormInput(Sent({{"name", std::string("a\0b", 3)}})));
  CHECK_FALSE(ReadFormInput(Sent({{"number", "1"}, {"number", "2"}})));
}

TEST_CASE("FormInput: what a form asks for and did not get is named by its field", "[forms]") {
  FormWorld world;
  const FormWords& words = WordsOf("en");
  CHECK(CheckFormInput(world.form, words, false, Filled()).empty());
  FormErrors errors = CheckFormInput(world.form, words, false, {});
  CHECK(errors.size() == 2);
  CHECK(errors.at("number") == words.number_missing);
  CHECK(errors.at("agree") == words.agree_missing);

  world.form.set_name(v1::FORM_FIELD_REQUIRED);
  world.form.set_email(v1::FORM_FIELD_OPTIONAL);
  world.form.add_programs("shipping");
  errors = CheckFormInput(world.form, words, false, Filled());
  CHECK(errors.size() == 2);
  CHECK(errors.at("name") == words.name_missing);
  CHECK(errors.at("program") == words.programs_missing);

  FormInput input = Filled();
  input.name = std::string(201, 'x');
  input.email = "nobody";
  input.programs = {"shipping", "unknown"};
  errors = CheckFormInput(world.form, words, false, input);
  CHECK(errors.at("name") == words.too_long);
  CHECK(errors.at("email") == words.email_wrong);
  CHECK(ChosenPrograms(world.form, input) == std::vector<std::string>{"shipping"});
  // With a link the address is known.
  CHECK_FALSE(CheckFormInput(world.form, words, true, input).contains("email"));

  world.MakeAuto();
  CHECK(CheckFormInput(world.form, words, false, input).at("signature") == words.signature_missing);
}

TEST_CASE("FormInput: an address has one at sign between two parts", "[forms]") {
  CHECK(LooksLikeEmail("ana@example.com"));
  for (const char* wrong :
       {"", "ana", "@x", "ana@", "a@b@c", "a b@c", "<a@b>", "a@b,c@d", "a@b\n"}) {
    CAPTURE(wrong);
    CHECK_FALSE(LooksLikeEmail(wrong));
  }
}

}  // namespace
}  // namespace ledger
