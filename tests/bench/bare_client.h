// The baseline: librdkafka with the settings of ledger/log, and nothing of ours around it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tests/bench/event_mix.h"

namespace bench {

inline constexpr std::int32_t kPartitions = 4;

// Makes a topic that is set up as the ledger topic is. All of these end the process on a failure.
void MakeTopic(const std::string& bootstrap, const std::string& topic);

// Appends all records as fast as the broker takes them; returns when all are acknowledged.
void BareProduce(const std::string& bootstrap, const std::string& topic,
                 std::span<const MixedRecord> records);

// Reads the topic from its beginning until `records` have come. Returns their bytes.
std::size_t BareConsume(const std::string& bootstrap, const std::string& topic, std::size_t records,
                        bool bulk);

// Produces at `rate` for `seconds` and consumes at the same time. Returns how long each record took
// from the call to produce to its arrival, in ms.
std::vector<double> BareLatencies(const std::string& bootstrap, const std::string& topic,
                                  double rate, double seconds);

}  // namespace bench
