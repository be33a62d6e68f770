// The runner: tries seed after seed, shows how it goes, and for a seed that breaks a law says
// which, where, what stood before it, and how to see it again.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/simulation/sim_world.h"

namespace {

constexpr std::uint64_t kSeeds = 2000;
constexpr std::uint64_t kBlock = 100;       // seeds that make one line, and one test
constexpr std::size_t kStoryLines = 25;     // of the failing partition
constexpr std::uint64_t kFailuresMax = 10;  // then it has said enough

std::uint64_t running_seed = 0;

// A check inside the code under test ended the process: say which seed it was.
void OnAbort(int) {
  char line[128];
  const int size = std::snprintf(line, sizeof line,
                                 "not ok seed %llu: a check aborted; replay: tests/run simulation "
                                 "--seeds 1 --seed %llu\n",
                                 static_cast<unsigned long long>(running_seed),
                                 static_cast<unsigned long long>(running_seed));
  [[maybe_unused]] const auto written = write(STDOUT_FILENO, line, static_cast<std::size_t>(size));
  _exit(4);
}

std::uint64_t FromEnvironment(const char* name, std::uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

void Tell(const simulation::RunResult& result, bool all) {
  std::vector<std::string> lines = result.story;
  if (!all && result.breach.has_value()) {
    // Only the partition of the breach, up to its place.
    const std::string prefix = std::to_string(result.breach->partition) + "@";
    const ledger::Offset last = result.breach->offset;
    std::erase_if(lines, [&](const std::string& line) {
      if (line.rfind(prefix, 0) != 0) return true;
      return last != ledger::kNoOffset && std::stoll(line.substr(prefix.size())) > last;
    });
    if (lines.size() > kStoryLines) {
      lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(kStoryLines));
    }
  }
  for (const std::string& line : lines) std::printf("    %s\n", line.c_str());
}

// Runs one seed; the first of each block twice, for a seed must be a run. Returns the law broken.
bool Try(std::uint64_t seed, bool twice, bool verbose, simulation::RunResult& result) {
  running_seed = seed;
  result = simulation::RunSeed(seed, verbose);
  if (verbose) {
    std::printf("seed %llu: fingerprint %016llx, %llu records, %llu grants, %llu texts received\n",
                static_cast<unsigned long long>(seed),
                static_cast<unsigned long long>(result.fingerprint),
                static_cast<unsigned long long>(result.records),
                static_cast<unsigned long long>(result.grants),
                static_cast<unsigned long long>(result.received));
  }
  if (twice && simulation::RunSeed(seed, false).fingerprint != result.fingerprint) {
    result.breach = {"a seed is a run", "the same seed went another way", 0, ledger::kNoOffset};
  }
  if (!result.breach.has_value()) {
    if (verbose) Tell(result, true);
    return true;
  }
  std::printf("not ok seed %llu: %s: %s (partition %d, offset %lld)\n",
              static_cast<unsigned long long>(seed), result.breach->law.c_str(),
              result.breach->what.c_str(), result.breach->partition,
              static_cast<long long>(result.breach->offset));
  Tell(result, verbose);
  std::printf("    replay: tests/run simulation --seeds 1 --seed %llu\n",
              static_cast<unsigned long long>(seed));
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t seeds = FromEnvironment("SIMULATION_SEEDS", kSeeds);
  std::uint64_t first = FromEnvironment("SIMULATION_FIRST_SEED", 1);
  bool verbose = false;
  bool stop = false;
  CLI::App app("Runs the send protocol under a virtual clock and seeded faults.");
  app.add_option("--seeds", seeds, "how many seeds");
  app.add_option("--first,--seed", first, "the first seed");
  app.add_flag("--verbose", verbose, "tell every run whole");
  app.add_flag("--stop", stop, "end at the first failure");
  CLI11_PARSE(app, argc, argv);
  std::signal(SIGABRT, OnAbort);
  const auto begin = std::chrono::steady_clock::now();
  std::uint64_t passed = 0, failed = 0, records = 0, grants = 0, received = 0, asks = 0, synced = 0;
  for (std::uint64_t i = 0; i < seeds; ++i) {
    simulation::RunResult result;
    const bool good = Try(first + i, i % kBlock == 0, verbose, result);
    (good ? passed : failed) += 1;
    records += result.records;
    grants += result.grants;
    received += result.received;
    asks += result.asks_by_text;
    synced += result.asks_by_source;
    if (!good && (stop || failed >= kFailuresMax)) break;
    if ((i + 1) % kBlock != 0 && i + 1 != seeds) continue;
    if (failed == 0) {
      std::printf("ok seeds %llu to %llu\n",
                  static_cast<unsigned long long>(first + i - i % kBlock),
                  static_cast<unsigned long long>(first + i));
    }
    std::fflush(stdout);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  std::printf("simulation: %llu records, %llu grants, %llu texts received, %llu texts to join that "
              "were answered by a request, %llu requests by a source, %.1f seeds/s\n",
              static_cast<unsigned long long>(records), static_cast<unsigned long long>(grants),
              static_cast<unsigned long long>(received), static_cast<unsigned long long>(asks),
              static_cast<unsigned long long>(synced),
              static_cast<double>(passed + failed) / took.count());
  std::printf("%llu seeds passed, %llu failed, 0 skipped\n",
              static_cast<unsigned long long>(passed), static_cast<unsigned long long>(failed));
  return failed == 0 ? 0 : 4;
}
