// The enums of ledger/core and of proto/consent/v1 have the same values under the same numbers:
// reads the headers as text, for C++ cannot list an enum.
#include <google/protobuf/descriptor.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <string>

#include "consent/v1/ledger_record.pb.h"

namespace ledger {
namespace {

std::string ReadHeader(const std::string& name) {
  std::ifstream file(std::string(CONSENT_SOURCE_DIR) + "/ledger/core/" + name);
  REQUIRE(file.good());
  return {std::istreambuf_iterator<char>(file), {}};
}

// "kBadNumber" of "Permission" -> "PERMISSION_BAD_NUMBER".
std::string WireName(const std::string& enum_name, const std::string& value) {
  std::string name;
  for (const char c : enum_name + value.substr(1)) {
    if (std::isupper(static_cast<unsigned char>(c)) != 0 && !name.empty()) name += '_';
    name += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return name;
}

// Compares the enum `name`, whose text is `body`, with the one of the same name on the wire.
void Compare(const std::string& name, const std::string& body) {
  const auto* wire =
      google::protobuf::DescriptorPool::generated_pool()->FindEnumTypeByName("consent.v1." + name);
  CAPTURE(name);
  REQUIRE(wire != nullptr);
  static const std::regex value_pattern(R"((k\w+) = (\d+))");
  int values = 0;
  for (std::sregex_iterator it(body.begin(), body.end(), value_pattern), end; it != end; ++it) {
    ++values;
    const int number = std::stoi((*it)[2]);
    CAPTURE((*it)[1], number);
    const auto* value = wire->FindValueByNumber(number);
    REQUIRE(value != nullptr);
    if (number != 0) CHECK(value->name() == WireName(name, (*it)[1]));
  }
  CHECK(values == wire->value_count());
}

TEST_CASE("Mirror: each enum of the facts has the same values in core and on the wire", "[codec]") {
  (void)consent::v1::LedgerRecord::descriptor();  // links the schemas
  int enums = 0;
  for (const char* header : {"program.h", "message_class.h", "reason.h", "facts_consent.h",
                             "facts_reply.h", "facts_sending.h", "facts_partition.h", "event.h"}) {
    const std::string text = ReadHeader(header);
    static const std::regex enum_pattern(R"(enum class (\w+) : std::uint8_t \{([^}]*)\})");
    for (std::sregex_iterator it(text.begin(), text.end(), enum_pattern), end; it != end; ++it) {
      ++enums;
      Compare((*it)[1], (*it)[2]);
    }
  }
  CHECK(enums == 15);
}

}  // namespace
}  // namespace ledger
