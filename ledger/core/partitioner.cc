#include "ledger/core/partitioner.h"

#include "ledger/core/check.h"

namespace ledger {
namespace {

std::uint32_t ByteAt(std::string_view bytes, std::size_t index) {
  return static_cast<std::uint8_t>(bytes[index]);
}

}  // namespace

std::int32_t Murmur2(std::string_view bytes) {
  constexpr std::uint32_t kSeed = 0x9747b28c;
  constexpr std::uint32_t kMultiplier = 0x5bd1e995;
  const std::size_t whole = bytes.size() / 4 * 4;
  std::uint32_t hash = kSeed ^ static_cast<std::uint32_t>(bytes.size());
  for (std::size_t i = 0; i < whole; i += 4) {
    std::uint32_t word = ByteAt(bytes, i) | ByteAt(bytes, i + 1) << 8 | ByteAt(bytes, i + 2) << 16 |
                         ByteAt(bytes, i + 3) << 24;
    word *= kMultiplier;
    word ^= word >> 24;
    word *= kMultiplier;
    hash *= kMultiplier;
    hash ^= word;
  }
  const std::size_t rest = bytes.size() - whole;
  if (rest >= 3) hash ^= ByteAt(bytes, whole + 2) << 16;
  if (rest >= 2) hash ^= ByteAt(bytes, whole + 1) << 8;
  if (rest >= 1) {
    hash ^= ByteAt(bytes, whole);
    hash *= kMultiplier;
  }
  hash ^= hash >> 13;
  hash *= kMultiplier;
  hash ^= hash >> 15;
  return static_cast<std::int32_t>(hash);
}

PartitionId PartitionOf(std::string_view key, std::int32_t partitions) {
  LEDGER_CHECK(partitions > 0);
  return (Murmur2(key) & 0x7fffffff) % partitions;
}

}  // namespace ledger
