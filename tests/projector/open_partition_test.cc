#include "projector/rebuild/open_partition.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "projector/store/rocks_store.h"
#include "tests/projector/fold_fixture.h"
#include "tests/projector/memory_reader.h"
#include "tests/projector/temp_folder.h"

namespace projector::test {
namespace {

struct Folder {
  std::unique_ptr<PartitionProjection> Open(const RandomLog& log, bool anew = false,
                                            Offset cut = -1) {
    OpenJob job;
    job.rebuild.topic = "topic";
    job.rebuild.end = cut >= 0 ? cut : log.next();
    job.rebuild.folder = path();
    job.anew = anew;
    job.rebuild_from = 100;
    job.make_reader = [&]() -> absl::StatusOr<std::unique_ptr<LogReader>> {
      auto reader = std::make_unique<MemoryReader>(log);
      reader->cut = cut;
      return std::unique_ptr<LogReader>(std::move(reader));
    };
    job.on_rebuild = [this](const absl::Status&) { ++rebuilds; };
    auto opened = OpenPartition(job, resources, {});
    INFO(opened.status().message());
    REQUIRE(opened.ok());
    return *std::move(opened);
  }
  [[nodiscard]] std::string path() const { return temp / "p0"; }
  [[nodiscard]] LogMemory Memory() const { return Value(LoadMemory(MemoryPath(path()))); }

  TempFolder temp;
  RocksResources resources{{}};
  int rebuilds = 0;
};

std::string WhyClosed(const PartitionProjection& partition) {
  return partition.IsClosed() ? partition.Position().halted_why : "";
}

// The log of `seed` with `count` records.
RandomLog LogOf(std::uint64_t seed, std::size_t count) {
  RandomLog log(seed);
  log.Grow(count);
  return log;
}

TEST_CASE("OpenPartition: a lost folder over a log that lost its end stays closed", "[projector]") {
  Folder folder;
  const RandomLog log = LogOf(1, 500);
  REQUIRE(WhyClosed(*folder.Open(log)).empty());
  CHECK(folder.Memory().next == 500);
  std::filesystem::remove_all(folder.path());
  {
    const auto closed = folder.Open(log, false, 400);
    CHECK(WhyClosed(*closed).find("accept-truncation --partition 0") != std::string::npos);
    CHECK(closed->Position().next == 0);
  }
  CHECK(folder.Memory().next == 500);
  // The log came back: nothing was lost.
  CHECK(WhyClosed(*folder.Open(log)).empty());
}

TEST_CASE("OpenPartition: asked to rebuild, it keeps the old folder of a log that lost records",
          "[projector]") {
  Folder folder;
  REQUIRE(WhyClosed(*folder.Open(LogOf(2, 500))).empty());
  SECTION("its end") {
    const auto closed = folder.Open(LogOf(2, 500), true, 400);
    CHECK_FALSE(WhyClosed(*closed).empty());
    CHECK(closed->Position().next == 500);
  }
  SECTION("and shows others in their place") {
    RandomLog other = LogOf(2, 400);
    while (other.next() < 600) other.Reply(3);
    const auto closed = folder.Open(other, true);
    CHECK(WhyClosed(*closed).find("another record at 499") != std::string::npos);
    CHECK(closed->Position().next == 500);
  }
}

TEST_CASE("OpenPartition: an accepted truncation opens it, and is remembered", "[projector]") {
  Folder folder;
  REQUIRE(WhyClosed(*folder.Open(LogOf(3, 500))).empty());
  RandomLog log = LogOf(3, 400);
  CHECK_FALSE(WhyClosed(*folder.Open(log)).empty());
  log.AppendToPartition(TruncationAccepted{400, 500, "operator"});
  log.Grow(20);
  CHECK(WhyClosed(*folder.Open(log)).empty());
  CHECK(folder.Memory().next == 421);
  CHECK(folder.Memory().truncated_at == 400);
  // The acceptance covers what was lost before it, not what is lost after it.
  CHECK_FALSE(WhyClosed(*folder.Open(log, true, 410)).empty());
}

TEST_CASE("OpenPartition: damage and doubt lead to a rebuild", "[projector]") {
  Folder folder;
  const RandomLog log = LogOf(4, 500);
  REQUIRE(WhyClosed(*folder.Open(log)).empty());
  REQUIRE(folder.rebuilds == 1);
  REQUIRE(WhyClosed(*folder.Open(log)).empty());
  REQUIRE(folder.rebuilds == 1);
  SECTION("a doubt that the fold left behind") {
    LogMemory memory = folder.Memory();
    memory.doubt = "a stored contact cannot be read";
    REQUIRE(SaveMemory(MemoryPath(folder.path()), memory).ok());
  }
  SECTION("a file that is damaged") { std::ofstream(folder.path() + "/CURRENT") << "nonsense"; }
  const auto opened = folder.Open(log);
  CHECK(WhyClosed(*opened).empty());
  CHECK(opened->Position().next == 500);
  CHECK(folder.rebuilds == 2);
  CHECK(folder.Memory().doubt.empty());
}

TEST_CASE("OpenPartition: a memory that cannot be read keeps the partition closed", "[projector]") {
  Folder folder;
  const RandomLog log = LogOf(5, 500);
  REQUIRE(WhyClosed(*folder.Open(log)).empty());
  std::ofstream(MemoryPath(folder.path())) << "consent-log-memory-1 12";
  CHECK(WhyClosed(*folder.Open(log)).find("cannot be read") != std::string::npos);
}

TEST_CASE("LogMemory: comes back as it was saved", "[projector]") {
  const TempFolder folder;
  const std::string path = folder / "p0.memory";
  CHECK(Value(LoadMemory(path)) == LogMemory{});
  LogMemory memory;
  memory.next = 77;
  memory.last_hash.fill(0xab);
  memory.truncated_at = 5;
  memory.truncated_at_ms = 1'700'000'000'000;
  REQUIRE(SaveMemory(path, memory).ok());
  CHECK(Value(LoadMemory(path)) == memory);
  memory.doubt = "two words";
  REQUIRE(SaveMemory(path, memory).ok());
  CHECK(Value(LoadMemory(path)) == memory);
}

}  // namespace
}  // namespace projector::test
