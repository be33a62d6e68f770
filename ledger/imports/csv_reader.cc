#include "ledger/imports/csv_reader.h"

#include <algorithm>
#include <array>

#include "ledger/core/status_macros.h"

namespace ledger {
namespace {

constexpr std::size_t kReadBytes = std::size_t{64} << 10;
constexpr std::string_view kDelimiters = ",;\t|";

bool IsBlank(std::string_view line) {
  return line.find_first_not_of(" \t") == std::string_view::npos;
}

// Length of the line break at the front of `text`, which begins with CR or LF.
std::size_t BreakLength(std::string_view text) { return text.starts_with("\r\n") ? 2 : 1; }

std::int64_t CountBreaks(std::string_view text) {
  std::int64_t breaks = 0;
  for (std::size_t at = text.find_first_of("\r\n"); at != std::string_view::npos;
       at = text.find_first_of("\r\n", at)) {
    ++breaks;
    at += BreakLength(text.substr(at));
  }
  return breaks;
}

// Number of cells that `delimiter` makes of a line, not looking into quotes.
std::size_t CountCells(std::string_view line, char delimiter) {
  std::size_t cells = 1;
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    if (c == delimiter && !quoted) ++cells;
  }
  return cells;
}

// The cells of a row are written into strings that earlier rows have already paid for.
class CellSink {
 public:
  explicit CellSink(std::vector<std::string>* cells) : cells_(cells) {}
  std::string& Open() {
    if (used_ == cells_->size()) cells_->emplace_back();
    std::string& cell = (*cells_)[used_++];
    cell.clear();
    return cell;
  }
  void Close() { cells_->resize(used_); }
  [[nodiscard]] std::size_t used() const { return used_; }

 private:
  std::vector<std::string>* cells_;
  std::size_t used_ = 0;
};

}  // namespace

absl::Status CsvReader::Fill() {
  if (pos_ > 0) {
    buffer_.erase(0, pos_);
    pos_ = 0;
  }
  std::array<char, kReadBytes> bytes;
  ASSIGN_OR_RETURN(const std::size_t got, source_->Read(bytes));
  if (got == 0) {
    decoder_.Finish(&buffer_);
    eof_ = true;
  } else {
    decoder_.Decode(std::string_view(bytes.data(), got), &buffer_);
  }
  return absl::OkStatus();
}

void CsvReader::Consume(std::size_t end) {
  line_ += CountBreaks(rest().substr(0, end));
  pos_ += end;
}

absl::StatusOr<bool> CsvReader::SkipEmptyLines() {
  while (true) {
    const std::string_view text = rest();
    const std::size_t end = text.find_first_of("\r\n");
    // A CR that ends what was read may have its LF in the next piece.
    const bool whole = end != std::string_view::npos && (eof_ || end + 1 < text.size());
    if (whole) {
      if (!IsBlank(text.substr(0, end))) return true;
      Consume(end + BreakLength(text.substr(end)));
    } else if (eof_) {
      return !IsBlank(text);
    } else if (text.size() > kMaxRowBytes) {
      return true;
    } else {
      RETURN_IF_ERROR(Fill());
    }
  }
}

absl::Status CsvReader::SkipLine() {
  while (true) {
    const std::string_view text = rest();
    const std::size_t end = text.find_first_of("\r\n");
    if (end != std::string_view::npos && (eof_ || end + 1 < text.size())) {
      Consume(end + BreakLength(text.substr(end)));
      return absl::OkStatus();
    }
    if (eof_) {
      Consume(text.size());
      return absl::OkStatus();
    }
    pos_ += std::min(end, text.size());  // none of what goes is a line break
    RETURN_IF_ERROR(Fill());
  }
}

absl::Status CsvReader::DetectDelimiter() {
  std::size_t end = rest().find_first_of("\r\n");
  while (end == std::string_view::npos && !eof_ && rest().size() <= kMaxRowBytes) {
    RETURN_IF_ERROR(Fill());
    end = rest().find_first_of("\r\n");
  }
  const std::string_view header = rest().substr(0, end);
  delimiter_ = *std::max_element(kDelimiters.begin(), kDelimiters.end(), [&](char a, char b) {
    return CountCells(header, a) < CountCells(header, b);
  });
  return absl::OkStatus();
}

CsvReader::Parsed CsvReader::Parse(CsvRow* row, std::size_t* end) const {
  const std::string_view text = rest().substr(0, kMaxRowBytes + 1);
  CellSink sink(&row->cells);
  std::size_t at = 0;
  const auto defect = [&](CsvDefect what) {
    row->defect = what;
    return Parsed::kDefect;
  };
  const auto out_of_text = [&](CsvDefect what_at_the_end) {
    if (text.size() > kMaxRowBytes) return defect(CsvDefect::kRowTooLarge);
    return eof_ ? defect(what_at_the_end) : Parsed::kNeedMore;
  };
  const std::array<char, 3> stops = {delimiter_, '\r', '\n'};
  const std::string_view cell_ends(stops.data(), stops.size());
  while (true) {
    if (sink.used() == kMaxColumns) return defect(CsvDefect::kRowTooLarge);
    std::string& cell = sink.Open();
    if (at < text.size() && text[at] == '"') {
      ++at;
      while (true) {
        const std::size_t quote = text.find('"', at);
        if (quote == std::string_view::npos) return out_of_text(CsvDefect::kUnterminatedQuote);
        cell.append(text.substr(at, quote - at));
        at = quote + 1;
        if (at == text.size()) {
          if (!eof_ || text.size() > kMaxRowBytes) return out_of_text(CsvDefect::kNone);
          break;
        }
        if (text[at] != '"') break;
        cell.push_back('"');
        ++at;
      }
      if (at < text.size() && cell_ends.find(text[at]) == std::string_view::npos) {
        return defect(CsvDefect::kUnterminatedQuote);
      }
    } else {
      const std::size_t stop = std::min(text.find_first_of(cell_ends, at), text.size());
      cell.append(text.substr(at, stop - at));
      at = stop;
    }
    if (at < text.size() && text[at] == delimiter_) {
      ++at;
      continue;
    }
    // The end of the row: a line break, of which CR may still miss its LF, or the end of the file.
    if (at + 1 >= text.size() && !eof_) return out_of_text(CsvDefect::kNone);
    if (at >= text.size() && text.size() > kMaxRowBytes) return defect(CsvDefect::kRowTooLarge);
    *end = at < text.size() ? at + BreakLength(text.substr(at)) : at;
    sink.Close();
    if (text.substr(0, at).find('\0') != std::string_view::npos) row->defect = CsvDefect::kNulByte;
    return Parsed::kRow;
  }
}

absl::StatusOr<bool> CsvReader::Next(CsvRow* row) {
  ASSIGN_OR_RETURN(const bool more, SkipEmptyLines());
  if (!more) return false;
  if (delimiter_ == 0) RETURN_IF_ERROR(DetectDelimiter());
  row->line = line_;
  row->defect = CsvDefect::kNone;
  std::size_t end = 0;
  Parsed parsed = Parse(row, &end);
  while (parsed == Parsed::kNeedMore) {
    RETURN_IF_ERROR(Fill());
    parsed = Parse(row, &end);
  }
  if (parsed == Parsed::kRow) {
    Consume(end);
  } else {
    RETURN_IF_ERROR(SkipLine());
  }
  if (row->defect != CsvDefect::kNone) row->cells.clear();
  return true;
}

}  // namespace ledger
