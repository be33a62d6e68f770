// Whether the form of a signed call can be read in one way only. Twilio signs names and values
// without anything between them, so whoever has seen a signed call can cut the same letters into
// other parameters: a START of yesterday with a new MessageSid, one in a stranger's name out of a
// body like "STARTFrom+1...", or a START out of "START Everything later". Keeps law 8: nobody gets
// consent out of a cut that Twilio did not make.
#pragma once

#include <optional>
#include <string>

#include "ledger/http/http_message.h"

namespace ledger {

// What is not as Twilio writes the form of a text; empty: it can be read in one way only. Expects
// AccountSid, MessageSid, From and To, each in Twilio's exact spelling; takes further parameters,
// as long as none of these names is hidden in them or across them.
[[nodiscard]] std::string WhyNoTwilioText(const http::Parameters& form);

// The words of a text that can be read in one way only; nothing: it has no Body. What stands where
// the end of the words could have been cut off, in a parameter that is not known to be Twilio's, is
// given too, each on a line of its own: a revocation is found in any line, and only a whole text
// opts in. So a cut can revoke and never agree, and a parameter that Twilio adds one day costs
// nobody's STOP.
[[nodiscard]] std::optional<std::string> TwilioWords(const http::Parameters& form);

}  // namespace ledger
