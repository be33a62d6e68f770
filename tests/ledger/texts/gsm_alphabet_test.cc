#include "ledger/texts/gsm_alphabet.h"

#include <catch2/catch.hpp>
#include <string>

namespace ledger {
namespace {

TEST_CASE("IsGsmText: the whole default alphabet and its extension table", "[texts]") {
  CHECK(IsGsmText("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"));
  CHECK(IsGsmText("¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"));
  CHECK(IsGsmText("\f^{}\\[~]|€"));
  CHECK(IsGsmText(""));
}

TEST_CASE("IsGsmText: everything else needs UCS-2", "[texts]") {
  for (const char* text :
       {"`", "\t", "ç", "á", "í", "ó", "ú",  "ê",    "’",        "“",
        "–", "…",  "😀", "Α", "ω", "Ж", "中", "\x7f", "\xc2\xa0", "\xe2\x80\x8b"}) {
    INFO(text);
    CHECK_FALSE(IsGsmText(text));
    CHECK_FALSE(IsGsmText(std::string("Hello ") + text));
  }
}

TEST_CASE("IsGsmText: what is no UTF-8 is not in the alphabet", "[texts]") {
  for (const char* text :
       {"\xe9", "\xc3", "\xc3(", "\xc1\x81", "\xe0\x80\xa0", "\xe2\x82", "\xff"}) {
    CHECK_FALSE(IsGsmText(text));
  }
}

TEST_CASE("SeptetsAt: the extension table takes two", "[texts]") {
  for (const char* text : {"\f", "^", "{", "}", "\\", "[", "~", "]", "|", "€"}) {
    INFO(text);
    CHECK(SeptetsAt(text, 0) == 2);
  }
  for (const char* text : {"a", "@", "\n", "é", "Ω", "¿"}) CHECK(SeptetsAt(text, 0) == 1);
  for (const char* text : {"`", "ç", "😀", "\xc3"}) CHECK(SeptetsAt(text, 0) == 0);
}

}  // namespace
}  // namespace ledger
