// QR codes: what is made is read again by another library (zbar), from each of the three forms.
#include "ledger/qr/qr_code.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace ledger {
namespace {

constexpr char kAddress[] = "https://text.acme.example/f/acme/signup?via=qr";
constexpr char kKeyword[] = "sms:+14155550100?body=TEXT%20ME";

// A picture as rows of '#' (dark) and ' ' (light), the quiet zone with it.
using Rows = std::vector<std::string>;

Rows RowsOfSvg(const std::string& svg) {
  int side = 0;
  REQUIRE(std::sscanf(svg.c_str() + svg.find("viewBox=\"0 0 ") + 13, "%d", &side) == 1);
  Rows rows(static_cast<std::size_t>(side), std::string(static_cast<std::size_t>(side), ' '));
  const std::size_t path = svg.find(" d=\"") + 4;
  for (const auto piece : absl::StrSplit(svg.substr(path, svg.find('"', path) - path), 'M')) {
    if (piece.empty()) continue;
    int x = 0;
    int y = 0;
    int run = 0;
    REQUIRE(std::sscanf(std::string(piece).c_str(), "%d %dh%dv1h-", &x, &y, &run) == 3);
    for (int i = 0; i < run; ++i) {
      rows[static_cast<std::size_t>(y)][static_cast<std::size_t>(x + i)] = '#';
    }
  }
  return rows;
}

Rows RowsOfTerminal(const std::string& text) {
  Rows rows;
  for (const auto line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    std::string squares = std::string(line);
    squares = squares.substr(squares.find('m') + 1);
    squares = squares.substr(0, squares.rfind('\x1b'));
    const auto half = [&](const char* upper_dark, const char* lower) {
      return absl::StrReplaceAll(squares, {{"█", "#"}, {"▀", upper_dark}, {"▄", lower}});
    };
    rows.push_back(half("#", " "));
    rows.push_back(half(" ", "#"));
  }
  return rows;
}

std::string ReadFile(const std::string& path) {
  const std::string command = "zbarimg --raw -q --nodbus " + path + " 2>/dev/null";
  FILE* const pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string out;
  for (int c = fgetc(pipe); c != EOF; c = fgetc(pipe)) out += static_cast<char>(c);
  pclose(pipe);
  std::remove(path.c_str());
  return out;
}

std::string Put(const std::string& bytes, const std::string& suffix) {
  static int files = 0;
  const std::string name = absl::StrCat("qr_code_test_", getpid(), "_", ++files, suffix);
  const std::string path = std::filesystem::temp_directory_path() / name;
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

std::string ReadRows(const Rows& rows) {
  constexpr int kScale = 6;
  std::string image =
      absl::StrCat("P5 ", rows[0].size() * kScale, " ", rows.size() * kScale, " 255\n");
  for (const std::string& row : rows) {
    REQUIRE(row.size() == rows[0].size());
    for (int i = 0; i < kScale; ++i) {
      for (const char square : row) image += std::string(kScale, square == '#' ? '\0' : '\xff');
    }
  }
  return ReadFile(Put(image, ".pgm"));
}

TEST_CASE("QrCode: each form of it is read again as what was put in", "[qr]") {
  const std::string text = GENERATE(kAddress, kKeyword, "sms:15000?body=JOIN");
  const absl::StatusOr<QrCode> code = MakeQrCode(text);
  REQUIRE(code.ok());
  const absl::StatusOr<std::string> png = QrPng(*code);
  REQUIRE(png.ok());
  CHECK(ReadFile(Put(*png, ".png")) == text + "\n");
  CHECK(ReadRows(RowsOfSvg(QrSvg(*code))) == text + "\n");
  CHECK(ReadRows(RowsOfTerminal(QrTerminal(*code))) == text + "\n");
}

TEST_CASE("QrCode: around it are four light squares on each side", "[qr]") {
  const Rows rows = RowsOfSvg(QrSvg(*MakeQrCode(kKeyword)));
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(rows[i] == std::string(rows.size(), ' '));
    CHECK(rows[rows.size() - 1 - i] == std::string(rows.size(), ' '));
    CHECK(rows[10][i] == ' ');
    CHECK(rows[10][rows.size() - 1 - i] == ' ');
  }
  CHECK(rows[4][4] == '#');
}

TEST_CASE("QrCode: equal texts give equal pictures", "[qr]") {
  CHECK(*QrPng(*MakeQrCode(kAddress)) == *QrPng(*MakeQrCode(kAddress)));
}

TEST_CASE("QrCode: nothing, and what does not fit, are refused", "[qr]") {
  CHECK(absl::IsInvalidArgument(MakeQrCode("").status()));
  CHECK(absl::IsInvalidArgument(MakeQrCode(std::string(3000, 'a')).status()));
}

}  // namespace
}  // namespace ledger
