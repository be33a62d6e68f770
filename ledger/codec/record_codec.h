// Records of the ledger topic as bytes, and back. What is not understood completely is not
// understood at all (laws 4 and 6): an unknown field, fact or enum value anywhere, an id of another
// length, a key that does not fit, makes the record Undecodable, which blocks its contact; under
// the key `~p`, or under a key that names no contact, it halts the partition.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "ledger/core/event.h"

namespace ledger {

// Returns the value of the ledger record for `event`: a serialised consent.v1.LedgerRecord, which
// Decode() takes. In texts U+FFFD stands for what is not UTF-8: a gateway's words for a refusal
// may be anything, and must not block whom they are about. REQUIRES: ids that the fact needs are
// set.
[[nodiscard]] std::string Encode(const Event& event);

// Decodes records, reusing its memory between them. Thread rule: one thread owns a decoder.
class Decoder {
 public:
  Decoder();
  ~Decoder();
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  // Returns the record at `offset`. Total: any bytes give a record, Undecodable at worst. The
  // result owns all that it holds.
  [[nodiscard]] Record Decode(Offset offset, TimeMs appended_at_ms, std::string_view key,
                              std::string_view value) {
    Record record;
    Decode(offset, appended_at_ms, key, value, record);
    return record;
  }
  // The same into `record`, whatever that was before.
  void Decode(Offset offset, TimeMs appended_at_ms, std::string_view key, std::string_view value,
              Record& record);

 private:
  struct Memory;
  std::unique_ptr<Memory> memory_;
};

// The same for a single record, with a decoder of its own; for loops use a Decoder.
[[nodiscard]] Record Decode(Offset offset, TimeMs appended_at_ms, std::string_view key,
                            std::string_view value);

}  // namespace ledger
