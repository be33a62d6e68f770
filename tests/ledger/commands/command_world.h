// A control topic to which commands are appended as the command line does it: judged first.
#pragma once

#include <string>
#include <utility>

#include "ledger/commands/judge_command.h"
#include "tests/ledger/control/control_world.h"

namespace ledger::testing {

class CommandWorld : public ControlWorld {
 public:
  // Appends `record` if it may stand there; returns what is wrong with it.
  std::string Append(const consent::v1::ControlRecord& record) override {
    now += kMinute;
    ControlState trial = state;
    const absl::StatusOr<std::string> value = JudgeCommand(record, now, trial);
    if (!value.ok()) return std::string(value.status().message());
    state = std::move(trial);
    return "";
  }
};

}  // namespace ledger::testing
