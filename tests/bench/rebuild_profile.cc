// The rebuild of one partition from memory, for profilers: no broker, nothing random.
// usage: rebuild_profile --scratch FOLDER [--contacts N] [--rounds N]
//        valgrind --tool=callgrind --toggle-collect='*RebuildPartition*' rebuild_profile ...
#include <malloc.h>

#include <cstdio>
#include <fstream>
#include <stop_token>
#include <string>

#include "projector/rebuild/rebuild.h"
#include "projector/store/rocks_store.h"
#include "tests/bench/arguments.h"
#include "tests/bench/measure.h"
#include "tests/bench/memory_log.h"

namespace bench {
namespace {

constexpr ledger::TimeMs kNow = 1'790'000'000'000;

// A field of /proc/self/status, in bytes.
double MemoryNow(const std::string& field) {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    double kib = 0;
    if (word == field + ":" && status >> kib) return kib * 1024;
  }
  Die("/proc/self/status has no " + field);
}

// Gives back what nobody uses, and lets the peak begin anew. Returns the memory in use.
double ForgetPeak() {
  malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << 5;
  return MemoryNow("VmRSS");
}

void Run(const Arguments& arguments) {
  const std::vector<MixedRecord> records = EventMix(arguments.contacts, 1, kNow).Take();
  const std::string folder = arguments.scratch + "/profile-p0";
  const projector::RocksResources resources({});
  const std::stop_source stop;
  for (int round = 0; round < arguments.rounds; ++round) {
    MemoryLog log(records, kNow);
    const double before = ForgetPeak();
    const Cost cost = Measure([&] {
      projector::RebuildJob job;
      job.topic = "memory";
      job.end = static_cast<ledger::Offset>(records.size());
      job.folder = folder;
      const absl::Status done = projector::RebuildPartition(job, log, resources, stop.get_token());
      if (!done.ok()) Die(done.ToString());
    });
    std::printf("%zu events, %.2f us of processor each\n", records.size(),
                1e6 * cost.cpu_seconds / static_cast<double>(records.size()));
    const double memory = MemoryNow("VmHWM") - before;
    std::printf("at its peak %.0f MB more than the log: %.0f bytes an event, %.0f a contact\n",
                memory / 1e6, memory / static_cast<double>(records.size()),
                memory / static_cast<double>(arguments.contacts));
  }
  auto store = projector::RocksStore::Open(folder, resources);
  if (!store.ok()) Die(store.status().ToString());
  const auto meta = (*store)->LoadMeta();
  if (!meta.ok() || !meta->has_value()) Die("no meta value");
  std::printf("digest %s\n", projector::DigestOf(**meta).c_str());
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  bench::Run(bench::ParseArguments(argc, argv));
  return 0;
}
