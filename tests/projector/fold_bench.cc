// Measures what folding costs, without a broker: events a second through memory, through RocksDB
// and by rebuilding. Usage: projector_fold_bench [events] [contacts] [memory]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>

#include "projector/fold/memory_store.h"
#include "projector/fold/partition_projection.h"
#include "projector/rebuild/rebuild.h"
#include "projector/store/rocks_store.h"
#include "tests/projector/memory_reader.h"
#include "tests/projector/temp_folder.h"

namespace projector::test {
namespace {

// What a busy account sees: most contacts come in, agree and are texted; some answer.
void Fill(RandomLog& log, Offset events, std::uint32_t contacts) {
  std::mt19937_64 random(1);
  log.Claim();
  while (log.next() < events) {
    const auto contact = static_cast<std::uint32_t>(random() % contacts);
    switch (random() % 8) {
      case 0:
      case 1:
      case 2:
        log.Append(contact, OptedIn{{kMarketing}, OptInMethod::kWebForm, {}});
        break;
      case 3:
        log.Append(contact, ContactListed{SegmentName("vip")});
        break;
      case 4:
        log.Reply(contact);
        log.Decide(Consequence::kRevoke);
        break;
      default: {
        const SendIntended intent = log.Intent(contact, static_cast<std::uint32_t>(random() % 3));
        log.Append(contact, intent, IntentEventId(intent.intent));
        SendConcluded concluded;
        concluded.intent = intent.intent;
        concluded.message = intent.message;
        concluded.outcome = SendOutcome::kAccepted;
        log.Append(contact, concluded, ConclusionEventId(intent.intent));
      }
    }
  }
}

// Wall time, and processor time of all threads: on a shared machine only the second says something.
struct Stopwatch {
  std::chrono::steady_clock::time_point wall = std::chrono::steady_clock::now();
  std::clock_t processor = std::clock();

  void Report(const char* what, Offset events) const {
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - wall;
    const double used = static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC;
    const auto count = static_cast<double>(events);
    std::printf("%-28s %9.0f events/s, %9.0f events per second of processor\n", what,
                count / took.count(), count / used);
  }
};

bool FoldThrough(const char* what, const RandomLog& log, std::unique_ptr<StateStore> store,
                 Offset batch) {
  auto partition = PartitionProjection::Open(0, std::move(store));
  if (!partition.ok()) return false;
  const Stopwatch watch;
  for (Offset from = 0; from < log.next(); from += batch) {
    const absl::Status status = (*partition)->Fold(Views(log, from, from + batch));
    if (!status.ok()) {
      std::printf("%s\n", std::string(status.message()).c_str());
      return false;
    }
  }
  watch.Report(what, log.next());
  return true;
}

int Run(Offset events, std::uint32_t contacts, bool memory_only) {
  RandomLog log(1, contacts);
  Fill(log, events, contacts);
  const RocksResources resources({});
  const TempFolder folder;
  bool ok = true;
  for (const Offset batch : {500, 2'000, 10'000}) {
    const std::string what = "memory, batches of " + std::to_string(batch);
    ok = ok && FoldThrough(what.c_str(), log, std::make_unique<MemoryStore>(), batch);
  }
  if (memory_only) return ok ? 0 : 1;
  for (const Offset batch : {500, 10'000}) {
    auto store = RocksStore::Open(folder / ("live" + std::to_string(batch)), resources);
    if (!store.ok()) return 1;
    const std::string what = "RocksDB, batches of " + std::to_string(batch);
    ok = ok && FoldThrough(what.c_str(), log, *std::move(store), batch);
  }
  MemoryReader reader(log);
  reader.batch = 50'000;
  RebuildJob job;
  job.topic = "topic";
  job.end = log.next();
  job.folder = folder / "p0";
  const Stopwatch watch;
  ok = ok && RebuildPartition(job, reader, resources, {}).ok();
  watch.Report("rebuild", log.next());
  return ok ? 0 : 1;
}

}  // namespace
}  // namespace projector::test

int main(int argc, char** argv) {
  const long events = argc > 1 ? std::atol(argv[1]) : 1'000'000;
  const long contacts = argc > 2 ? std::atol(argv[2]) : 250'000;
  return projector::test::Run(events, static_cast<std::uint32_t>(contacts), argc > 3);
}
