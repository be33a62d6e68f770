#include "ledger/cli/asking_time.h"

#include <catch2/catch.hpp>

namespace ledger::cli {
namespace {

TEST_CASE("TimeToSend: in units that people plan with, rounded up") {
  const auto told = [](std::uint64_t texts, double rate) {
    const std::string text = TimeToSend(texts, rate, "+14155550100");
    CHECK_THAT(text, Catch::EndsWith("/s on +14155550100"));
    return text.substr(0, text.find(" on "));
  };
  CHECK(told(0, 1) == "about 0 s at 1 text/s");
  CHECK(told(7, 3) == "about 3 s at 3 texts/s");
  CHECK(told(7800, 1) == "about 2 h 10 min at 1 text/s");
  CHECK(told(91, 1) == "about 2 min at 1 text/s");
  CHECK(told(1'000'000, 0.5) == "about 24 days at 0.5 texts/s");
  CHECK(SecondsToSend(UINT64_MAX, 0.0001) == 1'000'000'000'000'000);
}

}  // namespace
}  // namespace ledger::cli
