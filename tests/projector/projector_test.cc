#include "projector/projector.h"

#include <catch2/catch.hpp>

#include "tests/projector/fold_fixture.h"
#include "tests/projector/memory_reader.h"

namespace projector::test {
namespace {

struct LoopWorld {
  explicit LoopWorld(std::uint64_t seed) : log(seed), reader(log) {}

  void Restart() {
    projector.reset();
    projection = std::make_unique<LocalProjection>(absl::ZeroDuration());
    projection->Add(OpenOver(store));
    projector = std::make_unique<Projector>("topic", reader, *projection, clock);
    REQUIRE(projector->Start().ok());
  }
  void Turn() {
    clock.monotonic += absl::Seconds(2);
    const auto folded = projector->RunOnce(absl::ZeroDuration());
    REQUIRE(folded.ok());
  }
  FoldPosition Position() const { return projection->Find(0)->Position(); }

  RandomLog log;
  MemoryReader reader;
  MemoryStore store;
  StandingClock clock;
  std::unique_ptr<LocalProjection> projection;
  std::unique_ptr<Projector> projector;
};

TEST_CASE("Projector: is ready when it has caught up and not before", "[projector]") {
  LoopWorld world(1);
  world.log.Grow(2500);
  world.Restart();
  CHECK_FALSE(world.projector->Ready().ok());
  world.Turn();
  CHECK(world.Position().next == 1000);
  CHECK_FALSE(world.projector->Ready().ok());
  world.Turn();
  world.Turn();
  world.Turn();
  CHECK(world.Position().next == 2500);
  CHECK(world.projector->Ready().ok());
  CHECK(world.projector->lag().at(0) == 0);
}

TEST_CASE("Projector: goes on at its position after a restart", "[projector]") {
  LoopWorld world(2);
  world.log.Grow(1500);
  world.Restart();
  world.Turn();
  world.Turn();
  world.Restart();
  CHECK(world.reader.assigned_at == 1499);
  // Nobody relies on it before the last record was recognised.
  CHECK(world.Position().halted);
  world.log.Grow(100);
  world.Turn();
  CHECK_FALSE(world.Position().halted);
  CHECK(world.Position().next == 1600);
  MemoryStore straight;
  FoldUpTo(*OpenOver(straight), world.log, world.log.next(), 64);
  CHECK(Dump(world.store, 40) == Dump(straight, 40));
}

TEST_CASE("Projector: a log that ends before the position closes the partition", "[projector]") {
  LoopWorld world(3);
  world.log.Grow(500);
  world.Restart();
  world.Turn();
  world.reader.cut = 400;
  world.Restart();
  CHECK(world.Position().halted);
  CHECK(world.Position().halted_why.find("lost") != std::string::npos);
  world.Turn();
  CHECK(world.Position().next == 500);
  CHECK_FALSE(world.projector->Ready().ok());
}

TEST_CASE("Projector: a log that loses its end while it is read closes the partition",
          "[projector]") {
  LoopWorld world(5);
  world.log.Grow(500);
  world.Restart();
  world.Turn();
  world.reader.cut = 400;
  world.reader.lost = absl::DataLossError("offset out of range");
  world.Turn();
  world.Turn();
  CHECK(world.projection->Find(0)->IsClosed());
  CHECK(world.Position().halted_why.find("lost") != std::string::npos);
}

TEST_CASE("Projector: a loss that the log does not show is looked at once, and closes if it stays",
          "[projector]") {
  LoopWorld world(6);
  world.log.Grow(500);
  world.Restart();
  world.Turn();
  world.reader.lost = absl::DataLossError("a gap");
  world.Turn();
  world.Turn();
  CHECK_FALSE(world.projection->Find(0)->IsClosed());
  CHECK(world.reader.assigned_at == 499);  // the last record comes once more
  CHECK_FALSE(world.Position().halted);
  world.reader.lost_stays = true;
  world.reader.lost = absl::DataLossError("a gap");
  for (int turn = 0; turn < 4; ++turn) world.Turn();
  CHECK(world.projection->Find(0)->IsClosed());
  CHECK(world.Position().halted_why == "a gap");
}

TEST_CASE("Projector: is not ready while it cannot ask for the end of the log", "[projector]") {
  LoopWorld world(4);
  world.log.Grow(100);
  world.Restart();
  world.Turn();
  world.Turn();
  REQUIRE(world.projector->Ready().ok());
  world.reader.broken = true;
  world.clock.monotonic += absl::Seconds(2);
  CHECK(absl::IsUnavailable(world.projector->RunOnce(absl::ZeroDuration()).status()));
  world.reader.broken = false;
  world.Turn();
  CHECK(world.projector->Ready().ok());
}

}  // namespace
}  // namespace projector::test
