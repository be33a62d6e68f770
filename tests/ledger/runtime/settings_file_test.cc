#include "ledger/runtime/settings_file.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

namespace ledger {
namespace {

TEST_CASE("ReadSettingsFile: values keep their kind and their place", "[runtime][settings]") {
  const std::string path =
      (std::filesystem::temp_directory_path() / "ledger_settings_file_test.toml").string();
  std::ofstream(path) << "# a comment\na = 'text'\n  b = -3\nc = 0.1\nd = true\ne = ['x', 'y']\n";
  const auto settings = ReadSettingsFile(path);
  std::filesystem::remove(path);
  REQUIRE(settings.ok());
  REQUIRE(settings->size() == 5);
  using Kind = FileSetting::Kind;
  CHECK((*settings)[0].text == "text");
  CHECK((*settings)[0].place == path + ":2:1");
  CHECK((*settings)[1].kind == Kind::kWholeNumber);
  CHECK((*settings)[1].text == "-3");
  CHECK((*settings)[1].place == path + ":3:3");
  CHECK((*settings)[2].kind == Kind::kNumber);
  CHECK(std::stod((*settings)[2].text) == 0.1);
  CHECK((*settings)[3].kind == Kind::kBool);
  CHECK((*settings)[3].text == "true");
  CHECK((*settings)[4].items == std::vector<std::string>{"x", "y"});
}

}  // namespace
}  // namespace ledger
