#include "ledger/imports/csv_reader.h"

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ledger::imports {
namespace {

using namespace std::string_view_literals;
using Cells = std::vector<std::string>;

// Hands out a few bytes at a time, so that every boundary falls somewhere.
class Trickle : public ByteSource {
 public:
  Trickle(std::string_view bytes, std::size_t piece) : rest_(bytes), piece_(piece) {}
  absl::StatusOr<std::size_t> Read(std::span<char> buffer) override {
    const std::size_t count = std::min({piece_, rest_.size(), buffer.size()});
    std::copy_n(rest_.begin(), count, buffer.begin());
    rest_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view rest_;
  std::size_t piece_;
};

std::vector<Row> ReadAll(std::string_view bytes, std::size_t piece = 7) {
  Trickle source(bytes, piece);
  CsvReader reader(&source);
  std::vector<Row> rows;
  Row row;
  while (true) {
    const auto more = reader.Next(&row);
    REQUIRE(more.ok());
    if (!*more) return rows;
    rows.push_back(row);
  }
}

TEST_CASE("CsvReader: RFC 4180 in pieces of any length, with each kind of line break") {
  for (const std::string_view line_break : {"\n", "\r\n", "\r"}) {
    for (std::size_t piece = 1; piece < 12; ++piece) {
      CAPTURE(line_break, piece);
      const std::string nl(line_break);
      const auto rows = ReadAll(
          "a,b" + nl + "1,\"x " + nl + "\"\"y\"\", z\"" + nl + nl + " " + nl + "\"\",2" + nl + "3,",
          piece);
      REQUIRE(rows.size() == 4);
      CHECK(rows[0].cells == Cells{"a", "b"});
      CHECK(rows[1].cells == Cells{"1", "x " + nl + "\"y\", z"});
      CHECK(rows[1].line == 2);
      CHECK(rows[2].cells == Cells{"", "2"});
      CHECK(rows[2].line == 6);
      CHECK(rows[3].cells == Cells{"3", ""});
      CHECK(rows[3].line == 7);
      for (const Row& row : rows) CHECK(row.defect == RowDefect::kNone);
    }
  }
}

TEST_CASE("CsvReader: the header tells the delimiter") {
  CHECK(ReadAll("a;b,b;c\n1;2;3\n")[1].cells == Cells{"1", "2", "3"});
  CHECK(ReadAll("a\tb\tc\n1\t2\t3\n")[1].cells == Cells{"1", "2", "3"});
  CHECK(ReadAll("a|b\n1|2\n")[1].cells == Cells{"1", "2"});
  CHECK(ReadAll("\"a;b;c\",d\n1;2,3\n")[1].cells == Cells{"1;2", "3"});
  CHECK(ReadAll("phone\n1\n")[1].cells == Cells{"1"});
}

TEST_CASE("CsvReader: a lone quote costs its own line and nobody behind it") {
  const auto open = ReadAll("a,b\n1,\"x\n2,y\n3,z\n");
  REQUIRE(open.size() == 4);
  CHECK(open[1].defect == RowDefect::kUnterminatedQuote);
  CHECK(open[1].cells == Cells{"1", "x"});  // as far as they can be told apart
  CHECK(open[2].cells == Cells{"2", "y"});
  CHECK(open[2].line == 3);
  CHECK(open[3].cells == Cells{"3", "z"});

  const auto closed_later = ReadAll("a,b\n1,\"x\n2,y\n3,\"z\"\n4,w");
  REQUIRE(closed_later.size() == 5);
  CHECK(closed_later[1].defect == RowDefect::kUnterminatedQuote);
  CHECK(closed_later[2].cells == Cells{"2", "y"});
  CHECK(closed_later[3].cells == Cells{"3", "z"});
  CHECK(closed_later[4].cells == Cells{"4", "w"});

  const auto inside = ReadAll("a,b\n5\" pipe,x\n\"5\" pipe\",y\n6,\"\n");
  REQUIRE(inside.size() == 4);
  CHECK(inside[1].cells == Cells{"5\" pipe", "x"});
  CHECK(inside[2].defect == RowDefect::kUnterminatedQuote);
  CHECK(inside[3].defect == RowDefect::kUnterminatedQuote);
}

TEST_CASE("CsvReader: bytes 0 reject the row that holds them") {
  const auto rows = ReadAll("a,b\n1,\0x\n2,y\n\"\0\",z\n"sv);
  REQUIRE(rows.size() == 4);
  CHECK(rows[1].defect == RowDefect::kNulByte);
  CHECK(rows[1].cells == Cells{"1", std::string("\0x", 2)});
  CHECK(rows[2].cells == Cells{"2", "y"});
  CHECK(rows[3].defect == RowDefect::kNulByte);
}

TEST_CASE("CsvReader: a cell of 10 MB rejects its row, quoted or not, and reading goes on") {
  const std::string big(10'000'000, 'x');
  for (const std::string& row : {"1," + big + "\n", "1,\"" + big + "\"\n", "1,\"" + big + "\n"}) {
    const std::string file = "a,b\n" + row + "2,y\n";
    const auto rows = ReadAll(file, 1U << 16);
    REQUIRE(rows.size() == 3);
    CHECK(rows[1].defect == RowDefect::kRowTooLarge);
    CHECK(rows[2].cells == Cells{"2", "y"});
    CHECK(rows[2].line == 3);
  }
  CHECK(ReadAll("a,b\n" + std::string(kMaxColumns + 5, ',') + "\n3,z\n").at(1).defect ==
        RowDefect::kRowTooLarge);
  CHECK(ReadAll(big, 1U << 16).at(0).defect == RowDefect::kRowTooLarge);
}

TEST_CASE("CsvReader: nothing, and nothing but empty lines, is no row") {
  CHECK(ReadAll("").empty());
  CHECK(ReadAll("\n\r\n \t \r\n").empty());
  CHECK(ReadAll("\"").at(0).defect == RowDefect::kUnterminatedQuote);
  CHECK(ReadAll("\"\"").at(0).cells == Cells{""});
  CHECK(ReadAll("a,b\r").at(0).cells == Cells{"a", "b"});
}

}  // namespace
}  // namespace ledger::imports
