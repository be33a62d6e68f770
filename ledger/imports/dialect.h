// Which program wrote a file, recognised by its header: order-free, case-insensitive, trimmed. The
// known dialects are one table in dialect_table.cc; a new one is an entry there.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"

namespace ledger::imports {

// In the order of the table, in which a header is tried.
enum class Dialect : std::uint8_t {
  kShopify,          // customers export, 2023 and later
  kShopifyTemplate,  // Shopify's own import template: without Customer ID
  kShopify2021,      // customers export of 2021 and 2022: Country Code without "Default Address"
  kKlaviyo,          // profile or list export, with the columns that its user chose
  kMailchimp,        // audience export: the status is the file's name
  kSquare,           // customer directory: says nothing about texts
  kClover,           // customers: a boolean without a channel
  kTwilio,           // message log of the console, or Bulk Export
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
  kOtherPhone,    // a person's, of which no consent speaks: known, never consent (grade D)
  kOptedInAt,
  kMethod,
  kDisclosure,
  kIpAddress,
  kFrom,  // of a message log: who texted whom, what, when, and what became of it
  kTo,
  kBody,
  kDirection,
  kErrorCode,
  kSentAt,
};
inline constexpr std::size_t kFieldCount = 18;

// How the rows of a dialect speak of consent.
enum class Speech : std::uint8_t {
  kConsent,      // the consent column says it
  kContactOnly,  // nothing in it speaks of texts: people are known, and no more (grade D)
  kNoChannel,    // it says yes or no and not to what: a yes is grade D, a no denies
  kFileName,     // the file's name says it
  kMessages,     // each row is a text from or to somebody, to be replayed by its time
};

// A recognised header: which column holds which field.
struct Header {
  static constexpr int kAbsent = -1;
  Dialect dialect = Dialect::kGeneric;
  Speech speech = Speech::kConsent;
  std::array<int, kFieldCount> column{};  // kAbsent where the file has no such column
  std::size_t width = 0;                  // cells that every row must have
  std::vector<std::string> unknown;       // names of columns that are not read; for a warning

  [[nodiscard]] int at(Field field) const { return column[static_cast<std::size_t>(field)]; }
};

// "Shopify customers export" and the like.
[[nodiscard]] std::string_view DialectName(Dialect dialect);
// The source that contacts and segments name: "shopify", "csv".
[[nodiscard]] std::string_view DialectSource(Dialect dialect);
// The segment that people of `source` join: "importUsers-pos-sms-shopify" for what a point of sale
// wrote, "importUsers-api-sms-klaviyo" for all other programs. Campaigns that rest on written
// permission taken earlier name such segments by prefix (S0.6).
[[nodiscard]] std::string ImportSegment(Dialect dialect, std::string_view source);
// True if a no in this dialect is the person's opt-out, not only the lack of a yes.
[[nodiscard]] bool NoIsOptOut(Dialect dialect);

// Recognises a header. InvalidArgument refuses the whole file: a doubled column is named; for an
// unknown header the message names the known dialects, the nearest one and what it misses.
[[nodiscard]] absl::StatusOr<Header> RecogniseHeader(const std::vector<std::string>& cells);

// The same for objects with these keys: a row then has a cell for each field that the dialect
// knows. `columns` says which cell a key's value goes to, by NormalKey().
[[nodiscard]] absl::StatusOr<Header> RecogniseKeys(
    const std::vector<std::string>& keys, absl::flat_hash_map<std::string, std::size_t>* columns);
[[nodiscard]] std::string NormalKey(std::string_view key);

}  // namespace ledger::imports
