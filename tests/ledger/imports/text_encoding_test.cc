#include "ledger/imports/text_encoding.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

namespace ledger::imports {
namespace {

using namespace std::string_view_literals;

TextEncoding Detect(std::string_view bytes) {
  EncodingDetector detector;
  for (const char c : bytes) detector.Update(std::string_view(&c, 1));
  return detector.Finish();
}

std::string Decode(TextEncoding encoding, std::string_view bytes, std::size_t piece) {
  Utf8Decoder decoder(encoding);
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += piece)
    decoder.Decode(bytes.substr(at, piece), &out);
  decoder.Finish(&out);
  return out;
}

TEST_CASE("EncodingDetector: marks win, then UTF-8, then Windows-1252") {
  CHECK(Detect("") == TextEncoding::kUtf8);
  CHECK(Detect("Phone,Name") == TextEncoding::kUtf8);
  CHECK(Detect("Zo\xC3\xAB \xF0\x9F\x98\x80 \xE2\x82\xAC") == TextEncoding::kUtf8);
  CHECK(Detect("\xEF\xBB\xBFPhone \xFF") == TextEncoding::kUtf8);
  CHECK(Detect("\xFF\xFEP\0"sv) == TextEncoding::kUtf16Le);
  CHECK(Detect("\xFE\xFF\0P"sv) == TextEncoding::kUtf16Be);
  CHECK(Detect("Zo\xEB,1") == TextEncoding::kWindows1252);
  CHECK(Detect("cut short \xC3") == TextEncoding::kWindows1252);
  CHECK(Detect("overlong \xC0\xAF") == TextEncoding::kWindows1252);
  CHECK(Detect("overlong \xE0\x80\xAF") == TextEncoding::kWindows1252);
  CHECK(Detect("surrogate \xED\xA0\x80") == TextEncoding::kWindows1252);
  CHECK(Detect("too high \xF4\x90\x80\x80") == TextEncoding::kWindows1252);
}

TEST_CASE("Utf8Decoder: every encoding becomes UTF-8 in pieces of any length") {
  for (const std::size_t piece : {1U, 2U, 3U, 5U, 100U}) {
    CAPTURE(piece);
    CHECK(Decode(TextEncoding::kUtf8, "\xEF\xBB\xBFZo\xC3\xAB", piece) == "Zo\xC3\xAB");
    CHECK(Decode(TextEncoding::kUtf8, "\xEF\xBB", piece) == "\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK(Decode(TextEncoding::kUtf8, "\xEF\xBB\xBFZo\xEB \xF0\x9F\x98\x80", piece) ==
          "Zo\xEF\xBF\xBD \xF0\x9F\x98\x80");
    CHECK(Decode(TextEncoding::kUtf8, "ab", piece) == "ab");
    CHECK(Decode(TextEncoding::kUtf16Le, "\xFF\xFEZ\0\xEB\0\x3D\xD8\x00\xDE"sv, piece) ==
          "Z\xC3\xAB\xF0\x9F\x98\x80");
    CHECK(Decode(TextEncoding::kUtf16Be, "\xFE\xFF\0Z\0\xEB"sv, piece) == "Z\xC3\xAB");
    CHECK(Decode(TextEncoding::kUtf16Le, "\xFF\xFE\x3D\xD8Z\0"sv, piece) == "\xEF\xBF\xBDZ");
    CHECK(Decode(TextEncoding::kUtf16Le, "\xFF\xFEZ\0Y"sv, piece) == "Z\xEF\xBF\xBD");
    CHECK(Decode(TextEncoding::kWindows1252, "Zo\xEB \x80\x81", piece) ==
          "Zo\xC3\xAB \xE2\x82\xAC\xEF\xBF\xBD");
  }
}

}  // namespace
}  // namespace ledger::imports
