#include "ledger/imports/report_writer.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "ledger/core/strings.h"

namespace ledger::imports {

std::string GuardedCsvCell(std::string_view text) {
  std::string cell;
  if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos)
    cell = "'";
  cell.append(text);
  if (cell.find_first_of(",\"\r\n;\t") == std::string::npos) return cell;
  return absl::StrCat("\"", absl::StrReplaceAll(cell, {{"\"", "\"\""}}), "\"");
}

std::string ReportHeader() { return "row,line,reason,value,mend,file\r\n"; }

std::string ReportRow(const RejectLine& line) {
  return absl::StrCat(line.row, ",", line.line, ",", GuardedCsvCell(line.ReasonText()), ",",
                      GuardedCsvCell(line.masked_value), ",", GuardedCsvCell(line.mend), ",",
                      GuardedCsvCell(line.file), "\r\n");
}

}  // namespace ledger::imports
