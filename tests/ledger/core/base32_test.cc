// Base32 against the vectors of RFC 4648, and one spelling a value.
#include "ledger/core/base32.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>

namespace ledger {
namespace {

TEST_CASE("Base32: the vectors of RFC 4648, lower case and without padding", "[base32]") {
  struct Row {
    std::string bytes;
    std::string text;
  };
  for (const Row& row :
       {Row{"", ""}, Row{"f", "my"}, Row{"fo", "mzxq"}, Row{"foo", "mzxw6"}, Row{"foob", "mzxw6yq"},
        Row{"fooba", "mzxw6ytb"}, Row{"foobar", "mzxw6ytboi"}}) {
    CHECK(ToBase32(row.bytes) == row.text);
    CHECK(FromBase32(row.text) == row.bytes);
  }
}

TEST_CASE("Base32: other spellings of a value are refused", "[base32]") {
  for (const char* text :
       {"MY", "my======", "m", "mz1", "mzxw6y0", "my a", "mz", "mzx", "mzxw6z"}) {
    CAPTURE(text);
    CHECK_FALSE(FromBase32(text).has_value());
  }
}

TEST_CASE("Contact key: 26 characters there and back, and nothing else is one", "[base32]") {
  std::mt19937_64 random(7);
  for (int round = 0; round < 1000; ++round) {
    ContactId::Bytes bytes{};
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
    const ContactId contact(bytes);
    const std::string key = ContactKey(contact);
    REQUIRE(key.size() == kContactKeySize);
    REQUIRE(ParseContactKey(key) == contact);
  }
  const std::string key = ContactKey(ContactId::FromBytes("0123456789abcdef"));
  CHECK_FALSE(ParseContactKey("").has_value());
  CHECK_FALSE(ParseContactKey("~p").has_value());
  CHECK_FALSE(ParseContactKey(key.substr(1)).has_value());
  CHECK_FALSE(ParseContactKey(key + "a").has_value());
  // 26 characters are 130 bits: the last two must be zero, or one contact would have four keys.
  for (const char last : {'b', 'c', 'd'}) {
    CHECK_FALSE(ParseContactKey(std::string(25, 'a') + last).has_value());
  }
  CHECK(ParseContactKey(std::string(26, 'a')) == ContactId());
}

}  // namespace
}  // namespace ledger
