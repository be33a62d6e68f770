// What the words of Twilio's webhooks mean to the ledger. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "ledger/admission/admit_webhook.h"

namespace ledger {

// What Twilio did by itself, as OptOutType of an inbound text says it.
[[nodiscard]] ProviderAction ReadOptOutType(std::string_view opt_out_type);

// The report of a status callback, without its reference. Nothing: the text is on its way, and the
// callback says nothing about its end. Callbacks come repeated and in any order; the fold orders
// them.
[[nodiscard]] std::optional<InboundReport> ReadTwilioStatus(std::string_view status,
                                                            std::string_view error_code);

}  // namespace ledger
