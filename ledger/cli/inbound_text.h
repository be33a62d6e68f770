// What an inbound text in a provider's log says of consent, by the tables that read live replies.
#pragma once

#include <string_view>

#include "ledger/imports/row_claim.h"

namespace ledger::cli {

// Lenient towards leaving: what the tables hold for a person to look at counts as a stop, for an
// import has nobody to ask. A text that they find nothing in says nothing.
[[nodiscard]] imports::InboundMeaning ReadInboundText(std::string_view body);

}  // namespace ledger::cli
