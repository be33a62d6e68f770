// "Did you mean": the name in a list that a mistyped one most likely stood for.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace ledger {

// Returns the nearest of `names` by edit distance, if it is near enough to be worth saying (a third
// of the letters, at least two); else an empty view. The view points into `names`.
[[nodiscard]] std::string_view NearestName(std::string_view mistyped,
                                           std::span<const std::string_view> names);

// Returns "; did you mean <prefix><nearest>?", or nothing when no name is near.
[[nodiscard]] std::string DidYouMean(std::string_view mistyped,
                                     std::span<const std::string_view> names,
                                     std::string_view prefix = "");

}  // namespace ledger
