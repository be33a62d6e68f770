// Reads the frequent facts straight from their bytes, many times as fast as by way of a protobuf
// message. It knows one spelling only, the one that Encode() writes: fields in ascending order,
// each once, texts in ASCII, values within range. Whatever else it meets it declines, and the
// reader of all records (facts_wire.h) decides; so it can be wrong about speed, never about what a
// record says. Only record_codec.cc uses this.
#pragma once

#include <string_view>

#include "ledger/core/event.h"

namespace ledger {

// Reads `value` into `event`, which must be fresh, and returns true; or declines with false, and
// `event` is meaningless then. What it reads equals what ReadRecord() reads.
[[nodiscard]] bool ReadFrequent(std::string_view value, Event& event);

}  // namespace ledger
