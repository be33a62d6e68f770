// One pass over the rows of all files of an import, header by header.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ledger/imports/content_hash.h"
#include "ledger/imports/dialect.h"
#include "ledger/imports/input_files.h"
#include "ledger/imports/row_claim.h"
#include "ledger/imports/row_reader.h"

namespace ledger::imports {

// Not thread-safe.
class RowScanner {
 public:
  explicit RowScanner(std::unique_ptr<InputFiles> files);
  ~RowScanner();
  RowScanner(const RowScanner&) = delete;
  RowScanner& operator=(const RowScanner&) = delete;

  // Reads the next row. False behind the last. InvalidArgument refuses the whole import: an unknown
  // header, files of two dialects, no file, a hostile archive.
  [[nodiscard]] absl::StatusOr<bool> Next();

  // Of the row that was read last; valid until the next call.
  [[nodiscard]] const Row& row() const { return row_; }
  [[nodiscard]] std::int64_t number() const { return number_; }  // from 1, through all files
  [[nodiscard]] const Header& header() const { return header_; }
  [[nodiscard]] ConsentWord file_word() const { return file_word_; }
  // The file it stands in; empty if there is one only.
  [[nodiscard]] const std::string& file() const { return file_; }

  // Behind the last row: the SHA-256 in hexadecimal of all that was read. To be called once.
  [[nodiscard]] std::string Hash() { return hash_.Finish(); }
  // What the operator should hear; whole sentences, no personal data.
  [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }
  // Whether a file was not UTF-8 throughout.
  [[nodiscard]] TextEncoding encoding() const { return encoding_; }

 private:
  class FileBytes;
  absl::StatusOr<bool> OpenFile();
  absl::Status ReadCsvHeader();
  absl::Status ReadJsonHeader();
  absl::Status TakeHeader(absl::StatusOr<Header> header);
  void CloseFile();

  std::unique_ptr<InputFiles> files_;
  ContentHash hash_;
  std::unique_ptr<FileBytes> bytes_;
  std::unique_ptr<RowReader> reader_;  // of the present file; null: none is open
  Row row_;
  std::int64_t number_ = 0;
  Header header_;
  ConsentWord file_word_ = ConsentWord::kEmpty;
  std::string file_;
  int headers_ = 0;
  std::vector<std::string> warnings_;
  TextEncoding encoding_ = TextEncoding::kUtf8;
};

}  // namespace ledger::imports
