// The rebuild of one partition from memory, for profilers: no broker, nothing random.
// usage: rebuild_profile --scratch FOLDER [--contacts N] [--rounds N]
//        valgrind --tool=callgrind --toggle-collect='*RebuildPartition*' rebuild_profile ...
#include <cstdio>
#include <stop_token>

#include "projector/rebuild/rebuild.h"
#include "projector/store/rocks_store.h"
#include "tests/bench/arguments.h"
#include "tests/bench/measure.h"
#include "tests/bench/memory_log.h"

namespace bench {
namespace {

constexpr ledger::TimeMs kNow = 1'790'000'000'000;

void Run(const Arguments& arguments) {
  const std::vector<MixedRecord> records = EventMix(arguments.contacts, 1, kNow).Take();
  const std::string folder = arguments.scratch + "/profile-p0";
  const projector::RocksResources resources({});
  const std::stop_source stop;
  for (int round = 0; round < arguments.rounds; ++round) {
    MemoryLog log(records, kNow);
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
