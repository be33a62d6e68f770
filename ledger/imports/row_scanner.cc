#include "ledger/imports/row_scanner.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"
#include "ledger/imports/csv_reader.h"
#include "ledger/imports/json_lines_reader.h"

namespace ledger::imports {
namespace {

constexpr std::size_t kShownColumns = 12;

absl::StatusOr<Header> HeaderOf(const Row& row) {
  switch (row.defect) {
    case RowDefect::kNone:
      return RecogniseHeader(row.cells);
    case RowDefect::kNulByte:
      return absl::InvalidArgumentError(
          "the header holds a byte 0 (a spreadsheet, or UTF-16 without its mark): save it as CSV "
          "UTF-8");
    case RowDefect::kUnterminatedQuote:
      return absl::InvalidArgumentError("the header has a quote that is not closed: correct it");
    case RowDefect::kBadJson:
    case RowDefect::kRowTooLarge:
      break;
  }
  return absl::InvalidArgumentError("the first row is too long for a header: is it a CSV file?");
}

// Whatever encoding the file is in.
bool BeginsLikeJson(std::string_view head) {
  std::string text;
  Utf8Decoder decoder;
  decoder.Decode(head, &text);
  decoder.Finish(&text);
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string::npos && text[first] == '{';
}

std::string UnreadColumns(const std::vector<std::string>& names) {
  const std::size_t shown = std::min(names.size(), kShownColumns);
  std::string text = absl::StrJoin(names.begin(), names.begin() + static_cast<long>(shown), ", ");
  if (names.size() > shown) absl::StrAppend(&text, " and ", names.size() - shown, " more");
  return text;
}

}  // namespace

// The bytes of the present file, hashed as they are read; its first ones may be looked at before.
class RowScanner::FileBytes : public ByteSource {
 public:
  FileBytes(InputFiles* files, ContentHash* hash) : files_(files), hash_(hash) {}

  // The first bytes, as many as `most` or all there are.
  absl::StatusOr<std::string_view> Head(std::size_t most) {
    std::array<char, 512> piece;
    while (head_.size() < most) {
      ASSIGN_OR_RETURN(const std::size_t got, files_->Read(piece));
      if (got == 0) break;
      head_.append(piece.data(), got);
    }
    return head_;
  }

  absl::StatusOr<std::size_t> Read(std::span<char> buffer) override {
    std::size_t got = std::min(buffer.size(), head_.size());
    if (got > 0) {
      std::copy_n(head_.begin(), got, buffer.begin());
      head_.erase(0, got);
    } else {
      ASSIGN_OR_RETURN(got, files_->Read(buffer));
    }
    hash_->Update(std::string_view(buffer.data(), got));
    return got;
  }

 private:
  InputFiles* files_;
  ContentHash* hash_;
  std::string head_;
};

RowScanner::RowScanner(std::unique_ptr<InputFiles> files) : files_(std::move(files)) {}
RowScanner::~RowScanner() = default;

absl::Status RowScanner::TakeHeader(absl::StatusOr<Header> header) {
  if (!header.ok()) {
    if (file_.empty()) return header.status();
    return absl::Status(header.status().code(),
                        absl::StrCat(file_, ": ", header.status().message()));
  }
  if (headers_++ > 0 && header->dialect != header_.dialect) {
    return absl::InvalidArgumentError(absl::StrCat(
        file_, " is a ", ToAbsl(DialectName(header->dialect)), " and another file in the archive ",
        "a ", ToAbsl(DialectName(header_.dialect)), ": import them one by one"));
  }
  header_ = *std::move(header);
  if (!header_.unknown.empty()) {
    warnings_.push_back(absl::StrCat("Columns that are not read", file_.empty() ? "" : " of ",
                                     file_, ": ", UnreadColumns(header_.unknown), "."));
  }
  file_word_ = FileWord(files_->name());
  if (header_.speech != Speech::kFileName || file_word_ != ConsentWord::kUnknown) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "the name of a ", ToAbsl(DialectName(header_.dialect)), " says whether its people agreed: ",
      "keep the name that it was exported with (subscribed_..., unsubscribed_..., cleaned_...)"));
}

absl::Status RowScanner::ReadCsvHeader() {
  reader_ = std::make_unique<CsvReader>(bytes_.get());
  ASSIGN_OR_RETURN(const bool has_header, reader_->Next(&row_));
  if (has_header) return TakeHeader(HeaderOf(row_));
  CloseFile();
  if (!files_->in_archive()) {
    return absl::InvalidArgumentError("the file is empty: export it again, with its header row");
  }
  warnings_.push_back(absl::StrCat(file_, " in the archive is empty."));
  return absl::OkStatus();
}

absl::Status RowScanner::ReadJsonHeader() {
  auto reader = std::make_unique<JsonLinesReader>(bytes_.get());
  ASSIGN_OR_RETURN(const std::vector<std::string> keys, reader->FirstKeys());
  absl::flat_hash_map<std::string, std::size_t> columns;
  RETURN_IF_ERROR(TakeHeader(RecogniseKeys(keys, &columns)));
  reader->UseColumns(std::move(columns), header_.width, NormalKey);
  reader_ = std::move(reader);
  return absl::OkStatus();
}

absl::StatusOr<bool> RowScanner::OpenFile() {
  ASSIGN_OR_RETURN(const bool more, files_->NextFile());
  if (!more) {
    if (!files_->skipped().empty()) {
      warnings_.push_back(
          absl::StrCat("Not read in the archive: ", UnreadColumns(files_->skipped()), "."));
    }
    return false;
  }
  file_ = files_->in_archive() ? files_->name() : "";
  if (!file_.empty()) hash_.Update(absl::StrCat(file_, "\n"));
  bytes_ = std::make_unique<FileBytes>(files_.get(), &hash_);
  ASSIGN_OR_RETURN(const std::string_view head, bytes_->Head(64));
  if (const std::string_view kind = ArchiveKind(head); !kind.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        files_->name(), " is a ", ToAbsl(kind), " archive in an archive: unpack it first"));
  }
  RETURN_IF_ERROR(BeginsLikeJson(head) ? ReadJsonHeader() : ReadCsvHeader());
  return true;
}

void RowScanner::CloseFile() {
  if (reader_->encoding() != TextEncoding::kUtf8) encoding_ = reader_->encoding();
  reader_.reset();
}

absl::StatusOr<bool> RowScanner::Next() {
  while (true) {
    if (reader_ == nullptr) {
      ASSIGN_OR_RETURN(const bool more, OpenFile());
      if (!more) return false;
      continue;
    }
    ASSIGN_OR_RETURN(const bool more, reader_->Next(&row_));
    if (more) {
      ++number_;
      return true;
    }
    CloseFile();
  }
}

}  // namespace ledger::imports
