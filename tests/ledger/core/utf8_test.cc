#include "ledger/core/utf8.h"

#include <catch2/catch.hpp>

namespace ledger {
namespace {

TEST_CASE("UTF-8: characters are told from broken bytes") {
  for (const char* text : {"", "plain", "Zo\xC3\xAB", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"}) {
    CAPTURE(text);
    CHECK(IsUtf8(text));
    CHECK(MendUtf8(text) == text);
  }
  for (const char* text : {"Zo\xEB", "cut \xC3", "overlong \xC0\xAF", "overlong \xE0\x80\xAF",
                           "surrogate \xED\xA0\x80", "too high \xF4\x90\x80\x80"}) {
    CAPTURE(text);
    CHECK_FALSE(IsUtf8(text));
    CHECK(IsUtf8(MendUtf8(text)));
  }
  CHECK(MendUtf8("a\xEB\xE2\x82 b") == "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD b");
}

TEST_CASE("UTF-8: every length of a code point is written as it is read") {
  for (const std::uint32_t point : {0x41U, 0xEBU, 0x20ACU, 0x1F600U}) {
    std::string out;
    AppendUtf8(point, out);
    CHECK(Utf8LengthAt(out, 0) == out.size());
  }
  std::string euro;
  AppendUtf8(0x20AC, euro);
  CHECK(euro == "\xE2\x82\xAC");
}

}  // namespace
}  // namespace ledger
