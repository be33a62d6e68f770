#include "ledger/cli/permission.h"

#include <catch2/catch.hpp>

#include "tests/support/fold_world.h"

namespace ledger::cli {
namespace {

using test::FoldWorld;
using test::kMarketing;

Permission Now(const FoldWorld& world) {
  return PermissionOf(world.contact, kMarketing, world.now_ms);
}

std::string Why(const FoldWorld& world, Permission to, bool evidence = true,
                TimeMs agreed_at_ms = test::kStart) {
  return WhyNotEditable(world.contact,
                        {kMarketing, LineId("13013"), to, evidence, agreed_at_ms}, world.now_ms);
}

TEST_CASE("Permission: the one of five that says most", "[cli]") {
  FoldWorld world;
  CHECK(Now(world) == Permission::kNotSet);
  world.FormOptIn();
  CHECK(Now(world) == Permission::kOptIn);
  world.WebOptOut();
  CHECK(Now(world) == Permission::kOptOut);
  world.Append(NumberDeactivated{"carrier"});
  CHECK(Now(world) == Permission::kBadNumber);
  world.Append(PermissionSet{kMarketing, Permission::kStopped, "Ana", "", {}});
  CHECK(Now(world) == Permission::kStopped);
}

TEST_CASE("Permission: a refused edit says what would be needed", "[cli]") {
  FoldWorld world;
  CHECK(Why(world, Permission::kNotSet).find("--status opt_out") != std::string::npos);
  CHECK(Why(world, Permission::kOptIn, false).find("--disclosure-version") != std::string::npos);
  CHECK(Why(world, Permission::kOptIn, true, kNoTime).find("--agreed-at") != std::string::npos);
  CHECK(Why(world, Permission::kOptIn) == "");
  world.WebOptOut();
  CHECK(Why(world, Permission::kOptIn, true, world.now_ms).find("opted out at") !=
        std::string::npos);
  CHECK(Why(world, Permission::kOptIn, true, world.now_ms + 1) == "");
  world.Stop();
  CHECK(Why(world, Permission::kOptIn, true, world.now_ms + 1).find("text START to 13013") !=
        std::string::npos);
  CHECK(Why(world, Permission::kOptOut) == "");
  CHECK(Why(world, Permission::kBadNumber) == "");
}

TEST_CASE("Permission: what may be edited is what the fold then does", "[cli]") {
  for (const bool stopped : {false, true}) {
    FoldWorld world;
    if (stopped) world.Stop(); else world.WebOptOut();
    const TimeMs agreed_ms = world.now_ms + 1;
    const bool allowed = Why(world, Permission::kOptIn, true, agreed_ms).empty();
    const Effect effect = world.Append(
        PermissionSet{kMarketing, Permission::kOptIn, "Ana", "", {"card-7", {}, {}, {}, {}}},
        agreed_ms);
    CHECK(allowed == (effect.disposition == Disposition::kApplied));
    CHECK(allowed == !stopped);
  }
}

TEST_CASE("Permission: names are read as they are shown", "[cli]") {
  for (const Permission permission : {Permission::kNotSet, Permission::kOptIn, Permission::kOptOut,
                                      Permission::kStopped, Permission::kBadNumber}) {
    CHECK(PermissionNamed(PermissionName(permission)) == permission);
  }
  CHECK(PermissionNamed("Opt In") == Permission::kUnknown);
  CHECK(PermissionTitle(Permission::kBadNumber) == "Bad Number");
}

}  // namespace
}  // namespace ledger::cli
