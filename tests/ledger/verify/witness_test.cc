#include "ledger/verify/witness.h"

#include <catch2/catch.hpp>

namespace ledger::verify {
namespace {

TEST_CASE("Witness: reads what the handset wrote, and passes over a line cut off by a kill") {
  const auto texts = ParseRecord(
      "{\"t_ms\":1,\"dir\":\"mt\",\"from\":\"13013\",\"to\":\"+14155550134\",\"text\":\"a\\nb\"}\n"
      "{\"t_ms\":2,\"dir\":\"mo\",\"from\":\"14155550134\",\"to\":\"13013\",\"text\":\"STOP\"}\n"
      "{\"t_ms\":3,\"dir\":\"mo\"",
      "record.ndjson");
  REQUIRE(texts.ok());
  REQUIRE(texts->size() == 2);
  CHECK((*texts)[0].received);
  CHECK((*texts)[0].body == Sha256("a\nb"));
  CHECK((*texts)[1].number == (*texts)[0].number);
  CHECK_FALSE((*texts)[1].received);
}

TEST_CASE("Witness: what is wrong is named with its line, and no number is shown") {
  struct Row {
    const char* line;
    const char* says;
  };
  for (const Row& row : {
           Row{"no json\n", "no JSON object"},
           Row{"[]\n", "no JSON object"},
           Row{"{\"dir\":\"mt\"}\n", "t_ms"},
           Row{"{\"t_ms\":1,\"dir\":\"xx\"}\n", "dir"},
           Row{"{\"t_ms\":1,\"dir\":\"mt\",\"to\":\"+141555501345678901\",\"text\":\"x\"}\n",
               "to is no number"},
           Row{"{\"t_ms\":1,\"dir\":\"mt\",\"to\":\"+14155550134\"}\n", "text is missing"},
       }) {
    const auto texts = ParseRecord(std::string("\n") + row.line, "record.ndjson");
    REQUIRE_FALSE(texts.ok());
    const std::string message(texts.status().message());
    CHECK(message.find("record.ndjson:2") != std::string::npos);
    CHECK(message.find(row.says) != std::string::npos);
    CHECK(message.find("5550134") == std::string::npos);
  }
}

}  // namespace
}  // namespace ledger::verify
