#include "tests/bench/arguments.h"

#include <CLI/CLI.hpp>

namespace bench {

Arguments ParseArguments(int argc, char** argv) {
  Arguments arguments;
  CLI::App app("A benchmark of consent-ledger; tests/bench/bench_test.py runs it.");
  app.add_option("--bootstrap", arguments.bootstrap);
  app.add_option("--scratch", arguments.scratch);
  app.add_option("--projector", arguments.projector);
  app.add_option("--url", arguments.url);
  app.add_option("--key-file", arguments.key_file);
  app.add_option("--reports", arguments.reports);
  app.add_option("--contacts", arguments.contacts);
  app.add_option("--rounds", arguments.rounds);
  app.add_option("--rate", arguments.rate);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::exit(app.exit(error));
  }
  return arguments;
}

}  // namespace bench
