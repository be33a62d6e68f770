// What becomes of a contact when its number changes hands, or somebody asks whether it did.
#include <catch2/catch.hpp>

#include "tests/support/fold_world.h"

namespace ledger::test {

TEST_CASE("Apply: a number that changed hands is stopped for all programs until its handset agrees",
          "[ledger][apply]") {
  FoldWorld world;
  world.FormOptIn();
  CHECK(world.Append(NumberReassigned{"rnd", kStart}).hold_back);
  CHECK(world.MarketingStatus() == Status::kStopped);
  CHECK(StatusOf(world.contact, kShipping, world.now_ms) == Status::kStopped);
  CHECK(world.FormOptIn().reason == Reason::kStoppedNeedsHandset);
  world.Start();
  CHECK(world.Reachable());
}

TEST_CASE("Apply: a database that does not say that a number changed hands changes nothing",
          "[ledger][apply]") {
  for (const ReassignmentAnswer answer : {ReassignmentAnswer::kNo, ReassignmentAnswer::kNoData}) {
    FoldWorld world;
    world.FormOptIn();
    ContactState before = world.contact;
    const Effect effect = world.Append(ReassignmentQueried{"rnd", answer, kStart});
    CHECK(effect.disposition == Disposition::kApplied);
    CHECK_FALSE(effect.hold_back);
    before.sequence = world.contact.sequence;
    before.last_offset = world.contact.last_offset;
    CHECK(world.contact == before);
    world.Receive();
    world.Append(OptedOut{{Reach::kEverything, {}}, OptOutMeans::kProvider, {}, {}});
    world.Append(ReassignmentQueried{"rnd", answer, kStart});
    CHECK(world.MarketingStatus() == Status::kStopped);
  }
}

}  // namespace ledger::test
