#include "ledger/core/phone_number.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

namespace ledger {
namespace {

struct ScanCase {
  std::string_view cell;
  PhoneOutcome outcome;
  std::string_view e164;
};

TEST_CASE("PhoneNumber: strict E.164 is accepted and anything else is refused with its mend") {
  for (const std::string_view good :
       {"+14155550134", "+12125550100", "+447700900123", "+33639981234", "+12345678901",
        "+123456789012345", "+67912345", "+15725550199", "+18005550199"}) {
    CAPTURE(good);
    const auto number = PhoneNumber::Parse(good);
    if (good == "+123456789012345") {
      CHECK_FALSE(number.ok());  // too long for +1
      continue;
    }
    REQUIRE(number.ok());
    CHECK(number->e164() == good);
  }
  for (const std::string_view bad :
       {"", "+", "14155550134", "+1415555013", "+141555501345", "+1 415 555 0134", "+11155550134",
        "+19115550134", "+14151550134", "+14159110134", "+10155550134", "+0123456789", "+4477",
        "+4477009001234567", "+1415555O134", "+44٧٧00900123", "tel:+14155550134",
        "+44+7700900123"}) {
    CAPTURE(bad);
    CHECK(PhoneNumber::Parse(bad).status().code() == absl::StatusCode::kInvalidArgument);
  }
}

TEST_CASE("PhoneNumber: an error never repeats the number in clear") {
  const auto status = PhoneNumber::Parse("+1915550134").status();
  CHECK(std::string(status.message()).find("5550134") == std::string::npos);
  CHECK(std::string(status.message()).find("5550") == std::string::npos);
}

TEST_CASE("PhoneNumber: masking keeps country code, area code and four digits under +1") {
  CHECK(PhoneNumber::Parse("+14155552671")->Masked() == "+1415\u2022\u2022\u20222671");
  CHECK(PhoneNumber::Parse("+447700900123")->Masked() == "+447\u2022\u2022\u20220123");
  CHECK(PhoneNumber::Parse("+67912345")->Masked() == "+67\u2022\u2022\u202245");
  CHECK(PhoneNumber::Parse("+6791234567")->Masked() == "+679\u2022\u2022\u2022567");
}

TEST_CASE("PhoneNumber: digits are exact and ordered like the numbers they stand for") {
  CHECK(PhoneNumber::Parse("+14155550134")->digits() == 14155550134ULL);
  CHECK(PhoneNumber::Parse("+999999999999999")->digits() == 999999999999999ULL);
  CHECK(PhoneNumber::Parse("+14155550134") != PhoneNumber::Parse("+14155550135"));
}

TEST_CASE("ScanNanp: reads what people write under +1 and leaves the rest to the full parse") {
  using enum PhoneOutcome;
  const ScanCase cases[] = {
      {"4155550134", kOk, "+14155550134"},
      {"(415) 555-0134", kOk, "+14155550134"},
      {"(415)555-0134", kOk, "+14155550134"},
      {"415.555.0134", kOk, "+14155550134"},
      {"415/555-0134", kOk, "+14155550134"},
      {"+1 415 555 0134", kOk, "+14155550134"},
      {"+1 (415) 555-0134", kOk, "+14155550134"},
      {"1-415-555-0134", kOk, "+14155550134"},
      {"14155550134", kOk, "+14155550134"},
      {"tel:+1-415-555-0134", kOk, "+14155550134"},
      {"TEL: 4155550134", kOk, "+14155550134"},
      {"'+14155550134", kOk, "+14155550134"},
      {"  4155550134\t", kOk, "+14155550134"},
      {"4725550134", kOk, "+14725550134"},  // an area code that is younger than the metadata
      {"", kMissing, ""},
      {"  ", kMissing, ""},
      {"'", kMissing, ""},
      {"+1 115 555 0134", kNotPossible, ""},
      {"+1 911 555 0134", kNotPossible, ""},
      {"+1 415 155 0134", kNotPossible, ""},
      {"+1 415 411 0134", kNotPossible, ""},
      {"+1415555013", kNotPossible, ""},
      {"+141555501345", kNotPossible, ""},
      {"0155550134", kNeedsFullParse, ""},
      {"555-0134", kNeedsFullParse, ""},
      {"+44 7700 900123", kNeedsFullParse, ""},
      {"415.555.0134 x2", kNeedsFullParse, ""},
      {"1.41556E+10", kNeedsFullParse, ""},
      {"4155550134, 4155550135", kNeedsFullParse, ""},
      {"4155550134 4155550135", kNeedsFullParse, ""},
      {"+", kNeedsFullParse, ""},
      {"call Bob", kNeedsFullParse, ""},
  };
  for (const ScanCase& c : cases) {
    CAPTURE(c.cell);
    const PhoneReading reading = ScanNanp(c.cell);
    CHECK(PhoneOutcomeName(reading.outcome) == PhoneOutcomeName(c.outcome));
    CHECK(reading.number.has_value() == (c.outcome == kOk));
    if (reading.number) CHECK(reading.number->e164() == c.e164);
  }
}

TEST_CASE("ScanNanp: every fictional 555-01xx number of an area code is a number") {
  for (int i = 100; i < 200; ++i) {
    const std::string cell = "(907) 555-0" + std::to_string(i);
    CHECK(ScanNanp(cell).outcome == PhoneOutcome::kOk);
  }
}

TEST_CASE("MaskPhoneText: shows why a cell was refused and neither the number nor a name") {
  CHECK(MaskPhoneText("415.555.0134 x2") == "415.\u2022\u2022\u2022.\u2022\u2022\u20224 x2");
  CHECK(MaskPhoneText("1.41556E+10") == "1.41\u2022\u2022\u2022E+10");
  CHECK(MaskPhoneText("Bob 22395") == "*** \u2022\u2022\u2022\u2022\u2022");
  CHECK(MaskPhoneText("Zo\u00EB") == "***");
  CHECK(MaskPhoneText("1\n2\r3") == "\u2022 \u2022 \u2022");
  CHECK(MaskPhoneText("=HYPERLINK(\"http://evil\")").size() <= 40);
  CHECK(MaskPhoneText(std::string(1000, 'q')) == std::string(32, '*') + "...");
  CHECK(MaskPhoneText("").empty());
}

}  // namespace
}  // namespace ledger
