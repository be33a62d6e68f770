#include <catch2/catch.hpp>

#include "tests/ledger/door/door_world.h"

namespace ledger {
namespace {

TEST_CASE("CheckPeppers: keys with another pepper are refused") {
  MemoryLog log;
  const KeyRing keys = *KeyRing::Parse(DoorKeyFile(), "keys");
  DefineAccount(log, "acme", "13013", keys);
  ControlState state;
  Offset offset = 0;
  for (const auto& entry : log.Read(kDoorControl, 0)) {
    REQUIRE(state.Apply(offset++, 1, *DecodeControl(entry.value)) == "");
  }
  CHECK(CheckPeppers(state, keys).ok());
  const KeyRing others = *KeyRing::Parse(
      "acme k1 " + std::string(64, '9') + " " + std::string(64, '2') + "\n", "keys");
  const absl::Status refused = CheckPeppers(state, others);
  CHECK(absl::IsFailedPrecondition(refused));
  CHECK_THAT(std::string(refused.message()), Catch::Contains("acme"));
  // Other data keys are no other contacts.
  const KeyRing rotated = *KeyRing::Parse(
      "acme k2 " + std::string(64, '1') + " " + std::string(64, '8') + "\n", "keys");
  CHECK(CheckPeppers(state, rotated).ok());
}

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
