// A CSV file row by row (RFC 4180), in constant memory, whatever the file holds. A row that cannot
// be read is handed out with its defect instead of its cells, and costs exactly its first physical
// line: reading goes on behind it, so that one lone quote does not swallow the people after it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "ledger/imports/byte_source.h"
#include "ledger/imports/row_reader.h"
#include "ledger/imports/text_encoding.h"

namespace ledger::imports {

// Reads rows from a source that must outlive it. Not thread-safe.
class CsvReader : public RowReader {
 public:
  // `delimiter` 0 means: the one of `,` `;` tab `|` that splits the first row into most cells.
  explicit CsvReader(ByteSource* source, char delimiter = 0)
      : source_(source), delimiter_(delimiter) {}

  // Reads the next row that is not empty (white space only) into `row`, whose memory is used again.
  // False at the end. Fails only if the source does.
  absl::StatusOr<bool> Next(Row* row) override;
  [[nodiscard]] TextEncoding encoding() const override { return decoder_.encoding(); }

  // The delimiter; 0 until the first row has been read.
  [[nodiscard]] char delimiter() const { return delimiter_; }

 private:
  enum class Parsed : std::uint8_t { kRow, kDefect, kNeedMore };

  absl::Status Fill();
  Parsed ParseQuoted(std::string_view text, std::size_t* at, std::string* cell,
                     RowDefect* defect) const;
  Parsed Parse(Row* row, std::size_t* end) const;
  absl::StatusOr<bool> SkipEmptyLines();
  absl::Status SkipLine(std::string* kept);
  void SplitLoosely(std::string_view line, Row* row) const;
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
