#include "ledger/http/responder.h"

#include <catch2/catch.hpp>
#include <vector>

namespace ledger::http {
namespace {

TEST_CASE("Responder: delivers once, and again only if nobody has answered", "[http][responder]") {
  std::vector<int> delivered;
  const auto deliver = [&](const HttpResponse& response) { delivered.push_back(response.status); };
  {
    const Responder respond(deliver);
    {
      const Responder copy = respond;
      copy({.status = 202});
    }
  }
  CHECK(delivered == std::vector<int>{202});
  delivered.clear();
  {
    const Responder respond(deliver);
    const Responder copy = respond;
  }
  CHECK(delivered == std::vector<int>{500});
}

}  // namespace
}  // namespace ledger::http
