// What a row that cannot be read still says. A no in it must not go unseen, and where number and no
// can be read for sure it is taken (law 8); a yes never is. Pure but for libphonenumber's tables.
//
// For sure: the line has as many pieces as the header has columns, the one in the phone's column is
// a whole number and the one in the consent's column is a no. Or, in our own format with no column
// that nobody knows: one piece of the line is a number, and where the consent may stand are only
// noes. All other noes are only seen.
#pragma once

#include <optional>

#include "ledger/imports/row_claim.h"
#include "ledger/imports/row_reader.h"

namespace ledger::imports {

struct Salvaged {
  bool may_say_no = false;  // there is a no, or the line ends before the place of one
  std::optional<RowClaim> no;  // with its number, if both are sure
};

// Of a row with a defect, or of another width than its header.
[[nodiscard]] Salvaged Salvage(const ClaimContext& context, const Row& row);

}  // namespace ledger::imports
