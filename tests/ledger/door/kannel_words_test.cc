#include "ledger/door/kannel_words.h"

#include <catch2/catch.hpp>

namespace ledger {
namespace {

TEST_CASE("KannelWords: UTF-16 becomes UTF-8 and all else stays as it came") {
  CHECK(KannelWords("STOP", "UTF-8") == "STOP");
  CHECK(KannelWords("\xff\x00", "8-BIT") == "\xff");
  CHECK(KannelWords(std::string("\0S\0T\0O\0P", 8), "UTF-16BE") == "STOP");
  CHECK(KannelWords(std::string("\0A\0R\0R\0\xca\0T", 10), "utf-16be") == "ARR\xc3\x8aT");
  CHECK(KannelWords(std::string("\xd8\x3d\xde\x00", 4), "UTF-16BE") == "\xf0\x9f\x98\x80");
  CHECK(KannelWords("\x4f\x60", "UCS-2") == "\xe4\xbd\xa0");
}

TEST_CASE("KannelWords: broken UTF-16 stays as it came") {
  CHECK(KannelWords("abc", "UTF-16BE") == "abc");
  CHECK(KannelWords("\xd8\x3d", "UTF-16BE") == "\xd8\x3d");
  CHECK(KannelWords("\xde\x3d\x41\x41", "UTF-16BE") == "\xde\x3d\x41\x41");
}

}  // namespace
}  // namespace ledger
