// The words of a text as Kannel hands them over. Pure.
#pragma once

#include <string>
#include <string_view>

namespace ledger {

// Returns `raw` as it is, except that UTF-16 (which `charset` names, and in which phones send
// anything beyond the GSM alphabet) becomes UTF-8. Broken UTF-16 stays as it came: nothing is
// guessed, and nothing is lost.
[[nodiscard]] std::string KannelWords(std::string_view raw, std::string_view charset);

}  // namespace ledger
