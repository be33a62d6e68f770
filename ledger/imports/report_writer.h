// The report of an import as CSV: one line for each row that did not become an event. Opened in a
// spreadsheet it runs nothing and shows no whole phone number.
#pragma once

#include <string>
#include <string_view>

#include "ledger/imports/row_outcome.h"

namespace ledger::imports {

// "row,line,reason,value,mend,file" with its line break.
[[nodiscard]] std::string ReportHeader();
// One line with its line break (CRLF, as RFC 4180 says).
[[nodiscard]] std::string ReportRow(const RejectLine& line);

// One cell for a CSV file that people open in a spreadsheet: quoted where needed; what a
// spreadsheet would take for a formula (it begins with = + - @ tab or CR) gets a `'` before it.
[[nodiscard]] std::string GuardedCsvCell(std::string_view text);

}  // namespace ledger::imports
