#include "ledger/cli/late_stop.h"

#include <catch2/catch.hpp>

#include "tests/support/fold_world.h"

namespace ledger::cli {
namespace {

TEST_CASE("AgreedSince: who is opted in by an act that is later than the stop") {
  test::FoldWorld world;
  CHECK_FALSE(AgreedSince(world.contact, 0, world.now_ms));
  world.FormOptIn();
  const TimeMs agreed_ms = world.contact.programs.front().other_in.time_ms;
  CHECK(AgreedSince(world.contact, agreed_ms - 1, world.now_ms));
  CHECK_FALSE(AgreedSince(world.contact, agreed_ms, world.now_ms));
  world.Append(OptedOut{{Reach::kEverything, {}}, OptOutMeans::kWeb, {}, {}});
  CHECK_FALSE(AgreedSince(world.contact, agreed_ms - 1, world.now_ms));
}

TEST_CASE("AgreedSince: an imported consent has no time to compare") {
  test::FoldWorld world;
  world.Import(EvidenceGrade::kA);
  CHECK(world.MarketingStatus() == Status::kOptedIn);
  CHECK_FALSE(AgreedSince(world.contact, 0, world.now_ms));
}

}  // namespace
}  // namespace ledger::cli
