// The frame of schema registries: every spelling that is met, and every way to be wrong.
#include "ledger/codec/confluent_frame.h"

#include <catch2/catch.hpp>
#include <string>

namespace ledger {
namespace {

std::string Bytes(std::initializer_list<int> bytes) {
  std::string text;
  for (const int byte : bytes) text += static_cast<char>(byte);
  return text;
}

TEST_CASE("Confluent frame: the three spellings of the first message type are stripped",
          "[codec]") {
  for (const std::string& index : {Bytes({0}), Bytes({2, 0}), Bytes({1, 0})}) {
    for (const std::string& payload : {std::string(), std::string("\x0a\x01x", 3)}) {
      const std::string value = Bytes({0, 0x01, 0x02, 0x03, 0xff}) + index + payload;
      const auto unframed = StripConfluentFrame(value);
      REQUIRE(unframed.ok());
      CHECK(unframed->payload == payload);
      CHECK(unframed->schema_id == 0x010203ffU);
    }
  }
}

TEST_CASE("Confluent frame: a value without one is left alone", "[codec]") {
  for (const std::string& value : {std::string(), std::string("\x0a\x01x", 3), std::string("{}")}) {
    const auto unframed = StripConfluentFrame(value);
    REQUIRE(unframed.ok());
    CHECK(unframed->payload == value);
    CHECK_FALSE(unframed->schema_id.has_value());
  }
}

TEST_CASE("Confluent frame: a short frame or another message type is refused with the mend",
          "[codec]") {
  for (const std::string& value :
       {Bytes({0}), Bytes({0, 1, 2, 3}), Bytes({0, 1, 2, 3, 4}), Bytes({0, 0, 0, 0, 1, 2}),
        Bytes({0, 0, 0, 0, 1, 2, 2}), Bytes({0, 0, 0, 0, 1, 4, 0, 2}), Bytes({0, 0, 0, 0, 1, 3}),
        Bytes({0, 0, 0, 0, 1, 0x80, 1})}) {
    CAPTURE(value.size());
    const auto unframed = StripConfluentFrame(value);
    REQUIRE_FALSE(unframed.ok());
    CHECK(unframed.status().message().find("mend") != absl::string_view::npos);
  }
}

}  // namespace
}  // namespace ledger
