// Whether the form of a signed call can be read in one way only. Twilio signs names and values
// without anything between them, so whoever has seen a signed call can cut the same letters into
// other parameters: a START of yesterday with a new MessageSid, or one in a stranger's name out of
// a body like "STARTFrom+1...". Keeps law 8: only the cut that Twilio made has handset origin.
#pragma once

#include <string>

#include "ledger/http/http_message.h"

namespace ledger {

// What is not as Twilio writes the form of a text; empty: it can be read in one way only. Expects
// AccountSid, MessageSid, From and To, each in Twilio's exact spelling; takes further parameters,
// as long as none of these names is hidden in them or across them.
[[nodiscard]] std::string WhyNoTwilioText(const http::Parameters& form);

}  // namespace ledger
