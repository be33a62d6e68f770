#include "ledger/http/url.h"

#include <catch2/catch.hpp>

namespace ledger::http {
namespace {

TEST_CASE("PercentDecode: strict about escapes", "[http][url]") {
  CHECK(PercentDecode("a%20b+c", false) == "a b+c");
  CHECK(PercentDecode("a%20b+c", true) == "a b c");
  CHECK(PercentDecode("%e2%82%AC", false) == "€");
  CHECK(PercentDecode("%41", false) == "A");
  CHECK(PercentDecode("", false) == "");
  for (const std::string_view wrong : {"%", "%4", "a%4", "%zz", "%4g", "%-1"}) {
    CHECK_FALSE(PercentDecode(wrong, false).has_value());
  }
}

TEST_CASE("PercentEncode: decodes to the same bytes, whatever they are", "[http][url]") {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  CHECK(PercentDecode(PercentEncode(all), true) == all);
  CHECK(PercentEncode("a b&c=d+e~") == "a%20b%26c%3Dd%2Be~");
}

TEST_CASE("ParseParameters: keeps order, repeats and empty values", "[http][url]") {
  const auto parameters = ParseParameters("b=1&a=x%3Dy&b=2&flag&&=z&c=p=q");
  REQUIRE(parameters.has_value());
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"b", "1"}, {"a", "x=y"}, {"b", "2"}, {"flag", ""}, {"", "z"}, {"c", "p=q"}};
  CHECK(parameters->all() == expected);
  CHECK(parameters->Find("b") == "1");
  CHECK_FALSE(parameters->Find("B").has_value());
  CHECK_FALSE(ParseParameters("a=%").has_value());
  std::string many;
  for (std::size_t i = 0; i <= kParametersMax; ++i) many += "a&";
  CHECK_FALSE(ParseParameters(many).has_value());
}

}  // namespace
}  // namespace ledger::http
