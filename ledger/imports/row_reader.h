// Rows as a file holds them, and who reads them: CSV or JSON lines. A row that cannot be read is
// handed out with its defect instead of its cells, so that it ends as a line of the report.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "ledger/imports/text_encoding.h"

namespace ledger::imports {

// The longest row, in bytes of UTF-8 with its quotes. Shopify's longest cell, the note, has 5,000.
inline constexpr std::size_t kMaxRowBytes = std::size_t{1} << 20;
// More cells than any known export has, metafield columns included.
inline constexpr std::size_t kMaxColumns = 1024;
// Of a line that cannot be read so much is kept, to look for a no in it.
inline constexpr std::size_t kMaxKeptBytes = std::size_t{64} << 10;

// Stands for a byte 0 in the cells of a JSON line.
inline constexpr char kNulInJson = '\x7f';

enum class RowDefect : std::uint8_t {
  kNone,
  kNulByte,            // a byte 0 anywhere in the row
  kUnterminatedQuote,  // a quote that is not closed, or closed in the middle of a cell
  kRowTooLarge,        // more than kMaxRowBytes or kMaxColumns
  kBadJson,            // a line that is no JSON object, or names a key twice
};

struct Row {
  std::int64_t line = 0;  // physical line on which the row starts, from 1
  RowDefect defect = RowDefect::kNone;
  // UTF-8, quotes resolved. If there is a defect, what stands in the line as far as it can be told
  // apart: to look for a no in it, and for nothing else.
  std::vector<std::string> cells;
  bool in_columns = true;  // false: the pieces are in no order that the header tells
  bool cut = false;        // the line goes on behind the last piece
};

// Not thread-safe.
class RowReader {
 public:
  virtual ~RowReader() = default;
  // Reads the next row that is not empty (white space only) into `row`, whose memory is used again.
  // False at the end. Fails only if the source of the bytes does.
  virtual absl::StatusOr<bool> Next(Row* row) = 0;
  // What was found so far.
  [[nodiscard]] virtual TextEncoding encoding() const = 0;
};

}  // namespace ledger::imports
