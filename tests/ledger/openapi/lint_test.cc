#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "ledger/openapi/document.h"

namespace ledger::openapi {
namespace {

int Lint(const std::string& document) {
  const auto file = std::filesystem::temp_directory_path() /
                    ("consent-openapi-" + std::to_string(::getpid()) + ".json");
  std::ofstream(file) << document;
  const int code = std::system((std::string(CONSENT_OPENAPI_LINT) + " " + file.string()).c_str());
  std::filesystem::remove(file);
  return code;
}

TEST_CASE("Document: the linter finds nothing in it") { CHECK(Lint(Document()) == 0); }

TEST_CASE("Document: the linter finds what is wrong") {
  std::string document = Document();
  const std::string good = "\"operationId\": \"health\"";
  document.replace(document.find(good), good.size(), "\"operationId\": \"apiDocument\"");
  CHECK(Lint(document) != 0);
}

}  // namespace
}  // namespace ledger::openapi
