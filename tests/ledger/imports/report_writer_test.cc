#include "ledger/imports/report_writer.h"

#include <catch2/catch.hpp>

namespace ledger::imports {
namespace {

TEST_CASE("GuardedCsvCell: a spreadsheet runs none of it") {
  CHECK(GuardedCsvCell("plain") == "plain");
  CHECK(GuardedCsvCell("") == "");
  CHECK(GuardedCsvCell("=1+1") == "'=1+1");
  CHECK(GuardedCsvCell("+1415") == "'+1415");
  CHECK(GuardedCsvCell("-2") == "'-2");
  CHECK(GuardedCsvCell("@SUM(A1)") == "'@SUM(A1)");
  CHECK(GuardedCsvCell("\t=1") == "\"'\t=1\"");
  CHECK(GuardedCsvCell("\r=1") == "\"'\r=1\"");
  CHECK(GuardedCsvCell("=cmd|'/c calc'!A1,\"x\"") == "\"'=cmd|'/c calc'!A1,\"\"x\"\"\"");
  CHECK(GuardedCsvCell("a\nb") == "\"a\nb\"");
}

TEST_CASE("ReportRow: row, line, reason, masked value and mend") {
  RejectLine line;
  line.row = 7;
  line.line = 12;
  line.reason = RejectReason::kDuplicateOfRow;
  line.other_row = 3;
  line.masked_value = "+1415\u2022\u2022\u20220134";
  line.mend = "join them, please";
  CHECK(ReportRow(line) ==
        "7,12,duplicate_of_row 3,'+1415\u2022\u2022\u20220134,\"join them, please\",\r\n");
  line.file = "=unsubscribed_1.csv";
  CHECK_THAT(ReportRow(line), Catch::EndsWith(",'=unsubscribed_1.csv\r\n"));
  CHECK(ReportHeader() == "row,line,reason,value,mend,file\r\n");
}

}  // namespace
}  // namespace ledger::imports
