// Strict JSON in which no object has a key twice. Protobuf's reader would take the last of two
// numbers, and so revoke the consent of one person and not of the other. Pure.
#pragma once

#include <string>
#include <string_view>

namespace ledger {

// What is wrong with `text`, without its values; empty: nothing. The two spellings of a field's
// name (publisher_id, publisherId) are one key.
[[nodiscard]] std::string WhyNotStrictJson(std::string_view text);

}  // namespace ledger
