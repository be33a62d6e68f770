// The words of a text: a template with its places filled in. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace ledger {

// Returns `text` with every `{name}` replaced by its value; a name that is not in `values` stays as
// it is.
[[nodiscard]] std::string FillIn(std::string_view text,
                                 const std::map<std::string, std::string>& values);

}  // namespace ledger
