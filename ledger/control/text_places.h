// What the places of a text stand for: {brand}, {help}, {line}, {program}, {keyword}. Pure.
#pragma once

#include <map>
#include <string>

#include "ledger/control/definitions.h"

namespace ledger {

// The places of a text of `account` that goes out from `line`, with their values. `program` may be
// null; then {program} and {keyword} have none.
[[nodiscard]] std::map<std::string, std::string> PlacesOf(const Account& account,
                                                          const Program* program,
                                                          const LineId& line);

}  // namespace ledger
