// What the code of a keyword says to the phone that reads it: a text to the line, ready to be sent.
// Once printed it cannot be mended, so it is made only of a keyword that does something on that
// line. Pure; the front door and the command line make the same code.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "ledger/control/control_state.h"

namespace ledger {

// "sms:+18335550100?body=JOIN". An empty `line` is the account's only one. NotFound: it is not the
// account's, or nothing answers the words there; InvalidArgument: there are more, or there is none.
[[nodiscard]] absl::StatusOr<std::string> KeywordAddress(const ControlState& state,
                                                         const AccountId& account,
                                                         const std::string& words,
                                                         const std::string& line);

}  // namespace ledger
