#include "ledger/seal/key_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "ledger/core/strings.h"

namespace ledger {
namespace {

const std::string kHex(64, 'a');
const std::string kOtherHex(64, 'B');

std::string Wrong(const std::string& content) {
  const auto lines = ParseKeyFile(content, "keys");
  REQUIRE_FALSE(lines.ok());
  CHECK(absl::IsInvalidArgument(lines.status()));
  // A key must not be shown, not even a wrong one.
  const std::string text(lines.status().message());
  CHECK(text.find("aaaa") == std::string::npos);
  return text;
}

TEST_CASE("KeyFile: reads accounts, the installation, comments and blank lines") {
  const auto lines = ParseKeyFile("# keys\n\nacme k1 " + kHex + " " + kOtherHex +
                                      "  # the shop\r\ninstallation k1 - " + kHex + "\n",
                                  "keys");
  REQUIRE(lines.ok());
  REQUIRE(lines->size() == 2);
  CHECK((*lines)[0].account == "acme");
  CHECK((*lines)[0].pepper == std::string(32, '\xaa'));
  CHECK((*lines)[0].data_key[0] == 0xbb);
  CHECK((*lines)[1].account == kInstallation);
  CHECK((*lines)[1].pepper.empty());
}

TEST_CASE("KeyFile: names the line and what is wrong with it") {
  CHECK_THAT(Wrong("\nacme k1 " + kHex), Catch::Contains("keys:2: 3 fields instead of 4"));
  CHECK_THAT(Wrong("acme k1 abc " + kHex), Catch::Contains("the pepper is not 64 hex digits"));
  CHECK_THAT(Wrong("acme k1 " + kHex + " zz"), Catch::Contains("the data key is not 64 hex"));
  CHECK_THAT(Wrong("acme k/1 " + kHex + " " + kHex), Catch::Contains("has a '/'"));
  CHECK_THAT(Wrong("installation k1 " + kHex + " " + kHex), Catch::Contains("no pepper"));
  CHECK_THAT(Wrong("acme k1 " + kHex + " " + kHex + "\nacme k1 " + kHex + " " + kHex),
             Catch::Contains("keys:2: this account has a key of this id"));
  CHECK_THAT(Wrong("acme k1 " + kHex + " " + kHex + "\nacme k2 " + kOtherHex + " " + kHex),
             Catch::Contains("another pepper"));
  CHECK_THAT(Wrong("# nothing\n"), Catch::Contains("no key in it"));
}

TEST_CASE("KeyFile: a new line is readable, and no two are alike") {
  CHECK(ParseKeyFile(MakeKeyFileLine("acme", "k1"), "keys").ok());
  CHECK(ParseKeyFile(MakeKeyFileLine(kInstallation, "k1"), "keys").ok());
  CHECK(MakeKeyFileLine("acme", "k1") != MakeKeyFileLine("acme", "k1"));
}

TEST_CASE("KeyFile: is made for its owner alone, and refused when everybody can read it") {
  char folder[] = "/tmp/key_file_test.XXXXXX";
  REQUIRE(::mkdtemp(folder) != nullptr);
  const std::string path = std::string(folder) + "/keys";
  CHECK_FALSE(ReadKeyFile(path).ok());
  REQUIRE(AppendKeyFileLine(path, MakeKeyFileLine("acme", "k1")).ok());
  REQUIRE(AppendKeyFileLine(path, MakeKeyFileLine("other", "k1")).ok());
  struct stat info {};
  REQUIRE(::stat(path.c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  const auto lines = ReadKeyFile(path);
  REQUIRE(lines.ok());
  CHECK(lines->size() == 2);
  REQUIRE(::chmod(path.c_str(), 0644) == 0);
  const auto open = ReadKeyFile(path);
  REQUIRE_FALSE(open.ok());
  CHECK_THAT(std::string(open.status().message()), Catch::Contains("chmod o="));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace ledger
