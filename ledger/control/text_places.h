// What the places of a text stand for: {brand}, {help}, {line}, {program}, {keyword}. A text with
// any other is refused before it is saved or taken, for it would go out as it stands. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "ledger/control/definitions.h"

namespace ledger {

// The places of a text of `account` that goes out from `line`, with their values. Each has one:
// where `program` is null the business stands for it, and where no keyword joins it START does.
[[nodiscard]] std::map<std::string, std::string> PlacesOf(const Account& account,
                                                          const Program* program,
                                                          const LineId& line);

// What is wrong with the places of `text`, all that stands between braces; empty: all are known.
[[nodiscard]] std::string WhyUnknownPlace(std::string_view text);

// The first place of `text`, known or not, with its braces; empty: it has none.
[[nodiscard]] std::string_view FirstPlace(std::string_view text);

}  // namespace ledger
