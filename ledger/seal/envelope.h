// AES-256-GCM as the ledger uses it: a fresh random nonce for every envelope, and associated data
// that says whose it is, so that an envelope cannot be moved.
//
// Random nonces of 96 bits are safe for 2^32 envelopes under one key (NIST SP 800-38D, 8.3): an
// account adds another data key before that.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ledger {

using DataKey = std::array<std::uint8_t, 32>;

inline constexpr std::size_t kNonceSize = 12;
inline constexpr std::size_t kTagSize = 16;

// A ciphertext with its nonce; the tag stands behind the ciphertext.
struct Ciphertext {
  std::string nonce;
  std::string bytes;
};

// Encrypts `plain`. Aborts when the machine gives no random bytes: nothing may be sealed without.
[[nodiscard]] Ciphertext Encrypt(const DataKey& key, std::string_view bound_to,
                                 std::string_view plain);

// The same with a given nonce (known-answer tests). REQUIRES: a nonce of kNonceSize that was never
// used under this key.
[[nodiscard]] std::string EncryptWithNonce(const DataKey& key, std::string_view nonce,
                                           std::string_view bound_to, std::string_view plain);

// Returns the plaintext, or nothing if anything was changed: key, nonce, associated data or bytes.
[[nodiscard]] std::optional<std::string> Decrypt(const DataKey& key, std::string_view nonce,
                                                 std::string_view bound_to, std::string_view bytes);

// Returns `size` random bytes from the system's generator.
[[nodiscard]] std::string RandomBytes(std::size_t size);

}  // namespace ledger
