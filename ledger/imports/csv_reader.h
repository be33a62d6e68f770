// A CSV file row by row (RFC 4180), in constant memory, whatever the file holds. A row that cannot
// be read is handed out with its defect instead of its cells, and costs exactly its first physical
// line: reading goes on behind it, so that one lone quote does not swallow the people after it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "ledger/imports/byte_source.h"
#include "ledger/imports/text_encoding.h"

namespace ledger::imports {

// The longest row, in bytes of UTF-8 with its quotes. Shopify's longest cell, the note, has 5,000.
inline constexpr std::size_t kMaxRowBytes = std::size_t{1} << 20;
// More cells than any known export has, metafield columns included.
inline constexpr std::size_t kMaxColumns = 1024;

enum class CsvDefect : std::uint8_t {
  kNone,
  kNulByte,            // a byte 0 anywhere in the row
  kUnterminatedQuote,  // a quote that is not closed, or closed in the middle of a cell
  kRowTooLarge,        // more than kMaxRowBytes or kMaxColumns
};

struct CsvRow {
  std::int64_t line = 0;  // physical line on which the row starts, from 1
  CsvDefect defect = CsvDefect::kNone;
  std::vector<std::string> cells;  // UTF-8, quotes resolved; empty if there is a defect
};

// Reads rows from a source that must outlive it. Not thread-safe.
class CsvReader {
 public:
  // `delimiter` 0 means: the one of `,` `;` tab `|` that splits the first row into most cells.
  CsvReader(ByteSource* source, TextEncoding encoding, char delimiter = 0)
      : source_(source), decoder_(encoding), delimiter_(delimiter) {}

  // Reads the next row that is not empty (white space only) into `row`, whose memory is used again.
  // False at the end. Fails only if the source does.
  [[nodiscard]] absl::StatusOr<bool> Next(CsvRow* row);

  // The delimiter; 0 until the first row has been read.
  [[nodiscard]] char delimiter() const { return delimiter_; }

 private:
  enum class Parsed : std::uint8_t { kRow, kDefect, kNeedMore };

  absl::Status Fill();
  Parsed ParseQuoted(std::string_view text, std::size_t* at, std::string* cell,
                     CsvDefect* defect) const;
  Parsed Parse(CsvRow* row, std::size_t* end) const;
  absl::StatusOr<bool> SkipEmptyLines();
  absl::Status SkipLine();
  absl::Status DetectDelimiter();
  void Consume(std::size_t end);
  [[nodiscard]] std::string_view rest() const { return std::string_view(buffer_).substr(pos_); }

  ByteSource* source_;
  Utf8Decoder decoder_;
  char delimiter_;
  std::string buffer_;  // decoded bytes; those before pos_ are done with
  std::size_t pos_ = 0;
  std::int64_t line_ = 1;
  bool eof_ = false;
};

}  // namespace ledger::imports
