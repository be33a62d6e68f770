// The verbs of `consent contact` that stand in files of their own.
#pragma once

#include "ledger/cli/command_line.h"

namespace ledger::cli {

void AddContactHistory(const Commands& commands, CLI::App* contact);
void AddContactSet(const Commands& commands, CLI::App* contact);
void AddContactWaysOut(const Commands& commands, CLI::App* contact);
void AddContactDeactivated(const Commands& commands, CLI::App* contact);
void AddContactZone(const Commands& commands, CLI::App* contact);

}  // namespace ledger::cli
