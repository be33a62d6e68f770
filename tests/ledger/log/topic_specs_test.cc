#include "ledger/log/topic_specs.h"

#include <catch2/catch.hpp>

namespace ledger {
namespace {

TEST_CASE("TopicSpecs: the ledger is kept for ever and stamped by the broker", "[ledger][log]") {
  for (const TopicSpec& spec : TopicSpecs(12, 3)) {
    INFO(spec.name);
    CHECK(spec.config.at("cleanup.policy") == "delete");
    CHECK(spec.config.at("retention.ms") == "-1");
    CHECK(spec.config.at("retention.bytes") == "-1");
    CHECK(spec.config.at("message.timestamp.type") == "LogAppendTime");
    CHECK(spec.config.at("min.insync.replicas") == "2");
    const bool wide = spec.name == kLedgerTopic || spec.name == kIntakeTopic;
    CHECK(spec.partitions == (wide ? 12 : 1));
  }
  CHECK(TopicSpecs(4, 1)[0].config.at("min.insync.replicas") == "1");
}

TEST_CASE("TopicDifferences: names topic and key and both values and the mend", "[ledger][log]") {
  const TopicSpec wanted = TopicSpecs(4, 1)[1];
  CHECK(TopicDifferences(wanted, 4, wanted.config).empty());
  auto found = wanted.config;
  found["retention.ms"] = "604800000";
  found.erase("cleanup.policy");
  const auto differences = TopicDifferences(wanted, 3, found);
  REQUIRE(differences.size() == 3);
  CHECK_THAT(differences[0], Catch::Contains("consent.ledger.v1") &&
                                 Catch::Contains("has 3 partitions, wanted are 4"));
  CHECK_THAT(differences[1], Catch::Contains("cleanup.policy=(not reported)"));
  CHECK_THAT(differences[2], Catch::Contains("has retention.ms=604800000, wanted is -1") &&
                                 Catch::Contains("--add-config retention.ms=-1"));
}

}  // namespace
}  // namespace ledger
