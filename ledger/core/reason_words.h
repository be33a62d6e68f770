// Reasons, effects and statuses in words: the one table that console, command line and export show
// (law 7: every answer has a reason that people understand). Pure.
#pragma once

#include <string_view>

#include "ledger/core/apply.h"
#include "ledger/core/consent.h"
#include "ledger/core/message_class.h"
#include "ledger/core/reason.h"

namespace ledger {

// The stable name that JSON output and metrics carry: "stopped_needs_handset". "none" for kNone;
// "unknown" for a value that this version does not know.
[[nodiscard]] std::string_view ReasonName(Reason reason);

// The same for people, as the end of a sentence: "a reply of the person waits for its decision".
[[nodiscard]] std::string_view ReasonWords(Reason reason);

// "applied", "ignored", "granted" ...
[[nodiscard]] std::string_view DispositionName(Disposition disposition);

// "opted_in", "stopped" ... as segments and JSON name it.
[[nodiscard]] std::string_view StatusWord(Status status);

// "campaign", "opt_in_request" ...
[[nodiscard]] std::string_view MessageClassName(MessageClass message_class);

}  // namespace ledger
