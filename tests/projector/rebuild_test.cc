#include "projector/rebuild/rebuild.h"

#include <catch2/catch.hpp>

#include "projector/store/rocks_store.h"
#include "tests/projector/fold_fixture.h"
#include "tests/projector/memory_reader.h"
#include "tests/projector/temp_folder.h"

namespace projector::test {
namespace {

std::string DumpFolder(const std::string& folder, const RocksResources& resources) {
  auto store = RocksStore::Open(folder, resources);
  INFO(store.status().message());
  REQUIRE(store.ok());
  return Dump(**store, 40);
}

absl::Status Rebuild(const RandomLog& log, const std::string& folder,
                     const RocksResources& resources, const std::stop_token& stop = {}) {
  MemoryReader reader(log);
  RebuildJob job;
  job.topic = "topic";
  job.end = log.next();
  job.folder = folder;
  return RebuildPartition(job, reader, resources, stop);
}

TEST_CASE("rebuild: gives the folder that folding live gives", "[projector]") {
  const RocksResources resources({});
  for (const std::uint64_t seed : {1U, 2U}) {
    RandomLog log(seed);
    log.Grow(3000);
    MemoryStore live;
    FoldUpTo(*OpenOver(live), log, log.next(), 64);
    const TempFolder folder;
    const absl::Status status = Rebuild(log, folder / "p0", resources);
    INFO(status.message());
    REQUIRE(status.ok());
    CHECK(DumpFolder(folder / "p0", resources) == Dump(live, 40));
    CHECK_FALSE(std::filesystem::exists(folder / "p0.building"));
    CHECK_FALSE(std::filesystem::exists(folder / "p0.new"));
    CHECK_FALSE(std::filesystem::exists(folder / "p0.old"));
  }
}

TEST_CASE("rebuild: the fold goes on live where the rebuild ended", "[projector]") {
  const RocksResources resources({});
  RandomLog log(3);
  log.Grow(1000);
  const TempFolder folder;
  REQUIRE(Rebuild(log, folder / "p0", resources).ok());
  log.Grow(500);
  MemoryStore live;
  FoldUpTo(*OpenOver(live), log, log.next(), 64);
  {
    auto store = RocksStore::Open(folder / "p0", resources);
    REQUIRE(store.ok());
    FoldUpTo(*OpenOver(**store), log, log.next(), 64);
  }
  CHECK(DumpFolder(folder / "p0", resources) == Dump(live, 40));
}

TEST_CASE("rebuild: replaces an old folder and leaves it alone when it is stopped", "[projector]") {
  const RocksResources resources({});
  RandomLog old(4);
  old.Grow(300);
  const TempFolder folder;
  REQUIRE(Rebuild(old, folder / "p0", resources).ok());
  const std::string before = DumpFolder(folder / "p0", resources);
  RandomLog log(5);
  log.Grow(800);
  std::stop_source stop;
  stop.request_stop();
  CHECK(absl::IsCancelled(Rebuild(log, folder / "p0", resources, stop.get_token())));
  CHECK(DumpFolder(folder / "p0", resources) == before);
  REQUIRE(Rebuild(log, folder / "p0", resources).ok());
  MemoryStore live;
  FoldUpTo(*OpenOver(live), log, log.next(), 64);
  CHECK(DumpFolder(folder / "p0", resources) == Dump(live, 40));
}

TEST_CASE("rebuild: an empty log gives an empty folder", "[projector]") {
  const RocksResources resources({});
  const RandomLog log(6);
  const TempFolder folder;
  REQUIRE(Rebuild(log, folder / "p0", resources).ok());
  auto store = RocksStore::Open(folder / "p0", resources);
  REQUIRE(store.ok());
  CHECK_FALSE(Value((*store)->LoadMeta()).has_value());
}

}  // namespace
}  // namespace projector::test
