// Encode and Decode are each other's inverse, for random events of every kind; and what the key
// says.
#include "ledger/codec/record_codec.h"

#include <catch2/catch.hpp>
#include <string>
#include <variant>

#include "ledger/codec/protobuf_log.h"
#include "ledger/core/base32.h"
#include "tests/support/random_event.h"
#include "tests/support/sample_events.h"

namespace ledger {
namespace {

const ContactId kContact = ContactId::FromBytes("0123456789abcdef");

std::string KeyOf(const Fact& fact) {
  return IsAboutPartition(fact) ? std::string(kPartitionKey) : ContactKey(kContact);
}

std::string WhyNot(const Record& record) {
  const auto* bad = std::get_if<Undecodable>(&record.content);
  return bad != nullptr ? bad->why : "";
}

TEST_CASE("Decode: gives back what was encoded, for random events of every kind", "[codec]") {
  constexpr std::uint64_t kSeed = 20261122;
  constexpr int kRounds = 300;
  testing::RandomEvent random(kSeed);
  Decoder decoder;
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t kind = 0; kind < std::variant_size_v<Fact>; ++kind) {
      CAPTURE(kSeed, round, kind);
      const Event event = random.OfKind(kind);
      const Record record = decoder.Decode(round, 1000 + round, KeyOf(event.fact), Encode(event));
      INFO(WhyNot(record));
      REQUIRE(std::holds_alternative<Event>(record.content));
      REQUIRE(std::get<Event>(record.content) == event);
      REQUIRE(record.offset == round);
      REQUIRE(record.appended_at_ms == 1000 + round);
    }
  }
}

TEST_CASE("Decode: any prefix and any flipped byte of a record gives a record", "[codec]") {
  SilenceProtobufLog();
  Decoder decoder;
  for (const auto& [name, event] : testing::SampleEvents()) {
    const std::string bytes = Encode(event);
    const std::string key = KeyOf(event.fact);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      CAPTURE(name, size);
      // Nothing that lost its end may pass for what it was.
      REQUIRE_FALSE(decoder.Decode(0, 0, key, bytes.substr(0, size)).content ==
                    std::variant<Event, Undecodable>(event));
      std::string flipped = bytes;
      flipped[size] = static_cast<char>(flipped[size] ^ 0x55);
      (void)decoder.Decode(0, 0, key, flipped);
    }
  }
}

TEST_CASE("Decode: the key names the contact or the partition", "[codec]") {
  const auto samples = testing::SampleEvents();
  const Event contact_event = samples.front().event;
  const Event partition_event = samples.back().event;
  REQUIRE_FALSE(IsAboutPartition(contact_event.fact));
  REQUIRE(IsAboutPartition(partition_event.fact));

  const Record contact = Decode(0, 0, ContactKey(kContact), Encode(contact_event));
  CHECK(contact.contact == kContact);
  CHECK_FALSE(contact.about_partition);

  const Record partition = Decode(0, 0, "~p", Encode(partition_event));
  CHECK(partition.contact == ContactId());
  CHECK(partition.about_partition);
}

TEST_CASE("Decode: a key that does not fit makes the record undecodable", "[codec]") {
  const auto samples = testing::SampleEvents();
  const std::string contact_bytes = Encode(samples.front().event);
  const std::string partition_bytes = Encode(samples.back().event);
  struct Row {
    std::string key;
    std::string bytes;
    bool about_partition;
  };
  std::string upper = ContactKey(kContact);
  upper[0] = 'A';
  for (const Row& row :
       {Row{"", contact_bytes, true}, Row{"~q", contact_bytes, true},
        Row{"+14155550134", contact_bytes, true}, Row{upper, contact_bytes, true},
        Row{"~p", contact_bytes, true}, Row{ContactKey(kContact), partition_bytes, false}}) {
    CAPTURE(row.key);
    const Record record = Decode(5, 6, row.key, row.bytes);
    CHECK(WhyNot(record).find("key") == 0);
    CHECK(record.about_partition == row.about_partition);
    CHECK(record.offset == 5);
  }
}

TEST_CASE("Decode: bytes that are no record are undecodable and never quoted", "[codec]") {
  for (const std::string& bytes :
       {std::string(), std::string("\0", 1), std::string("{\"account\":\"acme\"}"),
        std::string("+14155550134"), std::string(100, '\xff')}) {
    const Record record = Decode(0, 0, ContactKey(kContact), bytes);
    CHECK_FALSE(WhyNot(record).empty());
    CHECK(WhyNot(record).find("4155550134") == std::string::npos);
  }
}

TEST_CASE("Decode: a text that is not UTF-8 is undecodable", "[codec]") {
  SilenceProtobufLog();
  Event event = testing::SampleEvents().front().event;
  event.source = "caf_";
  std::string bytes = Encode(event);
  bytes.replace(bytes.find("caf_"), 4, "caf\xe9");
  CHECK_FALSE(WhyNot(Decode(0, 0, ContactKey(kContact), bytes)).empty());
}

TEST_CASE("Encode: whatever the texts are, they can be read back", "[codec]") {
  SilenceProtobufLog();
  Event event = testing::SampleEvents().front().event;
  event.source = "caf\xe9 \xe2\x82\xac";
  ContactImported fact;
  fact.source = "caf\xe9";
  fact.segments = {SegmentName("a\xff")};
  event.fact = fact;
  const Record record = Decode(0, 0, ContactKey(kContact), Encode(event));
  REQUIRE(WhyNot(record).empty());
  const Event& read = std::get<Event>(record.content);
  CHECK(read.source == "caf\xef\xbf\xbd \xe2\x82\xac");
  const auto& imported = std::get<ContactImported>(read.fact);
  CHECK(imported.source == "caf\xef\xbf\xbd");
  CHECK(imported.segments == std::vector<SegmentName>{SegmentName("a\xef\xbf\xbd")});
}

}  // namespace
}  // namespace ledger
