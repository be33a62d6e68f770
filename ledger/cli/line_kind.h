// What a sender line is, as the command line says it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "consent/v1/control.pb.h"

namespace ledger::cli {

// All words.
[[nodiscard]] std::vector<std::string> LineKindWords();

// UNSPECIFIED for any other word.
[[nodiscard]] consent::v1::LineKind LineKindOf(std::string_view word);

// "unknown" for what is none.
[[nodiscard]] std::string_view LineKindWord(consent::v1::LineKind kind);

}  // namespace ledger::cli
