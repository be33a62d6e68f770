// Which program wrote a file, recognised by its header: order-free, case-insensitive, trimmed. The
// known dialects are one table in dialect.cc; a new one is a new line there.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace ledger::imports {

enum class Dialect : std::uint8_t {
  kShopify,          // customers export, 2023 and later
  kShopifyTemplate,  // Shopify's own import template: without Customer ID
  kShopify2021,      // customers export of 2021 and 2022: Country Code without "Default Address"
  kGeneric,          // ours: phone, opted_in and what proves it
};

// What the importer wants to know of a row; where it stands differs from dialect to dialect.
enum class Field : std::uint8_t {
  kPhone,
  kConsent,
  kFirstName,
  kLastName,
  kName,
  kCountry,
  kAddressPhone,  // of an address: never texted, only hinted at
  kOptedInAt,
  kMethod,
  kDisclosure,
  kIpAddress,
};
inline constexpr std::size_t kFieldCount = 11;

// A recognised header: which column holds which field.
struct Header {
  static constexpr int kAbsent = -1;
  Dialect dialect = Dialect::kGeneric;
  std::array<int, kFieldCount> column{};  // kAbsent where the file has no such column
  std::size_t width = 0;                  // cells that every row must have
  std::vector<std::string> unknown;       // names of columns that are not read; for a warning

  [[nodiscard]] int at(Field field) const { return column[static_cast<std::size_t>(field)]; }
};

// "Shopify customers export" and the like.
[[nodiscard]] std::string_view DialectName(Dialect dialect);
// The source that contacts and segments name: "shopify", "csv".
[[nodiscard]] std::string_view DialectSource(Dialect dialect);
// The segment that people of this source join: "importUsers-pos-sms-shopify". Campaigns that rest
// on written permission taken earlier name such segments by prefix (S0.6).
[[nodiscard]] std::string ImportSegment(Dialect dialect);
// True if a no in this dialect is the person's opt-out, not only the lack of a yes.
[[nodiscard]] bool NoIsOptOut(Dialect dialect);

// Recognises a header. InvalidArgument refuses the whole file: a doubled column is named; for an
// unknown header the message names the known dialects, the nearest one and what it misses.
[[nodiscard]] absl::StatusOr<Header> RecogniseHeader(const std::vector<std::string>& cells);

}  // namespace ledger::imports
