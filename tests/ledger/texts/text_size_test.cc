#include "ledger/texts/text_size.h"

#include <catch2/catch.hpp>
#include <string>

namespace ledger {
namespace {

std::string Times(std::size_t count, std::string_view what) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += what;
  return text;
}

void CheckSize(const std::string& text, bool gsm, std::size_t units, std::size_t segments) {
  INFO(text);
  const TextSize size = SizeOf(text);
  CHECK(size.gsm == gsm);
  CHECK(size.units == units);
  CHECK(size.segments == segments);
}

TEST_CASE("SizeOf: a message of GSM-7 has 160 septets, or 153 in each of several", "[texts]") {
  CheckSize("", true, 0, 1);
  CheckSize(Times(160, "a"), true, 160, 1);
  CheckSize(Times(161, "a"), true, 161, 2);
  CheckSize(Times(306, "é"), true, 306, 2);
  CheckSize(Times(307, "é"), true, 307, 3);
  CheckSize(Times(80, "€"), true, 160, 1);
}

TEST_CASE("SizeOf: one character beyond the alphabet makes the whole text UCS-2", "[texts]") {
  CheckSize(Times(69, "a") + "ç", false, 70, 1);
  CheckSize(Times(70, "a") + "ç", false, 71, 2);
  CheckSize(Times(134, "ç"), false, 134, 2);
  CheckSize(Times(135, "ç"), false, 135, 3);
  CheckSize(Times(35, "😀"), false, 70, 1);
}

TEST_CASE("SizeOf: what takes two units is not torn apart between segments", "[texts]") {
  // 152 septets, and an escaped one that needs a segment of its own: 306 would fit into two.
  CheckSize(Times(152, "a") + "€" + Times(152, "a"), true, 306, 3);
  CheckSize(Times(66, "ç") + "😀" + Times(66, "ç"), false, 134, 3);
}

TEST_CASE("SizeOf: bytes that are no UTF-8 count as what stands for them", "[texts]") {
  CheckSize("a\xff\xc3", false, 3, 1);
}

}  // namespace
}  // namespace ledger
