#include "ledger/imports/json_lines_reader.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"

namespace ledger::imports {
namespace {

// The keys and values of one flat object. What is nested is passed over, but not taken for empty:
// it may be what says no.
class FlatObject : public nlohmann::json_sax<nlohmann::json> {
 public:
  std::vector<std::pair<std::string, std::string>> entries;

  bool null() override { return Put(""); }
  bool boolean(bool value) override { return Put(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return Put(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return Put(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& text) override { return Put(text); }
  bool string(string_t& text) override { return Put(text); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return Enter(); }
  bool start_array(std::size_t) override { return depth_ > 0 && Enter(); }
  bool end_object() override { return --depth_ >= 0; }
  bool end_array() override { return --depth_ >= 0; }
  bool key(string_t& name) override {
    if (depth_ == 1) entries.emplace_back(name, "");
    return entries.size() <= kMaxColumns;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

 private:
  bool Put(const std::string& text) {
    if (depth_ == 1) entries.back().second = text;
    return depth_ > 0;
  }
  bool Enter() {
    if (depth_ == 1) entries.back().second = "{...}";
    ++depth_;
    return true;
  }
  int depth_ = 0;
};

// The pieces of a line that is no object: what stands in quotes, and what does not.
std::vector<std::string> LoosePieces(std::string_view text) {
  std::vector<std::string> pieces(1);
  bool quoted = false;
  for (const char c : text.substr(0, kMaxKeptBytes)) {
    const bool quote = c == '"';
    quoted ^= quote;
    if (quote || (!quoted && std::string_view(",:{}[] \t").find(c) != std::string_view::npos)) {
      if (!pieces.back().empty()) pieces.emplace_back();
    } else {
      pieces.back().push_back(c);
    }
  }
  return pieces;
}

bool ParseFlat(std::string_view text, FlatObject* object) {
  return nlohmann::json::sax_parse(text.begin(), text.end(), object);
}

}  // namespace

// Reads the next line that is not empty into text_. False at the end.
absl::StatusOr<bool> JsonLinesReader::NextLine() {
  text_.clear();
  too_large_ = false;
  while (true) {
    const std::size_t end = std::min(buffer_.find('\n', pos_), buffer_.size());
    if (!too_large_) text_.append(buffer_, pos_, end - pos_);
    if (text_.size() > kMaxRowBytes) {
      too_large_ = true;
      text_.resize(kMaxKeptBytes);
    }
    const bool whole = end < buffer_.size();
    pos_ = whole ? end + 1 : end;
    if (whole || (eof_ && (too_large_ || !text_.empty()))) {
      ++line_;
      const bool blank = text_.find_first_not_of(" \t\r") == std::string::npos;
      if (too_large_ || !blank) return true;
      text_.clear();
      continue;
    }
    if (eof_) return false;
    buffer_.clear();
    pos_ = 0;
    std::array<char, kReadBytes> bytes;
    ASSIGN_OR_RETURN(const std::size_t got, source_->Read(bytes));
    eof_ = got == 0;
    if (eof_) {
      decoder_.Finish(&buffer_);
    } else {
      decoder_.Decode(std::string_view(bytes.data(), got), &buffer_);
    }
  }
}

absl::StatusOr<std::vector<std::string>> JsonLinesReader::FirstKeys() {
  ASSIGN_OR_RETURN(peeked_, NextLine());
  if (too_large_) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the first line is longer than ", kMaxRowBytes, " bytes: write one object on each line"));
  }
  FlatObject object;
  if (!peeked_ || !ParseFlat(text_, &object)) {
    return absl::InvalidArgumentError(
        "the first line begins like JSON and is no object: write one whole object on each line "
        "(NDJSON)");
  }
  std::vector<std::string> keys;
  for (auto& [key, value] : object.entries) keys.push_back(std::move(key));
  return keys;
}

void JsonLinesReader::UseColumns(absl::flat_hash_map<std::string, std::size_t> columns,
                                 std::size_t width, NormalKey normal) {
  columns_ = std::move(columns);
  width_ = width;
  normal_ = normal;
}

void JsonLinesReader::ParseLoosely(RowDefect defect, Row* row) const {
  row->defect = defect;
  row->in_columns = false;
  row->cut = too_large_ || text_.size() > kMaxKeptBytes;
  row->cells = LoosePieces(text_);
}

void JsonLinesReader::Parse(Row* row) const {
  if (too_large_) {
    ParseLoosely(RowDefect::kRowTooLarge, row);
    return;
  }
  FlatObject object;
  std::string_view text = text_;
  std::string without_nul;
  if (text.find('\0') != std::string_view::npos) {
    row->defect = RowDefect::kNulByte;
    without_nul = text_;
    std::ranges::replace(without_nul, '\0', kNulInJson);  // no string of JSON may hold it
    text = without_nul;
  }
  if (!ParseFlat(text, &object)) {
    ParseLoosely(row->defect == RowDefect::kNone ? RowDefect::kBadJson : row->defect, row);
    return;
  }
  row->cells.assign(width_, "");
  std::vector<bool> taken(width_);
  for (auto& [key, value] : object.entries) {
    const auto column = columns_.find(normal_(key));
    if (column == columns_.end()) continue;
    // Of two values one may be a no, and a parser that keeps the last would lose it.
    if (taken[column->second]) {
      ParseLoosely(RowDefect::kBadJson, row);
      return;
    }
    taken[column->second] = true;
    row->cells[column->second] = std::move(value);
  }
}

absl::StatusOr<bool> JsonLinesReader::Next(Row* row) {
  if (!peeked_) {
    ASSIGN_OR_RETURN(const bool more, NextLine());
    if (!more) return false;
  }
  peeked_ = false;
  row->line = line_;
  row->defect = RowDefect::kNone;
  row->in_columns = true;
  row->cut = false;
  Parse(row);
  return true;
}

}  // namespace ledger::imports
