#include <catch2/catch.hpp>

#include "tests/ledger/door/door_world.h"

namespace ledger {
namespace {

TEST_CASE("CheckPeppers: the front door does not run with another pepper") {
  DoorWorld world(/*start=*/false);
  world.keys = *KeyRing::Parse(
      "acme k1 " + std::string(64, '9') + " " + std::string(64, '2') + "\n", "keys");
  std::stop_source stop;
  CHECK(absl::IsFailedPrecondition(world.door->Run(stop.get_token(), [] {})));
  CHECK_FALSE(world.door->Ready().ok());
  CHECK(world.Call(world.Post(OptOutJson("1"))).status == 503);
}

}  // namespace
}  // namespace ledger
