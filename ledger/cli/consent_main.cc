// consent: the command line.
#include <unistd.h>

#include <iostream>
#include <string>
#include <vector>

#include "ledger/cli/command_line.h"
#include "ledger/codec/protobuf_log.h"

int main(int argc, char** argv) {
  ledger::SilenceProtobufLog();
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  return ledger::cli::RunCommandLine(arguments, ledger::cli::OptionsFromEnvironment(),
                                     {std::cout, std::cerr, isatty(STDERR_FILENO) == 1});
}
