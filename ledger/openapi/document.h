// The API's document: OpenAPI 3.1 as JSON, from the operations of this folder and the schemas of
// the messages.
#pragma once

#include <string>

namespace ledger::openapi {

// Equal for equal builds. Takes some milliseconds: keep what it returns.
[[nodiscard]] std::string Document();

}  // namespace ledger::openapi
