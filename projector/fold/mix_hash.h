// A fast 128-bit hash (MurmurHash3, x64 variant) for the running digest of a projection. It tells
// equal states from different ones; it is no defence against an adversary, who would have to change
// the log, and the log has its own proofs. Equal on every machine: bytes are read little-endian.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

namespace projector {

struct Hash128 {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  friend bool operator==(const Hash128&, const Hash128&) = default;

  // Sums of hashes do not depend on the order, and what was added can be taken away again.
  Hash128& operator+=(const Hash128& other) {
    low += other.low;
    high += other.high;
    return *this;
  }
  Hash128& operator-=(const Hash128& other) {
    low -= other.low;
    high -= other.high;
    return *this;
  }
};

namespace mix_hash_internal {
inline std::uint64_t Word(std::string_view bytes) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < bytes.size() && i < 8; ++i) {
    word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  }
  return word;
}
inline std::uint64_t Finish(std::uint64_t k) {
  k ^= k >> 33;
  k *= 0xff51afd7ed558ccdULL;
  k ^= k >> 33;
  k *= 0xc4ceb9fe1a85ec53ULL;
  return k ^ (k >> 33);
}
inline constexpr std::uint64_t kC1 = 0x87c37b91114253d5ULL;
inline constexpr std::uint64_t kC2 = 0x4cf5ad432745937fULL;
}  // namespace mix_hash_internal

// Returns the hash of `bytes` under `seed`.
[[nodiscard]] inline Hash128 MixHash(std::string_view bytes, std::uint64_t seed) {
  using namespace mix_hash_internal;
  std::uint64_t h1 = seed;
  std::uint64_t h2 = seed;
  const std::size_t size = bytes.size();
  while (bytes.size() >= 16) {
    h1 ^= std::rotl(Word(bytes.substr(0, 8)) * kC1, 31) * kC2;
    h1 = (std::rotl(h1, 27) + h2) * 5 + 0x52dce729;
    h2 ^= std::rotl(Word(bytes.substr(8, 8)) * kC2, 33) * kC1;
    h2 = (std::rotl(h2, 31) + h1) * 5 + 0x38495ab5;
    bytes.remove_prefix(16);
  }
  if (bytes.size() > 8) h2 ^= std::rotl(Word(bytes.substr(8)) * kC2, 33) * kC1;
  if (!bytes.empty()) h1 ^= std::rotl(Word(bytes.substr(0, 8)) * kC1, 31) * kC2;
  h1 ^= size;
  h2 ^= size;
  h1 += h2;
  h2 += h1;
  h1 = Finish(h1);
  h2 = Finish(h2);
  h1 += h2;
  h2 += h1;
  return {h1, h2};
}

}  // namespace projector
