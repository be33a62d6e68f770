// From a row to its outcome, knowing what the whole file says of each number. Pure.
#pragma once

#include <cstdint>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "ledger/imports/row_reader.h"
#include "ledger/imports/row_claim.h"
#include "ledger/imports/row_outcome.h"

namespace ledger::imports {

// Where a file first says what of one number; 0 = nowhere. Of a message log: where it says so last,
// by the time of the messages. Rows above 4 billion do not fit.
struct Statements {
  std::uint32_t yes = 0;
  std::uint32_t no = 0;
  std::uint32_t unclear = 0;  // a word that is neither: denies a yes, is no opt-out
  // Seconds since the Unix epoch, of a message log only. A yes without a time is earlier than all,
  // a no without one later.
  std::uint32_t yes_at = 0;
  std::uint32_t no_at = 0;
};

// By PhoneNumber::digits(), which is exact: no two people can be taken for one.
using StatementIndex = absl::flat_hash_map<std::uint64_t, Statements>;

// Notes what a readable row says. Rows must come in order; `replayed`: of a message log.
void NoteStatement(std::uint32_t row, const RowClaim& claim, bool replayed,
                   StatementIndex* index);

// The outcome of `row` of the file, once all rows have been noted.
// `source` names the file's source in the outcome.
[[nodiscard]] RowOutcome DecideRow(std::int64_t row, const Row& cells,
                                   const ClaimContext& context, std::string_view source,
                                   const StatementIndex& index);

}  // namespace ledger::imports
