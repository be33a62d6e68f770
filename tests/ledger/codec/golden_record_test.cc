// Records as bytes that were written once, and must be read alike for ever: tests/golden/records
// has one of each kind. Never write a file again; a new kind gets a new one (ledger_codec_test
// "[write-golden]" writes what is missing).
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <variant>

#include "ledger/codec/record_codec.h"
#include "ledger/core/base32.h"
#include "tests/support/sample_events.h"

namespace ledger {
namespace {

std::string PathOf(const std::string& name) {
  return std::string(CONSENT_SOURCE_DIR) + "/tests/golden/records/" + name + ".bin";
}

TEST_CASE("Golden records: each kind is read as on the day it was written", "[codec]") {
  const auto samples = testing::SampleEvents();
  REQUIRE(samples.size() == std::variant_size_v<Fact>);
  for (const auto& [name, event] : samples) {
    CAPTURE(name);
    std::ifstream file(PathOf(name), std::ios::binary);
    REQUIRE(file.good());
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const std::string key = IsAboutPartition(event.fact)
                                ? std::string(kPartitionKey)
                                : ContactKey(ContactId::FromBytes("0123456789abcdef"));
    const Record record = Decode(0, 0, key, bytes);
    REQUIRE(std::holds_alternative<Event>(record.content));
    CHECK(std::get<Event>(record.content) == event);
  }
}

TEST_CASE("Golden records: write those that are missing", "[.][write-golden]") {
  for (const auto& [name, event] : testing::SampleEvents()) {
    std::error_code ignored;
    if (std::filesystem::exists(PathOf(name), ignored)) continue;
    std::ofstream file(PathOf(name), std::ios::binary);
    file << Encode(event);
    REQUIRE(file.good());
  }
}

}  // namespace
}  // namespace ledger
