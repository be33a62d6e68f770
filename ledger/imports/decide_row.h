// From a row to its outcome, knowing what the whole file says of each number. Pure.
#pragma once

#include <cstdint>

#include "absl/container/flat_hash_map.h"
#include "ledger/imports/csv_reader.h"
#include "ledger/imports/row_claim.h"
#include "ledger/imports/row_outcome.h"

namespace ledger::imports {

// Where a file first says what of one number; 0 = nowhere. Rows above 4 billion do not fit.
struct Statements {
  std::uint32_t first_yes = 0;
  std::uint32_t first_no = 0;
  std::uint32_t first_unclear = 0;  // a word that is neither: denies a yes, is no opt-out
};

// By PhoneNumber::digits(), which is exact: no two people can be taken for one.
using StatementIndex = absl::flat_hash_map<std::uint64_t, Statements>;

// Notes what a readable row says. Rows must come in order.
void NoteStatement(std::uint32_t row, const RowClaim& claim, StatementIndex* index);

// The outcome of `row` of the file, once all rows have been noted.
[[nodiscard]] RowOutcome DecideRow(std::int64_t row, const CsvRow& cells,
                                   const ClaimContext& context, const StatementIndex& index);

}  // namespace ledger::imports
