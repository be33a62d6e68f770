// What Twilio's answers mean: to the creation of a message, and to the probe. Pure. What has no
// meaning is `unknown` (law 3); see the ADRs in dispatcher/README.md.
#pragma once

#include <string>

#include "dispatcher/gateway/gateway.h"
#include "dispatcher/gateway/transfer.h"

namespace dispatcher {

// Outcome, provider id and detail of the one call of an attempt.
[[nodiscard]] AttemptResult ReadTwilioAnswer(const TransferResult& answer);

// Whether an answer refuses us and not the text: a wrong token, a closed account, too many calls.
// The next text would meet the same.
[[nodiscard]] bool RefusesUs(const TransferResult& answer);

// Why Twilio takes no texts, from its answer to a GET of the account; empty: it does.
[[nodiscard]] std::string ReadTwilioProbe(const TransferResult& answer);

}  // namespace dispatcher
