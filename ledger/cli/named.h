// What the arguments of a command name in an account: whether it is there, asked before the ledger
// is, so that a name that is none ends with NotFound and what is no name with InvalidArgument.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "ledger/control/control_state.h"

namespace ledger::cli {

// NotFound: the account has no template of that key, in any language.
[[nodiscard]] absl::Status CheckTemplateOf(const Account& account, const std::string& key);

// InvalidArgument: `line` is neither a number in E.164 nor a short code; names `flag`.
[[nodiscard]] absl::Status CheckLineShape(const std::string& flag, const std::string& line);

// InvalidArgument: `tzid` is no zone of the IANA database that is here; names `flag`.
[[nodiscard]] absl::Status CheckZone(const std::string& flag, const std::string& tzid);

// NotFound: the account has no such line. InvalidArgument: as above.
[[nodiscard]] absl::Status CheckLineOf(const ControlState& control, const Account& account,
                                       const std::string& flag, const std::string& line);

}  // namespace ledger::cli
