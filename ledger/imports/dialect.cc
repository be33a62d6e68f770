#include "ledger/imports/dialect.h"

#include <algorithm>
#include <span>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "ledger/core/strings.h"

namespace ledger::imports {
namespace {

constexpr std::size_t kShownNameBytes = 40;  // of a column name that a message quotes

// A column that is read; the first alias is the one that messages name.
struct Column {
  Field field;
  bool required;
  std::vector<std::string_view> aliases;  // lower case
};

struct DialectSpec {
  Dialect dialect;
  std::string_view name;
  std::string_view source;
  std::string_view segment;
  bool underscores;  // "Opted In", "opted-in" and "opted_in" are one column
  std::vector<Column> columns;
  std::vector<std::string_view> marks;    // columns that tell this dialect, not read
  std::vector<std::string_view> ignored;  // columns that are known and not read
};

std::vector<Column> ShopifyColumns(std::string_view country, std::string_view address_phone) {
  std::vector<Column> columns = {
      {Field::kPhone, true, {"phone"}},
      {Field::kConsent, true, {"accepts sms marketing"}},
      {Field::kFirstName, false, {"first name"}},
      {Field::kLastName, false, {"last name"}},
      {Field::kCountry, true, {country}},
  };
  if (!address_phone.empty()) columns.push_back({Field::kAddressPhone, true, {address_phone}});
  return columns;
}

std::vector<Column> GenericColumns() {
  return {{Field::kPhone, true, {"phone", "phone_number", "msisdn", "mobile", "cell"}},
          {Field::kConsent, true, {"opted_in"}},
          {Field::kName, false, {"name"}},
          {Field::kFirstName, false, {"first_name"}},
          {Field::kLastName, false, {"last_name"}},
          {Field::kCountry, false, {"country", "country_code"}},
          {Field::kOptedInAt, false, {"opted_in_at"}},
          {Field::kMethod, false, {"source", "method"}},
          {Field::kDisclosure, false, {"consent_text"}},
          {Field::kIpAddress, false, {"ip"}}};
}

// Columns that Shopify writes and nobody here reads.
std::vector<std::string_view> ShopifyUnread() {
  return {"email",
          "accepts email marketing",
          "default address company",
          "default address address1",
          "default address address2",
          "default address city",
          "default address province code",
          "default address zip",
          "total spent",
          "total orders",
          "note",
          "tax exempt",
          "tags",
          "accepts whatsapp marketing"};
}

std::vector<std::string_view> Shopify2021Unread() {
  return {"customer id",
          "email",
          "accepts email marketing",
          "accepts marketing",
          "company",
          "address1",
          "address2",
          "city",
          "province",
          "province code",
          "country",
          "zip",
          "total spent",
          "total orders",
          "tags",
          "note",
          "tax exempt"};
}

const std::vector<DialectSpec>& Dialects() {
  static const auto* const kDialects = new std::vector<DialectSpec>{
      {Dialect::kShopify,
       "Shopify customers export",
       "shopify",
       "importUsers-pos-sms-shopify",
       false,
       ShopifyColumns("default address country code", "default address phone"),
       {"customer id"},
       ShopifyUnread()},
      {Dialect::kShopifyTemplate,
       "Shopify import template",
       "shopify",
       "importUsers-pos-sms-shopify",
       false,
       ShopifyColumns("default address country code", "default address phone"),
       {},
       ShopifyUnread()},
      {Dialect::kShopify2021,
       "Shopify customers export of 2021-22",
       "shopify",
       "importUsers-pos-sms-shopify",
       false,
       ShopifyColumns("country code", ""),
       {},
       Shopify2021Unread()},
      {Dialect::kGeneric,
       "generic CSV",
       "csv",
       "importUsers-api-sms-csv",
       true,
       GenericColumns(),
       {},
       {"list"}},
  };
  return *kDialects;
}

const DialectSpec& SpecOf(Dialect dialect) {
  return Dialects()[static_cast<std::size_t>(dialect)];  // the table is in the enum's order
}

std::string Normal(std::string_view cell, bool underscores) {
  std::string name = absl::AsciiStrToLower(absl::StripAsciiWhitespace(ToAbsl(cell)));
  absl::RemoveExtraAsciiWhitespace(&name);
  if (underscores) name = absl::StrReplaceAll(name, {{" ", "_"}, {"-", "_"}});
  return name;
}

std::string Shown(std::string_view name) {
  return absl::StrCat("\"", absl::Utf8SafeCHexEscape(ToAbsl(name.substr(0, kShownNameBytes))),
                      "\"");
}

// What one dialect makes of a header.
struct Match {
  Header header;
  std::vector<std::string_view> missing;
  std::size_t found = 0;
  std::string doubled;  // two columns for one field
};

bool IsIgnored(const DialectSpec& spec, std::string_view name) {
  return name.empty() || std::ranges::find(spec.ignored, name) != spec.ignored.end() ||
         absl::StrContains(ToAbsl(name), "(customer.metafields.");
}

Match TryDialect(const DialectSpec& spec, const std::vector<std::string>& cells) {
  Match match;
  match.header.dialect = spec.dialect;
  match.header.width = cells.size();
  match.header.column.fill(Header::kAbsent);
  std::size_t marks = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string name = Normal(cells[i], spec.underscores);
    if (std::ranges::find(spec.marks, name) != spec.marks.end()) {
      ++marks;
      continue;
    }
    const auto column = std::ranges::find_if(spec.columns, [&](const Column& candidate) {
      return std::ranges::find(candidate.aliases, name) != candidate.aliases.end();
    });
    if (column != spec.columns.end()) {
      int& place = match.header.column[static_cast<std::size_t>(column->field)];
      if (place != Header::kAbsent) match.doubled = name;
      place = static_cast<int>(i);
      ++match.found;
    } else if (!IsIgnored(spec, name)) {
      match.header.unknown.push_back(Shown(name));
    } else if (!name.empty()) {
      ++match.found;
    }
  }
  match.found += marks;
  for (const Column& column : spec.columns) {
    if (column.required && match.header.at(column.field) == Header::kAbsent) {
      match.missing.push_back(column.aliases.front());
    }
  }
  if (marks < spec.marks.size()) match.missing.push_back(spec.marks.front());
  return match;
}

absl::Status Doubled(std::string_view name) {
  return absl::InvalidArgumentError(
      absl::StrCat("the header names column ", Shown(name),
                   " twice: keep one of them, so that it is clear which one is meant"));
}

}  // namespace

std::string_view DialectName(Dialect dialect) { return SpecOf(dialect).name; }
std::string_view DialectSource(Dialect dialect) { return SpecOf(dialect).source; }
std::string ImportSegment(Dialect dialect) { return std::string(SpecOf(dialect).segment); }
bool NoIsOptOut(Dialect dialect) { return dialect == Dialect::kGeneric; }

absl::StatusOr<Header> RecogniseHeader(const std::vector<std::string>& cells) {
  std::vector<std::string> names;
  for (const std::string& cell : cells) names.push_back(Normal(cell, false));
  std::ranges::sort(names);
  for (std::size_t i = 1; i < names.size(); ++i) {
    if (!names[i].empty() && names[i] == names[i - 1]) return Doubled(names[i]);
  }
  const DialectSpec* nearest = nullptr;
  Match best;
  for (const DialectSpec& spec : Dialects()) {
    Match match = TryDialect(spec, cells);
    if (match.missing.empty()) {
      if (!match.doubled.empty()) return Doubled(match.doubled);
      return std::move(match.header);
    }
    if (nearest == nullptr || match.found > best.found) {
      nearest = &spec;
      best = std::move(match);
    }
  }
  const std::string known = absl::StrJoin(
      Dialects(), ", ",
      [](std::string* out, const DialectSpec& spec) { absl::StrAppend(out, ToAbsl(spec.name)); });
  const std::string missing = absl::StrJoin(
      best.missing, ", ",
      [](std::string* out, std::string_view name) { absl::StrAppend(out, Shown(name)); });
  return absl::InvalidArgumentError(absl::StrCat(
      "the header is of no known kind. Known: ", known, ". Nearest: ", ToAbsl(nearest->name),
      ", which also needs ", missing, ". The first row must be the header as the source wrote it"));
}

}  // namespace ledger::imports
