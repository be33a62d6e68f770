#include "ledger/door/front_door.h"

#include <catch2/catch.hpp>

#include "tests/ledger/door/door_world.h"

namespace ledger {
namespace {

TEST_CASE("FrontDoor: health says whether it takes everything") {
  DoorWorld world(/*start=*/false);
  CHECK(world.Call(world.Get("/v1/health", {})).status == 503);
  world.Start();
  const http::HttpResponse response = world.Call(world.Get("/v1/health", {}));
  CHECK(response.status == 200);
  CHECK_THAT(response.body, Catch::Contains("ready"));
  CHECK(world.Call(world.Get("/v1/nothing", {})).status == 404);
}

TEST_CASE("FrontDoor: a producer that failed for good ends the process") {
  DoorWorld world;
  world.log.SetFaults([](const OutgoingRecord&) { return Fault::kFatal; });
  CHECK(world.Call(world.Post(OptOutJson("1"))).status == 503);
  world.thread.join();
  CHECK(absl::IsFailedPrecondition(world.ran));
  // What comes afterwards is told to come again.
  CHECK(world.Call(world.Post(OptOutJson("1"))).status == 503);
}

TEST_CASE("FrontDoor: stops cleanly and answers what it took") {
  DoorWorld world;
  std::vector<Answer> answers;
  for (int i = 0; i < 100; ++i) {
    answers.push_back(world.Send(world.Post(OptOutJson(std::to_string(i)))));
  }
  world.Stop();
  CHECK(world.ran.ok());
  std::size_t durable = 0;
  for (const Answer& answer : answers) {
    const auto response = answer.Get();
    REQUIRE(response.has_value());
    CHECK((response->status == 200 || response->status == 503));
    durable += response->status == 200 ? 1 : 0;
  }
  CHECK(world.Ledger().size() == durable);
}

TEST_CASE("FrontDoor: counts what it does") {
  DoorWorld world;
  world.Call(world.Post(OptOutJson("1")));
  world.Call(world.Post(OptOutJson("1", "13013")));
  const std::string metrics = world.metrics.Render();
  CHECK_THAT(metrics, Catch::Contains("consent_admitted_total{origin=\"http\"} 1"));
  CHECK_THAT(metrics, Catch::Contains("consent_rejected_total{reason=\"invalid_number\"} 1"));
  CHECK_THAT(metrics, Catch::Contains("consent_append_durable_seconds_count 1"));
}

}  // namespace
}  // namespace ledger
