// The command line of the benchmarks' binaries; bench_test.py fills it in.
#pragma once

#include <cstdint>
#include <string>

namespace bench {

struct Arguments {
  std::string bootstrap;  // of the broker
  std::string scratch;    // a folder for what is written; the caller removes it
  std::string projector;  // host:port of the projector's queries
  std::string url;        // of the front door, or of Kannel
  std::string key_file;   // what the URL wants as a key
  std::string reports;    // URL for delivery reports
  std::uint32_t contacts = 100'000;
  int rounds = 3;
  double rate = 1'000;  // a second
};

// Ends the process with the usage when something is unknown.
[[nodiscard]] Arguments ParseArguments(int argc, char** argv);

}  // namespace bench
