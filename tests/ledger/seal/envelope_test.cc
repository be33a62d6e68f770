#include "ledger/seal/envelope.h"

#include <catch2/catch.hpp>
#include <string>

#include "absl/strings/escaping.h"

namespace ledger {
namespace {

DataKey KeyOf(const std::string& hex) {
  const std::string bytes = absl::HexStringToBytes(hex);
  DataKey key{};
  std::copy(bytes.begin(), bytes.end(), key.begin());
  return key;
}

// Test case 16 of the GCM specification (McGrew and Viega).
const char kKey[] = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
const char kNonce[] = "cafebabefacedbaddecaf888";
const char kBoundTo[] = "feedfacedeadbeeffeedfacedeadbeefabaddad2";
const char kPlain[] =
    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
    "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
const char kSealed[] =
    "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
    "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
    "76fc6ece0f4e1768cddf8853bb2d551b";

TEST_CASE("Envelope: gives the known answer of AES-256-GCM") {
  const std::string sealed =
      EncryptWithNonce(KeyOf(kKey), absl::HexStringToBytes(kNonce),
                       absl::HexStringToBytes(kBoundTo), absl::HexStringToBytes(kPlain));
  CHECK(absl::BytesToHexString(sealed) == kSealed);
}

TEST_CASE("Envelope: opens with the same key and the same binding only") {
  const DataKey key = KeyOf(kKey);
  const Ciphertext made = Encrypt(key, "mine", "words");
  CHECK(Decrypt(key, made.nonce, "mine", made.bytes) == "words");
  CHECK(Decrypt(key, made.nonce, "yours", made.bytes) == std::nullopt);
  DataKey other = key;
  other[31] ^= 1;
  CHECK(Decrypt(other, made.nonce, "mine", made.bytes) == std::nullopt);
  CHECK(Decrypt(key, made.nonce, "mine", made.bytes.substr(0, 15)) == std::nullopt);
  CHECK(Decrypt(key, "short", "mine", made.bytes) == std::nullopt);
}

TEST_CASE("Envelope: seals nothing, too, and never twice alike") {
  const DataKey key = KeyOf(kKey);
  const Ciphertext one = Encrypt(key, "", "");
  const Ciphertext two = Encrypt(key, "", "");
  CHECK(one.nonce != two.nonce);
  CHECK(one.bytes != two.bytes);
  CHECK(Decrypt(key, one.nonce, "", one.bytes) == "");
}

}  // namespace
}  // namespace ledger
