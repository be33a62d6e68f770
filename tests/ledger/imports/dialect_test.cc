#include "ledger/imports/dialect.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"

namespace ledger::imports {
namespace {

constexpr const char* kCurrent =
    "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address "
    "Company,Default "
    "Address Address1,Default Address Address2,Default Address City,Default Address Province "
    "Code,Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS "
    "Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags";
constexpr const char* kTemplate =
    "First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address "
    "Address1,Default Address Address2,Default Address City,Default Address Province Code,Default "
    "Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS "
    "Marketing,Tags,Note,Tax Exempt";
constexpr const char* k2021 =
    "Customer ID,First Name,Last Name,Email,Accepts Email "
    "Marketing,Company,Address1,Address2,City,Province,Province Code,Country,Country "
    "Code,Zip,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Tags,Note,Tax Exempt";

std::vector<std::string> Split(const std::string& header) { return absl::StrSplit(header, ','); }

TEST_CASE("RecogniseHeader: each known header is recognised, exactly as its source writes it") {
  const auto current = RecogniseHeader(Split(kCurrent));
  REQUIRE(current.ok());
  CHECK(current->dialect == Dialect::kShopify);
  CHECK(current->at(Field::kPhone) == 13);
  CHECK(current->at(Field::kAddressPhone) == 12);
  CHECK(current->at(Field::kConsent) == 14);
  CHECK(current->at(Field::kCountry) == 10);
  CHECK(current->at(Field::kOptedInAt) == Header::kAbsent);
  CHECK(current->width == 20);
  CHECK(current->unknown.empty());
  CHECK(RecogniseHeader(Split(kTemplate))->dialect == Dialect::kShopifyTemplate);
  CHECK(RecogniseHeader(Split(kTemplate))->unknown.empty());
  CHECK(RecogniseHeader(Split(k2021))->dialect == Dialect::kShopify2021);
  CHECK(RecogniseHeader(Split(k2021))->unknown.empty());
  CHECK(RecogniseHeader(Split("phone_number,opted_in,list"))->dialect == Dialect::kGeneric);
  CHECK(RecogniseHeader(Split("msisdn,Opted In,opted-in-at,source,consent_text,ip"))->dialect ==
        Dialect::kGeneric);
}

TEST_CASE("RecogniseHeader: order, case, white space and known extras do not matter") {
  auto cells = Split(std::string(kCurrent) +
                     ",Accepts WhatsApp Marketing,Shoe size (customer.metafields.custom.shoe)");
  std::ranges::reverse(cells);
  for (std::string& cell : cells) cell = "  " + absl::AsciiStrToUpper(cell) + "\t";
  const auto header = RecogniseHeader(cells);
  REQUIRE(header.ok());
  CHECK(header->dialect == Dialect::kShopify);
  CHECK(header->at(Field::kPhone) == 8);
  CHECK(header->unknown.empty());
  const auto extra = RecogniseHeader(Split(std::string(kCurrent) + ",Favourite colour"));
  REQUIRE(extra.ok());
  CHECK(extra->unknown == std::vector<std::string>{"\"favourite colour\""});
}

TEST_CASE(
    "RecogniseHeader: an unknown header names the known kinds, the nearest and what it misses") {
  auto cells = Split(kCurrent);
  cells[14] = "Accepts SMS Marketting";
  const auto status = RecogniseHeader(cells).status();
  const std::string message(status.message());
  CHECK(status.code() == absl::StatusCode::kInvalidArgument);
  CHECK_THAT(message, Catch::Contains("Nearest: Shopify customers export,"));
  CHECK_THAT(message, Catch::Contains("\"accepts sms marketing\""));
  CHECK_THAT(message, Catch::Contains("generic CSV"));
  CHECK_THAT(message, Catch::Contains("Shopify import template"));
  CHECK_FALSE(RecogniseHeader(Split("4155550134,yes")).ok());
  CHECK_FALSE(RecogniseHeader({}).ok());
  // E-mail consent never stands for consent to texts.
  CHECK_FALSE(RecogniseHeader(Split("First Name,Email,Accepts Marketing,Country Code,Phone")).ok());
  CHECK_FALSE(RecogniseHeader(Split("phone,email_opted_in")).ok());
}

TEST_CASE("RecogniseHeader: a doubled column refuses the file, also under two names") {
  CHECK_THAT(
      std::string(RecogniseHeader(Split(std::string(kCurrent) + ",phone")).status().message()),
      Catch::Contains("\"phone\" twice, in columns ") && Catch::Contains("delete one of them"));
  CHECK_THAT(std::string(RecogniseHeader(Split("phone,mobile,opted_in")).status().message()),
             Catch::Contains("\"phone\" (column 1) and \"mobile\" (column 2) mean the same") &&
                 Catch::Contains("\"old mobile\"") && !Catch::Contains("twice"));
  CHECK(RecogniseHeader(Split("phone,old mobile,opted_in")).ok());
}

}  // namespace
}  // namespace ledger::imports
