#include "ledger/runtime/json_text.h"

#include <catch2/catch.hpp>

namespace ledger {
namespace {

using namespace std::string_literals;

TEST_CASE("JsonString: quotes and control characters cannot end the string", "[runtime][json]") {
  CHECK(JsonString("a\"b\\c") == R"("a\"b\\c")");
  CHECK(JsonString("one\ntwo\r\tthree") == R"("one\ntwo\r\tthree")");
  CHECK(JsonString("\0\x1f\x7f"s) == R"("\u0000\u001f\u007f")");
  CHECK(JsonString("") == "\"\"");
}

TEST_CASE("JsonString: valid UTF-8 stays as it is", "[runtime][json]") {
  for (const std::string text : {"é", "€", "😀", "\u07FF", "\uFFFD", "\U0010FFFF"}) {
    CHECK(JsonString(text) == "\"" + text + "\"");
  }
}

TEST_CASE("JsonString: every byte that is no valid UTF-8 becomes a replacement character",
          "[runtime][json]") {
  const std::string r = "\uFFFD";
  CHECK(JsonString("\xff") == "\"" + r + "\"");
  CHECK(JsonString("a\xc3") == "\"a" + r + "\"");                        // cut short
  CHECK(JsonString("\xc0\xaf") == "\"" + r + r + "\"");                  // overlong
  CHECK(JsonString("\xe0\x80\x80") == "\"" + r + r + r + "\"");          // overlong
  CHECK(JsonString("\xed\xa0\x80") == "\"" + r + r + r + "\"");          // a surrogate
  CHECK(JsonString("\xf4\x90\x80\x80") == "\"" + r + r + r + r + "\"");  // above U+10FFFF
  CHECK(JsonString("\xc3\"") == "\"" + r + "\\\"\"");                    // a quote in hiding
}

}  // namespace
}  // namespace ledger
