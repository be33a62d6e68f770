// From a row to its outcome, knowing what the whole file says of each number. Pure.
#pragma once

#include <cstdint>
#include <string_view>

#include "ledger/imports/row_claim.h"
#include "ledger/imports/row_outcome.h"
#include "ledger/imports/row_reader.h"
#include "ledger/imports/statement_index.h"

namespace ledger::imports {

// The outcome of `row` of the file, once all rows have been noted.
// `source` names the file's source in the outcome.
[[nodiscard]] RowOutcome DecideRow(std::int64_t row, const Row& cells,
                                   const ClaimContext& context, std::string_view source,
                                   const StatementIndex& index);

}  // namespace ledger::imports
