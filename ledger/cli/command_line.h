// The command `consent`: its nouns and verbs, how wrong calls are answered, and what it returns to
// the shell. CLI11 stays in this folder.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "ledger/cli/output.h"
#include "ledger/cli/session.h"

namespace ledger::cli {

// Runs one call: `arguments` without the program's name. Returns the exit code; a wrong call is
// answered on stderr with what is wrong, the nearest right word, and the mend (exit code 2).
int RunCommandLine(const std::vector<std::string>& arguments, const SessionOptions& defaults,
                   const Terminal& terminal);

// What a verb does; returns the exit code.
using Action = std::function<absl::StatusOr<int>()>;

// What each noun gets to add its verbs.
struct Commands {
  CLI::App& app;
  Session& session;
  Action& chosen;

  // Adds `consent <name>` or `consent <parent> <name>` with the flags that all commands have.
  // `examples` come first in its help, one a line. A leaf sets `chosen` in its callback.
  CLI::App* Noun(const std::string& name, const std::string& description) const;
  CLI::App* Verb(CLI::App* parent, const std::string& name, const std::string& description,
                 const std::string& examples, Action action) const;
};

// One function a noun; each stands in the file of its noun.
void AddKeysCommands(const Commands& commands);
void AddTopicsCommands(const Commands& commands);
void AddAccountCommands(const Commands& commands);
void AddKeywordCommands(const Commands& commands);
void AddTemplateCommands(const Commands& commands);
void AddFormCommands(const Commands& commands);
void AddQrCommand(const Commands& commands);
void AddImportCommand(const Commands& commands);
void AddLineCommands(const Commands& commands);
void AddProgramCommands(const Commands& commands);
void AddLogCommands(const Commands& commands);
void AddRulesCommands(const Commands& commands);
void AddPublishCommand(const Commands& commands);
void AddCampaignCommands(const Commands& commands);
void AddContactCommands(const Commands& commands);
void AddContactsCommands(const Commands& commands);
void AddSegmentsCommand(const Commands& commands);
void AddPendingCommand(const Commands& commands);
void AddSendCommand(const Commands& commands);
void AddRepliesCommand(const Commands& commands);
void AddSourceCommands(const Commands& commands);
void AddVerifyCommand(const Commands& commands);
void AddDoctorCommands(const Commands& commands);

}  // namespace ledger::cli
