// The verbs of `consent account` that stand in files of their own.
#pragma once

#include "ledger/cli/command_line.h"

namespace ledger::cli {

void AddAccountHours(const Commands& commands, CLI::App* account);

}  // namespace ledger::cli
