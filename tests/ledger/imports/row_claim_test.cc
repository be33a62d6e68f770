#include "ledger/imports/row_claim.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace ledger::imports {
namespace {

constexpr TimeMs kNow = 1'780'000'000'000;  // May 2026

RowClaim Read(const std::vector<std::string>& cells) {
  static const auto kHeader = RecogniseHeader(
      {"phone", "opted_in", "opted_in_at", "source", "consent_text", "ip", "name", "country"});
  REQUIRE(kHeader.ok());
  return ReadClaim({.header = &*kHeader, .default_region = "US", .now = kNow}, cells);
}

TEST_CASE("ParseClaimTime: the usual ways to write a time, UTC where no zone is named") {
  CHECK(ParseClaimTime("2024-05-01T10:00:00Z") == 1714557600000);
  CHECK(ParseClaimTime("2024-05-01T12:00:00+02:00") == 1714557600000);
  CHECK(ParseClaimTime("2024-05-01 12:00:00 +0200") == 1714557600000);
  CHECK(ParseClaimTime("2024-05-01 10:00:00") == 1714557600000);
  CHECK(ParseClaimTime("2024-05-01 10:00") == 1714557600000);
  CHECK(ParseClaimTime("2024-05-01") == 1714521600000);
  CHECK(ParseClaimTime("2024-05-01 10:00:00 UTC") == 1714557600000);
  CHECK(ParseClaimTime("Wed, 01 May 2024 10:00:00 +0000") == 1714557600000);
  CHECK(ParseClaimTime("yesterday") == kNoTime);
  CHECK(ParseClaimTime("") == kNoTime);
  CHECK(ParseClaimTime("2024-13-01") == kNoTime);
}

TEST_CASE("ReadClaim: the grade follows from what the row can prove") {
  const auto grade = [](const std::string& at, const std::string& method, const std::string& text) {
    return EvidenceGradeName(Read({"4155550134", "yes", at, method, text, "", "", ""}).grade);
  };
  CHECK(grade("2024-05-01T10:00:00Z", "web form", "I agree to texts") == "A");
  CHECK(grade("2024-05-01T10:00:00Z", "web form", "") == "B");
  CHECK(grade("2024-05-01T10:00:00Z", "", "I agree to texts") == "C");
  CHECK(grade("", "web form", "I agree to texts") == "C");
  CHECK(grade("1990-01-01T00:00:00Z", "web form", "I agree") == "C");
  CHECK(grade("1992-12-02T23:59:59Z", "web form", "I agree") == "C");  // before there were texts
  CHECK(grade("1992-12-03T00:00:00Z", "web form", "I agree") == "A");
  CHECK(grade("2030-01-01T00:00:00Z", "web form", "I agree") == "C");
  CHECK(grade("", "", "") == "C");
}

TEST_CASE("ReadClaim: consent words are few, and what is none of them is not a yes") {
  const auto word = [](const std::string& text) {
    return Read({"4155550134", text, "", "", "", "", "", ""}).word;
  };
  for (const char* yes : {"yes", "YES", " Yes ", "'yes", "true", "1", "subscribed"}) {
    CHECK(word(yes) == ConsentWord::kYes);
  }
  for (const char* no : {"no", "NO", "false", "0", "unsubscribed", "opted_out", "Opted Out",
                         "opt-out", "STOP", "stopped.", "NO!", "=\"no\"", "no\u200B", "DNC",
                         "do not text", "removed", "never", "cancelled"}) {
    INFO(no);
    CHECK(word(no) == ConsentWord::kNo);
  }
  for (const char* unclear : {"yes please", "maybe", "=TRUE()", "-", "\uFF2E\uFF2F"}) {
    CHECK(word(unclear) == ConsentWord::kUnknown);
  }
  CHECK(word(" ") == ConsentWord::kEmpty);
  CHECK(word("NEVER_SUBSCRIBED") == ConsentWord::kEmpty);
}

TEST_CASE("ReadClaim: a national number is read in the row's country, else in the account's") {
  CHECK(Read({"07700 900123", "yes", "", "", "", "", "", "GB"}).phone.number->e164() ==
        "+447700900123");
  CHECK(Read({"(415) 555-0134", "yes", "", "", "", "", "", ""}).phone.number->e164() ==
        "+14155550134");
  CHECK(Read({"07700 900123", "yes", "", "", "", "", "", "Narnia"}).phone.outcome ==
        PhoneOutcome::kUnknownRegion);
}

TEST_CASE("ReadClaim: names keep their letters, lose control characters, and are never huge") {
  CHECK(Read({"", "", "", "", "", "", "Zo\u00EB \"Z\" O'Neil", ""}).name ==
        "Zo\u00EB \"Z\" O'Neil");
  CHECK(Read({"", "", "", "", "", "", "a\nb\x01", ""}).name == "a b ");
  CHECK(Read({"", "", "", "", "", "", std::string(300, 'x'), ""}).name.empty());
  CHECK(Read({"", "", "", "", std::string(5000, 'x'), "", "", ""}).disclosure.empty());
}

}  // namespace
}  // namespace ledger::imports
