#include "ledger/phone/dirty_phone.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <string_view>

namespace ledger {
namespace {

struct DirtyCase {
  std::string_view cell;
  std::string_view region;
  PhoneOutcome outcome;
  std::string_view e164;
};

void CheckCases(std::initializer_list<DirtyCase> cases) {
  for (const DirtyCase& c : cases) {
    CAPTURE(c.cell, c.region);
    const PhoneReading reading = ReadDirtyPhone(c.cell, c.region);
    CHECK(PhoneOutcomeName(reading.outcome) == PhoneOutcomeName(c.outcome));
    CHECK(reading.number.has_value() == (c.outcome == PhoneOutcome::kOk));
    if (reading.number) CHECK(reading.number->e164() == c.e164);
  }
}

using enum PhoneOutcome;

TEST_CASE("ReadDirtyPhone: North American numbers are read however they are written") {
  CheckCases({
      {"4155550134", "US", kOk, "+14155550134"},
      {"'+14155550134", "US", kOk, "+14155550134"},
      {"'4155550134", "us", kOk, "+14155550134"},
      {"\"(415) 555-0134\"", "US", kOk, "+14155550134"},
      {"415\u2013555\u20110134", "US", kOk, "+14155550134"},
      {"(415)\u00A0555\u202F0134", "US", kOk, "+14155550134"},
      {"\uFEFF4155550134", "US", kOk, "+14155550134"},
      {"\uFF14\uFF11\uFF15\uFF15\uFF15\uFF15\uFF10\uFF11\uFF13\uFF14", "US", kOk, "+14155550134"},
      {"+1 415 555 0134", "GB", kOk, "+14155550134"},
      {"+1 415 555 0134", "", kOk, "+14155550134"},
      {"011 1 415 555 0134", "US", kOk, "+14155550134"},
      {"4165550134", "CA", kOk, "+14165550134"},
      {"8765550134", "JM", kOk, "+18765550134"},
      {"4155550134,", "US", kOk, "+14155550134"},
  });
}

TEST_CASE("ReadDirtyPhone: area codes younger than the metadata are accepted") {
  for (const char* young : {"472", "557", "645", "728", "324", "350", "363", "369", "686", "730",
                            "738", "748", "821", "835", "975", "983", "879", "942"}) {
    const std::string area = young;
    CAPTURE(area);
    CHECK(ReadDirtyPhone("(" + area + ") 555-0134", "US").outcome == kOk);
    CHECK(ReadDirtyPhone("001 " + area + " 555 0134", "GB").outcome == kOk);
  }
}

TEST_CASE("ReadDirtyPhone: the syntax of the North American plan is enforced on every way in") {
  CheckCases({
      {"1155550134", "US", kNotPossible, ""},
      {"9115550134", "US", kNotPossible, ""},
      {"4151550134", "US", kNotPossible, ""},
      {"4154110134", "US", kNotPossible, ""},
      {"+1 915 011 0134", "GB", kNotPossible, ""},
      {"00 1 415 155 0134", "GB", kNotPossible, ""},
      {"555-0134", "US", kNotPossible, ""},
      {"415555013", "US", kNotPossible, ""},
  });
}

TEST_CASE("ReadDirtyPhone: foreign numbers are read in their region or with their country code") {
  CheckCases({
      {"07700 900123", "GB", kOk, "+447700900123"},
      {"(07700) 900-123", "gb", kOk, "+447700900123"},
      {"+44 7700 900123", "US", kOk, "+447700900123"},
      {"+44 (0)7700 900123", "US", kOk, "+447700900123"},
      {"011 44 7700 900123", "US", kOk, "+447700900123"},
      {"0044 7700 900123", "FR", kOk, "+447700900123"},
      {"06 39 98 12 34", "FR", kOk, "+33639981234"},
      {"0491 570 156", "AU", kOk, "+61491570156"},
      {"447700900123", "GB", kOk, "+447700900123"},
      {"+52 1 55 1234 5678", "US", kOk, "+525512345678"},
      {"+52 55 1234 5678", "US", kOk, "+525512345678"},
      {"14155550134", "GB", kLostPlus, ""},
      {"447700900123", "US", kLostPlus, ""},
      {"33639981234", "US", kLostPlus, ""},
      {"07700 900123", "", kUnknownRegion, ""},
      {"07700 900123", "XX", kUnknownRegion, ""},
      {"07700 900123", "United Kingdom", kUnknownRegion, ""},
      {"+999 1234 5678", "US", kNotPossible, ""},
      {"+44 77", "US", kNotPossible, ""},
  });
}

TEST_CASE("ReadDirtyPhone: what a spreadsheet destroyed is refused and never guessed") {
  for (const std::string_view damaged :
       {"1.41556E+10", "1.4155552671E+10", "4.15556e9", "1,41556E+10", "'1.41556E+10", "1.4E10",
        "14E9", "14155550134.0", "4155550134.00", "4155550134,0", "########", "#NAME?", "#VALUE!",
        "#ERROR!"}) {
    CAPTURE(damaged);
    CHECK(ReadDirtyPhone(damaged, "US").outcome == kExcelDamage);
    CHECK(ReadDirtyPhone(damaged, "GB").outcome == kExcelDamage);
  }
}

TEST_CASE("ReadDirtyPhone: extensions, second numbers and short codes have their own reasons") {
  CheckCases({
      {"415.555.0134 x2", "US", kHasExtension, ""},
      {"415-555-0134x204", "US", kHasExtension, ""},
      {"4155550134 ext. 12", "US", kHasExtension, ""},
      {"4155550134 Extension: 7", "US", kHasExtension, ""},
      {"4155550134 #12", "US", kHasExtension, ""},
      {"tel:+14155550134;ext=12", "US", kHasExtension, ""},
      {"514 555 0134 poste 3", "CA", kHasExtension, ""},
      {"+44 7700 900123 ext 9", "US", kHasExtension, ""},
      {"4155550134, 4155550135", "US", kAmbiguous, ""},
      {"4155550134/4155550135", "US", kAmbiguous, ""},
      {"415-555-0134 / 415-555-0135", "US", kAmbiguous, ""},
      {"(415) 555-0134 or (415) 555-0135", "US", kAmbiguous, ""},
      {"4155550134;+14155550135", "US", kAmbiguous, ""},
      {"4155550134 4155550135", "US", kAmbiguous, ""},
      {"+14155550134+14155550135", "US", kAmbiguous, ""},
      {"4155550134\n4155550135", "US", kAmbiguous, ""},
      {"22395", "US", kShortCode, ""},
      {"223-95", "US", kShortCode, ""},
      {"741741", "US", kShortCode, ""},
      {"911", "US", kShortCode, ""},
      {"1-800-FLOWERS", "US", kNotPossible, ""},
      {"4155550134 (Bob)", "US", kNotPossible, ""},
      {"n/a", "US", kNotPossible, ""},
      {"-", "US", kNotPossible, ""},
      {"0", "US", kNotPossible, ""},
      {"", "US", kMissing, ""},
      {" ' ", "US", kMissing, ""},
      {"=HYPERLINK(\"http://evil\",\"4155550134\")", "US", kNotPossible, ""},
      {"=1+1", "US", kNotPossible, ""},
      {"@SUM(1)", "US", kNotPossible, ""},
  });
  CHECK(ReadDirtyPhone(std::string(10'000'000, '4'), "US").outcome == kNotPossible);
  CHECK(ReadDirtyPhone(std::string("415555\0"
                                   "0134",
                                   11),
                       "US")
            .outcome == kNotPossible);
}

TEST_CASE(
    "ReadDirtyPhone: every outcome but ok names a mend, and garbage never passes for a number") {
  std::mt19937 random(20260301);
  const std::string alphabet = "0123456789+-(). xeE,;/#'\"\xC3\xA9=\n";
  std::uniform_int_distribution<std::size_t> letter(0, alphabet.size() - 1);
  for (int round = 0; round < 5000; ++round) {
    std::string cell;
    const std::size_t length = letter(random);
    for (std::size_t i = 0; i < length; ++i) cell += alphabet[letter(random)];
    CAPTURE(cell);
    const PhoneReading reading = ReadDirtyPhone(cell, round % 2 == 0 ? "US" : "DE");
    REQUIRE(reading.outcome != kNeedsFullParse);
    REQUIRE(reading.number.has_value() == (reading.outcome == kOk));
    REQUIRE(PhoneOutcomeMend(reading.outcome).empty() == (reading.outcome == kOk));
    if (reading.number) REQUIRE(PhoneNumber::Parse(reading.number->e164()).ok());
  }
}

}  // namespace
}  // namespace ledger
