#include "projector/store/rocks_store.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "projector/store/store_keys.h"
#include "rocksdb/db.h"
#include "tests/projector/fold_fixture.h"
#include "tests/projector/temp_folder.h"

namespace projector::test {
namespace {

std::unique_ptr<RocksStore> OpenStore(const std::string& folder, const RocksResources& resources) {
  auto store = RocksStore::Open(folder, resources);
  INFO(store.status().message());
  REQUIRE(store.ok());
  return *std::move(store);
}

TEST_CASE("RocksStore: holds what memory holds, to the byte", "[projector]") {
  const RocksResources resources({});
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    INFO("seed " << seed);
    RandomLog log(seed);
    log.Grow(2000);
    MemoryStore memory;
    FoldUpTo(*OpenOver(memory), log, log.next(), 100);
    const TempFolder folder;
    const auto rocks = OpenStore(folder / "p0", resources);
    FoldUpTo(*OpenOver(*rocks), log, log.next(), 37);
    CHECK(Dump(*rocks, 40) == Dump(memory, 40));
  }
}

TEST_CASE("RocksStore: a process that dies between batches counts nothing twice", "[projector]") {
  const RocksResources resources({});
  RandomLog log(4);
  log.Grow(1000);
  MemoryStore memory;
  FoldUpTo(*OpenOver(memory), log, log.next(), 100);
  const TempFolder folder;
  for (Offset end = 100; end <= log.next(); end += 100) {
    const auto rocks = OpenStore(folder / "p0", resources);
    FoldUpTo(*OpenOver(*rocks), log, end, 33);
  }
  CHECK(Dump(*OpenStore(folder / "p0", resources), 40) == Dump(memory, 40));
}

TEST_CASE("RocksStore: pages are the same as in memory", "[projector]") {
  const RocksResources resources({});
  RandomLog log(5);
  log.Grow(1500);
  MemoryStore memory;
  FoldUpTo(*OpenOver(memory), log, log.next(), 100);
  const TempFolder folder;
  const auto rocks = OpenStore(folder / "p0", resources);
  FoldUpTo(*OpenOver(*rocks), log, log.next(), 100);
  const SegmentKey all{AccountId("acme"), "~all"};
  std::optional<ContactId> after;
  do {
    const auto page = Value(rocks->ScanSegment(all, after, 3));
    CHECK(page == Value(memory.ScanSegment(all, after, 3)));
    after = page.empty() ? std::nullopt : std::optional(page.back());
  } while (after.has_value());
  std::vector<Offset> offsets;
  REQUIRE(rocks
              ->ScanEvents(1490,
                           [&](Offset offset, std::string_view) {
                             offsets.push_back(offset);
                             return offsets.size() < 5;
                           })
              .ok());
  CHECK(offsets == std::vector<Offset>{1490, 1491, 1492, 1493, 1494});
  CHECK(rocks->LoadEvent(5000).status().code() == absl::StatusCode::kNotFound);
}

TEST_CASE("RocksStore: a folder of another format is refused", "[projector]") {
  const RocksResources resources({});
  const TempFolder folder;
  const std::string path = folder / "p0";
  OpenStore(path, resources).reset();
  {
    rocksdb::DB* raw = nullptr;
    REQUIRE(rocksdb::DB::Open(rocksdb::Options(), path, &raw).ok());
    const std::unique_ptr<rocksdb::DB> db(raw);
    REQUIRE(db->Put({}, store_keys::FormatKey(), "consent-projection/0").ok());
  }
  const auto refused = RocksStore::Open(path, resources).status();
  CHECK(refused.code() == absl::StatusCode::kFailedPrecondition);
  CHECK(refused.message().find("rebuild") != absl::string_view::npos);
}

TEST_CASE("RocksStore: two processes cannot have one folder open", "[projector]") {
  const RocksResources resources({});
  const TempFolder folder;
  const auto first = OpenStore(folder / "p0", resources);
  CHECK(RocksStore::Open(folder / "p0", resources).status().code() ==
        absl::StatusCode::kUnavailable);
}

// Every key and value of a store, as RocksDB gives them: in the files they may be compressed.
std::string AllBytes(const std::string& path) {
  rocksdb::DB* raw = nullptr;
  REQUIRE(rocksdb::DB::OpenForReadOnly(rocksdb::Options(), path, &raw).ok());
  const std::unique_ptr<rocksdb::DB> db(raw);
  const std::unique_ptr<rocksdb::Iterator> at(db->NewIterator({}));
  std::string bytes;
  for (at->SeekToFirst(); at->Valid(); at->Next()) {
    bytes += at->key().ToString() + "\n" + at->value().ToString() + "\n";
  }
  REQUIRE(at->status().ok());
  return bytes;
}

// Whatever looks like an E.164 number of this length.
std::set<std::string> NumbersIn(const std::string& bytes) {
  constexpr std::size_t kLength = 12;
  std::set<std::string> numbers;
  for (std::size_t at = bytes.find('+'); at != std::string::npos; at = bytes.find('+', at + 1)) {
    const std::string number = bytes.substr(at, kLength);
    if (number.size() == kLength && std::all_of(number.begin() + 1, number.end(),
                                                [](char c) { return c >= '0' && c <= '9'; })) {
      numbers.insert(number);
    }
  }
  return numbers;
}

TEST_CASE("RocksStore: it holds no number in clear", "[projector]") {
  const RocksResources resources({});
  RandomLog log(6);
  log.Grow(1000);
  const TempFolder folder;
  const std::string path = folder / "p0";
  {
    const auto rocks = OpenStore(path, resources);
    FoldUpTo(*OpenOver(*rocks), log, log.next(), 100);
  }
  // The log of the test has the number of the account's line, which is the account's own and no
  // contact's; the numbers of contacts come sealed, and their ids are hashes.
  CHECK(NumbersIn(AllBytes(path)) == std::set<std::string>{"+18335550100"});
  {
    rocksdb::DB* raw = nullptr;
    REQUIRE(rocksdb::DB::Open(rocksdb::Options(), path, &raw).ok());
    const std::unique_ptr<rocksdb::DB> db(raw);
    REQUIRE(db->Put({}, "planted", "so that the search finds one: +14155550134").ok());
  }
  CHECK(NumbersIn(AllBytes(path)).contains("+14155550134"));
}

TEST_CASE("store keys: big-endian, counted and apart", "[projector]") {
  using namespace store_keys;  // NOLINT
  CHECK(EventKey(1) < EventKey(2));
  CHECK(EventKey(255) < EventKey(256));
  CHECK(EventKey(0x0102030405060708) == std::string("e\x01\x02\x03\x04\x05\x06\x07\x08"));
  // One segment's name is the beginning of another's, and its members are not the other's.
  const AccountId account{"a"};
  CHECK(MemberKey({account, "vip2"}, {}).find(MemberPrefix({account, "vip"})) != 0);
  CHECK(CounterKey({AccountId("ab"), "c"}) != CounterKey({account, "bc"}));
  CHECK(PrefixEnd("ab") == "ac");
  CHECK(PrefixEnd(std::string("a\xff")) == "b");
}

}  // namespace
}  // namespace projector::test
