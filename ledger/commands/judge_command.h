// Whether a command may be appended to the control topic: asked before, by everyone who appends to
// it, for the fold never asks again (law 5). The fold keeps what can never change: that the things
// which a command names exist, that its fields are there and in their ranges. What its words mean
// is judged here, by lists and readings that change from version to version: a newer binary may
// refuse what an older one took, and what was taken stays in force. Pure.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "consent/v1/control.pb.h"
#include "ledger/control/control_state.h"

namespace ledger {

// What is wrong with what `record` says, beside all else that `state` holds; empty: nothing.
// REQUIRES: `state` reflects the command.
[[nodiscard]] std::string WhyNotSaid(const consent::v1::ControlRecord& record,
                                     const ControlState& state);

// Judges `record`, which has its id, as the next record of the topic that `state` reflects, and
// folds it there. Returns the value to append. FailedPrecondition: it breaks a rule, with what
// would be needed; then `state` is of no use any more. InvalidArgument: nobody could read it.
[[nodiscard]] absl::StatusOr<std::string> JudgeCommand(const consent::v1::ControlRecord& record,
                                                       TimeMs now_ms, ControlState& state);

}  // namespace ledger
