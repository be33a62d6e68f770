#include "ledger/seal/key_ring.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "consent/v1/personal.pb.h"
#include "ledger/core/base32.h"

namespace ledger {
namespace {

const AccountId kAcme("acme");
const AccountId kOther("other");

std::string Hex(char digit) { return std::string(64, digit); }

KeyRing Ring(const std::string& more = "") {
  return *KeyRing::Parse("acme k1 " + Hex('1') + " " + Hex('2') + "\nother k1 " + Hex('3') + " " +
                             Hex('4') + "\ninstallation k1 - " + Hex('5') + "\n" + more,
                         "keys");
}

PhoneNumber Number(const char* text = "+14155550134") { return *PhoneNumber::Parse(text); }

Personal Everything() {
  return {"+14155550134", std::string("STOP\0\xff", 6),        "Ann", "192.0.2.1", "agent",
          "a@b.example",  "I sign", {"yes", "web", "I agree", "2024-05-01"}};
}

TEST_CASE("KeyRing: a contact id is HMAC-SHA-256 of the number, cut to 16 bytes") {
  // printf +14155550134 | openssl dgst -sha256 -mac HMAC -macopt hexkey:1111...
  const KeyRing ring = Ring();
  const ContactId id = *ring.ContactIdOf(kAcme, Number());
  CHECK(ContactKey(id).size() == kContactKeySize);
  CHECK(id == *Ring().ContactIdOf(kAcme, Number()));
  CHECK(id != *ring.ContactIdOf(kOther, Number()));
  CHECK(id != *ring.ContactIdOf(kAcme, Number("+14155550135")));
  CHECK(ContactKey(id) == "27d4jus5fcoxqtk4dsrena4jhq");
}

TEST_CASE("KeyRing: an account without keys has no ids and no envelopes") {
  const KeyRing ring = Ring();
  const AccountId stranger("stranger");
  CHECK_FALSE(ring.Knows(stranger));
  CHECK(absl::IsNotFound(ring.ContactIdOf(stranger, Number()).status()));
  CHECK(absl::IsNotFound(ring.PepperCheck(stranger).status()));
  CHECK(absl::IsNotFound(ring.Seal(stranger, ContactId(), {}).status()));
  CHECK(absl::IsNotFound(ring.Tag(stranger, "x").status()));
  CHECK(ring.Accounts() == std::vector<AccountId>{kAcme, kOther});
}

TEST_CASE("KeyRing: the pepper's check value tells peppers apart and gives nothing away") {
  const std::string check = *Ring().PepperCheck(kAcme);
  CHECK(check.size() == 64);
  CHECK(check == *Ring("acme k2 " + Hex('1') + " " + Hex('9')).PepperCheck(kAcme));
  CHECK(check != *Ring().PepperCheck(kOther));
  CHECK(check.find("1111") == std::string::npos);
}

TEST_CASE("KeyRing: an envelope gives back what was sealed") {
  const KeyRing ring = Ring();
  const ContactId contact = *ring.ContactIdOf(kAcme, Number());
  const std::string sealed = *ring.Seal(kAcme, contact, Everything());
  CHECK(sealed.find("4155550134") == std::string::npos);
  CHECK(sealed != *ring.Seal(kAcme, contact, Everything()));
  const Personal opened = *ring.Open(kAcme, contact, sealed);
  CHECK(opened.number == Everything().number);
  CHECK(opened.text == Everything().text);
  CHECK(opened.name == Everything().name);
  CHECK(opened.ip == Everything().ip);
  CHECK(opened.user_agent == Everything().user_agent);
  CHECK(opened.email == Everything().email);
  CHECK(opened.signature == Everything().signature);
  CHECK(opened.source_record == Everything().source_record);
}

TEST_CASE("KeyRing: an envelope of another contact or account is data loss") {
  const KeyRing ring = Ring();
  const ContactId contact = *ring.ContactIdOf(kAcme, Number());
  const std::string sealed = *ring.Seal(kAcme, contact, Everything());
  const ContactId neighbour = *ring.ContactIdOf(kAcme, Number("+14155550135"));
  CHECK(absl::IsDataLoss(ring.Open(kAcme, neighbour, sealed).status()));
  CHECK(absl::IsDataLoss(ring.Open(kOther, contact, sealed).status()));
  CHECK(absl::IsDataLoss(ring.Open(kAcme, contact, "").status()));
  CHECK(absl::IsDataLoss(ring.Open(kAcme, contact, "no envelope").status()));
}

TEST_CASE("KeyRing: each flipped bit of an envelope is noticed") {
  const KeyRing ring = Ring();
  const ContactId contact = *ring.ContactIdOf(kAcme, Number());
  const std::string sealed = *ring.Seal(kAcme, contact, Everything());
  consent::v1::Sealed parts;
  REQUIRE(parts.ParseFromString(sealed));
  const std::size_t ciphertext = sealed.size() - parts.ciphertext().size();
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = sealed;
      damaged[i] = static_cast<char>(static_cast<unsigned char>(damaged[i]) ^ (1U << bit));
      const auto opened = ring.Open(kAcme, contact, damaged);
      CAPTURE(i, bit);
      // Damage before the ciphertext may leave the id of a key that is not here.
      const bool other_key = i < ciphertext && absl::IsNotFound(opened.status());
      CHECK((absl::IsDataLoss(opened.status()) || other_key));
    }
  }
}

TEST_CASE("KeyRing: a second data key seals, and the first still opens") {
  const KeyRing before = Ring();
  const KeyRing after = Ring("acme k2 " + Hex('1') + " " + Hex('9'));
  const ContactId contact = *before.ContactIdOf(kAcme, Number());
  CHECK(contact == *after.ContactIdOf(kAcme, Number()));
  CHECK(after.Open(kAcme, contact, *before.Seal(kAcme, contact, Everything())).ok());
  CHECK(absl::IsNotFound(
      before.Open(kAcme, contact, *after.Seal(kAcme, contact, Everything())).status()));
}

TEST_CASE("KeyRing: refused bytes are sealed under the account or the installation") {
  const KeyRing ring = Ring();
  for (const AccountId& account : {kAcme, AccountId("stranger"), AccountId()}) {
    const std::string sealed = *ring.SealBytes(account, "+14155550134 STOP");
    CHECK(sealed.find("STOP") == std::string::npos);
    CHECK(*ring.OpenBytes(sealed) == "+14155550134 STOP");
  }
  const KeyRing poor = *KeyRing::Parse("acme k1 " + Hex('1') + " " + Hex('2'), "keys");
  CHECK(absl::IsNotFound(poor.SealBytes(AccountId(), "x").status()));
  CHECK_FALSE(poor.OpenBytes(*ring.SealBytes(AccountId(), "x")).ok());
  // An envelope with refused bytes is no envelope with personal data, and the reverse.
  const ContactId contact = *ring.ContactIdOf(kAcme, Number());
  CHECK(absl::IsDataLoss(ring.Open(kAcme, contact, *ring.SealBytes(kAcme, "x")).status()));
  CHECK(absl::IsDataLoss(ring.OpenBytes(*ring.Seal(kAcme, contact, {})).status()));
}

TEST_CASE("KeyRing: an event id changes with everything that it names") {
  const KeyRing ring = Ring();
  const ContactId contact = *ring.ContactIdOf(kAcme, Number());
  const ContactId neighbour = *ring.ContactIdOf(kAcme, Number("+14155550135"));
  const TimeMs time = 0x0123456789ab;
  const EventId id = *ring.ExternalEventId(kAcme, "shop", "7", contact, time, "content");
  CHECK(id == *ring.ExternalEventId(kAcme, "shop", "7", contact, time, "content"));
  CHECK(id.view().substr(0, 6) == "\x01\x23\x45\x67\x89\xab");
  const std::set<EventId> others = {
      id,
      *ring.ExternalEventId(kOther, "shop", "7", contact, time, "content"),
      *ring.ExternalEventId(kAcme, "shop7", "", contact, time, "content"),
      *ring.ExternalEventId(kAcme, "sho", "p7", contact, time, "content"),
      *ring.ExternalEventId(kAcme, "shop", "8", contact, time, "content"),
      *ring.ExternalEventId(kAcme, "shop", "7", neighbour, time, "content"),
      *ring.ExternalEventId(kAcme, "shop", "7", contact, time + 1, "content"),
      *ring.ExternalEventId(kAcme, "shop", "7", contact, kNoTime, "content"),
      *ring.ExternalEventId(kAcme, "shop", "7", contact, time, "Content")};
  CHECK(others.size() == 9);
}

TEST_CASE("KeyRing: a tag holds for its text and its account only") {
  const KeyRing ring = Ring();
  const std::string tag = *ring.Tag(kAcme, "reference");
  CHECK(tag.size() == 20);
  CHECK(ring.IsTag(kAcme, "reference", tag));
  CHECK_FALSE(ring.IsTag(kAcme, "Reference", tag));
  CHECK_FALSE(ring.IsTag(kOther, "reference", tag));
  CHECK_FALSE(ring.IsTag(AccountId("stranger"), "reference", tag));
  CHECK_FALSE(ring.IsTag(kAcme, "reference", tag.substr(1)));
  CHECK_FALSE(ring.IsTag(kAcme, "reference", ""));
}

TEST_CASE("KeyRing: a generated line is a whole account") {
  const KeyRing ring = *KeyRing::Parse(KeyRing::Generate(kAcme), "keys");
  CHECK(ring.Knows(kAcme));
}

}  // namespace
}  // namespace ledger
