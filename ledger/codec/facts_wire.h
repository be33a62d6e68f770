// Events and facts, core to wire and back, by way of the protobuf message: the two halves of the
// record codec. Only record_codec.cc uses this.
#pragma once

#include <string_view>

#include "consent/v1/ledger_record.pb.h"
#include "ledger/codec/wire_reader.h"
#include "ledger/core/event.h"

namespace ledger {

// Puts `fact` into the oneof of `record`.
void EncodeFact(const Fact& fact, consent::v1::LedgerRecord& record);

// Returns the fact of `record`. Faults go to `reader`; the result is meaningless then.
[[nodiscard]] Fact DecodeFact(const consent::v1::LedgerRecord& record, WireReader& reader);

// Returns the event that `value` says, by way of `memory`, whose room is used again. Faults go to
// `reader`; the result is meaningless then.
[[nodiscard]] Event ReadRecord(std::string_view value, consent::v1::LedgerRecord& memory,
                               WireReader& reader);

}  // namespace ledger
