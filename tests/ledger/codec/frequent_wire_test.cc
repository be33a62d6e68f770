// The two readers of a record say the same: for every record that Encode() writes, and for mutants
// of such records, the fast one either declines or gives what the other one gives.
#include "ledger/codec/frequent_wire.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "ledger/codec/facts_wire.h"
#include "ledger/codec/protobuf_log.h"
#include "ledger/codec/record_codec.h"
#include "tests/support/random_event.h"
#include "tests/support/sample_events.h"

namespace ledger {
namespace {

constexpr std::uint64_t kSeed = 20261123;

bool IsFrequent(const Fact& fact) {
  return std::holds_alternative<ContactImported>(fact) ||
         std::holds_alternative<KeywordReplied>(fact) ||
         std::holds_alternative<ReplyDecided>(fact) || std::holds_alternative<SendIntended>(fact) ||
         std::holds_alternative<SendConcluded>(fact) ||
         std::holds_alternative<DeliveryReported>(fact);
}

// Whether the fast reader read `bytes`. If so, the other one reads the same.
bool ReadsAlike(const std::string& bytes) {
  Event fast;
  if (!ReadFrequent(bytes, fast)) return false;
  consent::v1::LedgerRecord memory;
  WireReader reader;
  const Event plain = ReadRecord(bytes, memory, reader);
  CAPTURE(reader.ok());
  REQUIRE(reader.ok());
  REQUIRE(fast == plain);
  return true;
}

// Changes `bytes` in one of the ways in which bytes go wrong, or are spelled differently.
void Mutate(std::string& bytes, std::mt19937_64& random) {
  const auto at = [&] { return static_cast<std::size_t>(random() % bytes.size()); };
  if (bytes.empty()) return;
  const std::size_t place = at();
  switch (random() % 8) {
    case 0:  // any other byte
      bytes[place] = static_cast<char>(random());
      break;
    case 1:  // one bit
      bytes[place] = static_cast<char>(bytes[place] ^ (1 << (random() % 8)));
      break;
    case 2:  // one more or one less: tags, lengths and enumerators stay near to what they were
      bytes[place] = static_cast<char>(bytes[place] + (random() % 2 == 0 ? 1 : -1));
      break;
    case 3:
      bytes.erase(place, 1 + random() % 4);
      break;
    case 4:
      bytes.insert(place, 1 + random() % 2, static_cast<char>(random() % 32));
      break;
    case 5:  // a part stands there twice
      bytes.insert(at(), bytes.substr(place, 1 + random() % 24));
      break;
    case 6:  // a longer spelling of the same number
      bytes[place] = static_cast<char>(bytes[place] | '\x80');
      bytes.insert(place + 1, 1, '\0');
      break;
    default:  // zero and the highest are the usual ends of a range
      bytes[place] = random() % 2 == 0 ? '\0' : '\x7f';
      break;
  }
}

TEST_CASE("ReadFrequent: reads what Encode writes of the frequent facts, and no other fact",
          "[codec]") {
  for (const auto& [name, event] : testing::SampleEvents()) {
    CAPTURE(name);
    CHECK(ReadsAlike(Encode(event)) == IsFrequent(event.fact));
  }
}

TEST_CASE("ReadFrequent: reads random events as the protobuf reader does", "[codec]") {
  testing::RandomEvent random(kSeed);
  int read = 0;
  for (int round = 0; round < 300; ++round) {
    for (std::size_t kind = 0; kind < std::variant_size_v<Fact>; ++kind) {
      CAPTURE(kSeed, round, kind);
      read += ReadsAlike(Encode(random.OfKind(kind))) ? 1 : 0;
    }
  }
  CHECK(read > 0);
}

TEST_CASE("ReadFrequent: gives what the protobuf reader gives of mutants, or declines", "[codec]") {
  SilenceProtobufLog();
  std::mt19937_64 random(kSeed);
  testing::RandomEvent events(kSeed);
  std::size_t read = 0;
  std::size_t declined = 0;
  for (int round = 0; round < 3000; ++round) {
    for (std::size_t kind = 0; kind < std::variant_size_v<Fact>; ++kind) {
      const Event event = events.OfKind(kind);
      if (!IsFrequent(event.fact)) continue;
      std::string bytes = Encode(event);
      for (int step = 0; step < 4; ++step) {
        Mutate(bytes, random);
        CAPTURE(kSeed, round, kind, step);
        ++(ReadsAlike(bytes) ? read : declined);
      }
    }
  }
  // Else this proves nothing.
  CHECK(read > 3000);
  CHECK(declined > 3000);
}

TEST_CASE("ReadFrequent: declines what Encode never writes", "[codec]") {
  for (const auto& [name, event] : testing::SampleEvents()) {
    if (!IsFrequent(event.fact)) continue;
    CAPTURE(name);
    const std::string bytes = Encode(event);
    const std::string id = bytes.substr(0, 18);
    Event into;
    CHECK_FALSE(ReadFrequent(bytes + id, into = Event()));                        // out of order
    CHECK_FALSE(ReadFrequent(id + bytes, into = Event()));                        // repeated
    CHECK_FALSE(ReadFrequent(bytes + "\xfa\x7f\x01x", into = Event()));           // unknown field
    CHECK_FALSE(ReadFrequent(bytes + std::string("\x7a\0", 2), into = Event()));  // a second fact
    CHECK_FALSE(ReadFrequent(bytes.substr(18), into = Event()));                  // no id
    CHECK_FALSE(ReadFrequent(id, into = Event()));                                // no fact
    Event accent = event;
    accent.source = "caf\xc3\xa9";
    CHECK_FALSE(ReadFrequent(Encode(accent), into = Event()));
  }
}

}  // namespace
}  // namespace ledger
