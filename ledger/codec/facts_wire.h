// The facts, core to wire and back: the two halves of the record codec. Only record_codec.cc uses
// this.
#pragma once

#include "consent/v1/ledger_record.pb.h"
#include "ledger/codec/wire_reader.h"
#include "ledger/core/event.h"

namespace ledger {

// Puts `fact` into the oneof of `record`.
void EncodeFact(const Fact& fact, consent::v1::LedgerRecord& record);

// Returns the fact of `record`. Faults go to `reader`; the result is meaningless then.
[[nodiscard]] Fact DecodeFact(const consent::v1::LedgerRecord& record, WireReader& reader);

}  // namespace ledger
