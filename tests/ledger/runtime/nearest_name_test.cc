#include "ledger/runtime/nearest_name.h"

#include <catch2/catch.hpp>

namespace ledger {
namespace {

constexpr std::string_view kNames[] = {"data-dir", "kafka-bootstrap", "log-level"};

TEST_CASE("NearestName: finds what a mistyped name stood for", "[runtime][nearest]") {
  CHECK(NearestName("kafka-bootstap", kNames) == "kafka-bootstrap");
  CHECK(NearestName("datadir", kNames) == "data-dir");
  CHECK(NearestName("loglevle", kNames) == "log-level");
  CHECK(NearestName("verbose", kNames).empty());
  CHECK(NearestName("", kNames).empty());
}

TEST_CASE("DidYouMean: says nothing when nothing is near", "[runtime][nearest]") {
  CHECK(DidYouMean("datadir", kNames, "--") == "; did you mean --data-dir?");
  CHECK(DidYouMean("zzzzzzzz", kNames, "--").empty());
}

}  // namespace
}  // namespace ledger
