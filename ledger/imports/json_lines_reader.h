// NDJSON line by line, in constant memory: each line is one flat object, and its values become the
// cells of a row. Twilio's Bulk Export and our own form are written so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ledger/imports/byte_source.h"
#include "ledger/imports/row_reader.h"

namespace ledger::imports {

// Reads rows from a source that must outlive it.
class JsonLinesReader : public RowReader {
 public:
  // A key's name in the form in which keys are compared.
  using NormalKey = std::string (*)(std::string_view key);

  explicit JsonLinesReader(ByteSource* source) : source_(source) {}

  // The keys of the first line, which is not consumed. InvalidArgument: it is no flat JSON object.
  [[nodiscard]] absl::StatusOr<std::vector<std::string>> FirstKeys();
  // From here on rows have `width` cells, and the value of a key goes to cell `columns[key]`.
  void UseColumns(absl::flat_hash_map<std::string, std::size_t> columns, std::size_t width,
                  NormalKey normal);

  absl::StatusOr<bool> Next(Row* row) override;
  [[nodiscard]] TextEncoding encoding() const override { return decoder_.encoding(); }

 private:
  absl::StatusOr<bool> NextLine();
  void Parse(Row* row) const;
  void ParseLoosely(RowDefect defect, Row* row) const;

  ByteSource* source_;
  Utf8Decoder decoder_;
  absl::flat_hash_map<std::string, std::size_t> columns_;
  std::size_t width_ = 0;
  NormalKey normal_ = nullptr;
  std::string buffer_;
  std::size_t pos_ = 0;
  bool eof_ = false;
  bool peeked_ = false;     // the present line is still to be handed out
  bool too_large_ = false;  // the present line
  std::string text_;        // the present line
  std::int64_t line_ = 0;
};

}  // namespace ledger::imports
