#include "ledger/imports/text_encoding.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

namespace ledger::imports {
namespace {

using namespace std::string_view_literals;

struct Decoded {
  std::string text;
  TextEncoding encoding;
};

Decoded Decode(std::string_view bytes, std::size_t piece) {
  Utf8Decoder decoder;
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += piece)
    decoder.Decode(bytes.substr(at, piece), &out);
  decoder.Finish(&out);
  return {out, decoder.encoding()};
}

TEST_CASE("Utf8Decoder: marks win, and what is not UTF-8 throughout is told") {
  const auto encoding = [](std::string_view bytes) { return Decode(bytes, 1).encoding; };
  CHECK(encoding("") == TextEncoding::kUtf8);
  CHECK(encoding("Phone,Name") == TextEncoding::kUtf8);
  CHECK(encoding("Zo\xC3\xAB \xF0\x9F\x98\x80 \xE2\x82\xAC") == TextEncoding::kUtf8);
  CHECK(encoding("\xFF\xFEP\0"sv) == TextEncoding::kUtf16Le);
  CHECK(encoding("\xFE\xFF\0P"sv) == TextEncoding::kUtf16Be);
  CHECK(encoding("Zo\xEB,1") == TextEncoding::kWindows1252);
  CHECK(encoding("cut short \xC3") == TextEncoding::kWindows1252);
  CHECK(encoding("overlong \xC0\xAF") == TextEncoding::kWindows1252);
  CHECK(encoding("overlong \xE0\x80\xAF") == TextEncoding::kWindows1252);
  CHECK(encoding("surrogate \xED\xA0\x80") == TextEncoding::kWindows1252);
  CHECK(encoding("too high \xF4\x90\x80\x80") == TextEncoding::kWindows1252);
}

TEST_CASE("Utf8Decoder: every encoding becomes UTF-8 in pieces of any length") {
  for (const std::size_t piece : {1U, 2U, 3U, 5U, 100U}) {
    CAPTURE(piece);
    const auto text = [&](std::string_view bytes) { return Decode(bytes, piece).text; };
    CHECK(text("\xEF\xBB\xBFZo\xC3\xAB") == "Zo\xC3\xAB");
    CHECK(text("\xEF\xBB") == "\xC3\xAF\xC2\xBB");
    CHECK(text("ab") == "ab");
    CHECK(text("\xFF\xFEZ\0\xEB\0\x3D\xD8\x00\xDE"sv) == "Z\xC3\xAB\xF0\x9F\x98\x80");
    CHECK(text("\xFE\xFF\0Z\0\xEB"sv) == "Z\xC3\xAB");
    CHECK(text("\xFF\xFE\x3D\xD8Z\0"sv) == "\xEF\xBF\xBDZ");
    CHECK(text("\xFF\xFEZ\0Y"sv) == "Z\xEF\xBF\xBD");
    CHECK(text("Zo\xEB \x80\x81") == "Zo\xC3\xAB \xE2\x82\xAC\xEF\xBF\xBD");
    // Two programs wrote into one file: neither's names are lost.
    CHECK(text("Zo\xEB, Zo\xC3\xAB \xF0\x9F\x98\x80") ==
          "Zo\xC3\xAB, Zo\xC3\xAB \xF0\x9F\x98\x80");
  }
}

}  // namespace
}  // namespace ledger::imports
