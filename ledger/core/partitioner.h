// The partition of a key, exactly as the Java client's default partitioner computes it, so that
// Java tools and this library agree. librdkafka's own default is another function and is never
// asked. Pure.
#pragma once

#include <cstdint>
#include <string_view>

#include "ledger/core/ids.h"

namespace ledger {

// Returns MurmurHash2 of `bytes` with the Java client's seed (Utils.murmur2).
[[nodiscard]] std::int32_t Murmur2(std::string_view bytes);

// Returns toPositive(murmur2(key)) % partitions.
// REQUIRES: partitions > 0, the count that was frozen when the topic was created.
[[nodiscard]] PartitionId PartitionOf(std::string_view key, std::int32_t partitions);

}  // namespace ledger
