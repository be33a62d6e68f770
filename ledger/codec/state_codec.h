// The canonical bytes of the fold's states: what the projection stores, and what two projections
// compare (law 5). Every state has exactly one encoding; decoding accepts no other. Grammar, with
// the parts of byte_codec.h (lists are counted, `mark` = signed time, signed position):
//
//   contact   = 1 account sealed_number program* revocations(marketing) revocations(everything)
//               held* signed(decided_by_person)* signed(block)* bool(bad_number)
//               signed(erased_at) mark(reassigned) zone segment* due* signed(recent_grant)*
//               signed(recent_answer)* varint(sequence) signed(last_offset)
//   program   = id category mark(handset_in) mark(other_in) revocations
//               flags(imported + 2*imported_opt_in + 4*has_ask + 8*missed)
//               [intent line mark signed(expires)] varint(asks) varint(failed)
//   message   = 1 state intent signed(epoch) signed(granted_at) signed(granted_at_ms) denial
//   outcome
//               delivery class program_id category campaign varint(step) bool(counted_ask)
//   partition = 1 signed(time) varint(rules) signed(epoch) halt* finished* open*
//               signed(truncated_at) signed(truncated_at_ms)
//
// The leading 1 is the format version. A new version is a new projection: readers rebuild.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "ledger/core/contact_state.h"
#include "ledger/core/message_state.h"
#include "ledger/core/partition_state.h"

namespace ledger {

// Part of the projection's format version: stored states of another one are rebuilt, not read.
inline constexpr std::uint8_t kStateFormat = 2;

[[nodiscard]] std::string EncodeContactState(const ContactState& state);
[[nodiscard]] std::string EncodeMessageState(const MessageState& state);
[[nodiscard]] std::string EncodePartitionState(const PartitionState& state);

// DataLoss: the bytes are no state of this format; the projection has to be rebuilt.
absl::StatusOr<ContactState> DecodeContactState(std::string_view bytes);
absl::StatusOr<MessageState> DecodeMessageState(std::string_view bytes);
absl::StatusOr<PartitionState> DecodePartitionState(std::string_view bytes);

}  // namespace ledger
