#include "ledger/codec/state_codec.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>

namespace ledger {
namespace {

std::string Hex(std::string_view bytes) {
  std::string hex;
  for (const char c : bytes) {
    constexpr char kDigits[] = "0123456789abcdef";
    hex.push_back(kDigits[static_cast<unsigned char>(c) >> 4]);
    hex.push_back(kDigits[static_cast<unsigned char>(c) & 15]);
  }
  return hex;
}

// States with every field filled, from a seed.
class RandomState {
 public:
  explicit RandomState(std::uint64_t seed) : random_(seed) {}

  ContactState Contact() {
    ContactState s;
    s.account = AccountId(Text());
    s.sealed_number = Text();
    for (std::size_t i = Below(4); i > 0; --i) s.programs.push_back(Program());
    s.marketing = {AnyMark(), AnyMark()};
    s.everything = {AnyMark(), AnyMark()};
    for (std::size_t i = Below(4); i > 0; --i) s.held.push_back(Held());
    for (std::size_t i = Below(4); i > 0; --i) s.blocks.push_back(Number());
    s.bad_number = Below(2) == 1;
    s.erased_at = Number();
    s.reassigned = AnyMark();
    s.zone = Text();
    for (std::size_t i = Below(4); i > 0; --i) s.segments.emplace_back(Text());
    for (std::size_t i = Below(4); i > 0; --i) s.due.push_back(Due());
    for (std::size_t i = Below(4); i > 0; --i) s.recent_grants.push_back(Number());
    for (std::size_t i = Below(4); i > 0; --i) s.recent_answers.push_back(Number());
    s.sequence = random_();
    s.last_offset = Number();
    return s;
  }
  MessageState Message() {
    MessageState s;
    s.state = static_cast<AttemptState>(Below(4));
    s.grant = Id<IntentId>();
    s.epoch = Number();
    s.granted_at = Number();
    s.granted_at_ms = Number();
    s.last_denial = static_cast<Reason>(Below(91));
    s.outcome = static_cast<SendOutcome>(Below(6));
    s.delivery = static_cast<Delivery>(Below(4));
    s.message_class = static_cast<MessageClass>(Below(8));
    s.program = Ref();
    s.campaign = CampaignId(Text());
    s.step = static_cast<std::uint32_t>(random_());
    s.counted_ask = Below(2) == 1;
    return s;
  }
  PartitionState Partition() {
    PartitionState s;
    s.time_ms = Number();
    s.rules = static_cast<std::uint32_t>(random_());
    s.epoch = Number();
    for (std::size_t i = Below(4); i > 0; --i) s.halts[Campaign()] = {Below(2) == 1, Number()};
    for (std::size_t i = Below(4); i > 0; --i) {
      s.finished[{Campaign(), static_cast<std::uint32_t>(Below(9))}] = Number();
    }
    for (std::size_t i = Below(4); i > 0; --i) {
      s.open.insert({Id<IntentId>(), Id<MessageId>(), Id<ContactId>(), {Campaign(), 3}});
    }
    s.truncated_at = Number();
    s.truncated_at_ms = Number();
    return s;
  }

 private:
  std::size_t Below(std::size_t limit) { return random_() % limit; }
  std::string Text() { return std::string(Below(40), static_cast<char>(Below(256))); }
  std::int64_t Number() {
    return static_cast<std::int64_t>(random_() >> Below(64)) * (Below(2) == 0 ? 1 : -1);
  }
  Mark AnyMark() { return {Number(), Number()}; }
  ProgramRef Ref() { return {ProgramId(Text()), static_cast<Category>(Below(3))}; }
  CampaignKey Campaign() { return {AccountId(Text()), CampaignId(Text())}; }
  template <typename T>
  T Id() {
    typename T::Bytes bytes{};
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(Below(256));
    return T(bytes);
  }
  ProgramConsent Program() {
    ProgramConsent p;
    p.ref = Ref();
    p.handset_in = AnyMark();
    p.other_in = AnyMark();
    p.out = {AnyMark(), AnyMark()};
    p.imported = Below(2) == 1;
    p.imported_opt_in = Below(2) == 1;
    if (Below(2) == 1) p.ask = {Id<IntentId>(), LineId(Text()), AnyMark(), Number(), Below(2) == 1};
    p.asks = static_cast<std::uint32_t>(random_());
    p.failed_asks = static_cast<std::uint32_t>(random_());
    return p;
  }
  HeldReply Held() {
    HeldReply r{Id<EventId>(), AnyMark(), LineId(Text()), Below(2) == 1, {}};
    for (std::size_t i = Below(3); i > 0; --i) r.asks.push_back({Ref(), AnyMark(), Number()});
    return r;
  }
  DueMessage Due() {
    return {Id<MessageId>(), static_cast<MessageClass>(Below(8)),
            Ref(),           LineId(Text()),
            Number(),        Number(),
            AnyMark(),       Text(),
            Text()};
  }

  std::mt19937_64 random_;
};

TEST_CASE("state codec: what was encoded is decoded to the same", "[ledger][codec]") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    INFO("seed " << seed);
    RandomState random(seed);
    const ContactState contact = random.Contact();
    const MessageState message = random.Message();
    const PartitionState partition = random.Partition();
    CHECK(*DecodeContactState(EncodeContactState(contact)) == contact);
    CHECK(*DecodeMessageState(EncodeMessageState(message)) == message);
    CHECK(*DecodePartitionState(EncodePartitionState(partition)) == partition);
  }
}

TEST_CASE("state codec: whatever decodes has that very encoding", "[ledger][codec]") {
  RandomState random(7);
  std::mt19937_64 damage(8);
  std::size_t refused = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = EncodeContactState(random.Contact());
    const std::size_t at = damage() % bytes.size();
    bytes[at] = static_cast<char>(damage());
    if (damage() % 2 == 0) bytes.resize(damage() % bytes.size());
    const absl::StatusOr<ContactState> state = DecodeContactState(bytes);
    if (!state.ok()) {
      CHECK(state.status().code() == absl::StatusCode::kDataLoss);
      ++refused;
    } else {
      CHECK(EncodeContactState(*state) == bytes);
    }
  }
  CHECK(refused > 1000);
}

TEST_CASE("state codec: another format version, cut or longer bytes are data loss",
          "[ledger][codec]") {
  RandomState random(9);
  const std::string bytes = EncodePartitionState(random.Partition());
  CHECK(DecodePartitionState(bytes + "x").status().code() == absl::StatusCode::kDataLoss);
  CHECK(DecodePartitionState("").status().code() == absl::StatusCode::kDataLoss);
  std::string other = bytes;
  other[0] = 1;
  CHECK(DecodePartitionState(other).status().code() == absl::StatusCode::kDataLoss);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK_FALSE(DecodePartitionState(std::string_view(bytes).substr(0, size)).ok());
  }
}

// Stored on disk and compared between machines: these bytes never change for format 2.
TEST_CASE("state codec: golden bytes of format 2", "[ledger][codec]") {
  CHECK(Hex(EncodeContactState(ContactState())) ==
        "02"
        "00"
        "00"
        "00"
        "01010101"
        "01010101"
        "00"
        "00"
        "00"
        "00"
        "01"
        "0101"
        "00"
        "00"
        "00"
        "00"
        "00"
        "00"
        "01");
  ContactState contact;
  contact.account = AccountId("acme");
  contact.sealed_number = "S";
  ProgramConsent program;
  program.ref = {ProgramId("m"), Category::kMarketing};
  program.other_in = {300, 5};
  program.imported = true;
  program.asks = 2;
  contact.programs = {program};
  contact.zone = "America/Chicago";
  contact.segments = {SegmentName("vip")};
  contact.sequence = 3;
  contact.last_offset = 5;
  CHECK(Hex(EncodeContactState(contact)) ==
        "02"
        "0461636d65"
        "0153"
        "01"
        "016d01"
        "0101"
        "d8040a"
        "01010101"
        "01"
        "02"
        "00"
        "01010101"
        "01010101"
        "00"
        "00"
        "00"
        "00"
        "01"
        "0101"
        "0f416d65726963612f4368696361676f"
        "0103766970"
        "00"
        "00"
        "00"
        "03"
        "0a");
  CHECK(Hex(EncodeMessageState(MessageState())) ==
        "02"
        "00"
        "00000000000000000000000000000000"
        "01"
        "01"
        "01"
        "00"
        "00"
        "00"
        "00"
        "0000"
        "00"
        "00"
        "00");
  PartitionState partition;
  partition.time_ms = 1000;
  partition.epoch = 7;
  partition.halts[{AccountId("a"), CampaignId("c")}] = {true, 9};
  partition.finished[{{AccountId("a"), CampaignId("c")}, 1}] = 4;
  CHECK(Hex(EncodePartitionState(partition)) ==
        "02"
        "d00f"
        "01"
        "0e"
        "01"
        "0161"
        "0163"
        "01"
        "12"
        "01"
        "0161"
        "0163"
        "01"
        "08"
        "00"
        "01"
        "01");
}

}  // namespace
}  // namespace ledger
