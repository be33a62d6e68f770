// How fast a projection is rebuilt from a real topic, beside the bare consumer of that topic.
// usage: rebuild_bench --bootstrap HOST:PORT --scratch FOLDER [--contacts N] [--rounds N]
#include <cstdio>
#include <stop_token>

#include "ledger/log/kafka_reader.h"
#include "ledger/runtime/system_clock.h"
#include "projector/fold/partition_projection.h"
#include "projector/rebuild/rebuild.h"
#include "projector/rebuild/side_by_side.h"
#include "projector/store/rocks_store.h"
#include "tests/bench/arguments.h"
#include "tests/bench/bare_client.h"
#include "tests/bench/event_mix.h"
#include "tests/bench/measure.h"

namespace bench {
namespace {

constexpr char kTopic[] = "bench.rebuild";

std::string FolderOf(const std::string& scratch, ledger::PartitionId partition) {
  return scratch + "/rebuild-p" + std::to_string(partition);
}

void Rebuild(const Arguments& arguments,
             const std::map<ledger::PartitionId, ledger::Offset>& ends) {
  ledger::KafkaSettings settings;
  settings.bootstrap_servers = arguments.bootstrap;
  const projector::RocksResources resources({});
  const std::stop_source stop;
  const std::vector<std::pair<ledger::PartitionId, ledger::Offset>> all(ends.begin(), ends.end());
  const std::size_t at_a_time = projector::PartitionsAtATime();  // as consent-projector does it
  const absl::Status done = projector::SideBySide(all.size(), at_a_time, [&](std::size_t i) {
    auto reader = ledger::MakeKafkaReader(settings, {.bulk = true});
    if (!reader.ok()) return reader.status();
    projector::RebuildJob job;
    job.topic = kTopic;
    job.partition = all[i].first;
    job.end = all[i].second;
    job.folder = FolderOf(arguments.scratch, job.partition);
    job.objects_max /= at_a_time;
    return projector::RebuildPartition(job, **reader, resources, stop.get_token());
  });
  if (!done.ok()) Die(done.ToString());
}

// What was granted, so that a reader knows that the fold did its work.
void PrintOutcome(const Arguments& arguments) {
  const projector::RocksResources resources({});
  std::size_t events = 0;
  std::size_t granted = 0;
  std::size_t blocked = 0;
  for (ledger::PartitionId partition = 0; partition < kPartitions; ++partition) {
    auto store = projector::RocksStore::Open(FolderOf(arguments.scratch, partition), resources);
    if (!store.ok()) Die(store.status().ToString());
    const auto meta = (*store)->LoadMeta();
    if (!meta.ok()) Die(meta.status().ToString());
    std::printf("digest of partition %d: %s\n", partition, projector::DigestOf(**meta).c_str());
    const absl::Status scanned =
        (*store)->ScanEvents(0, [&](ledger::Offset offset, std::string_view bytes) {
          const auto event = projector::DecodeStoredEvent(offset, bytes);
          if (!event.ok()) Die(event.status().ToString());
          ++events;
          granted += event->disposition == ledger::Disposition::kGranted ? 1 : 0;
          blocked += event->disposition == ledger::Disposition::kBlocked ? 1 : 0;
          return true;
        });
    if (!scanned.ok()) Die(scanned.ToString());
  }
  std::printf("%zu events stored, %zu of them grants, %zu blocked\n", events, granted, blocked);
}

void Run(const Arguments& arguments) {
  PrintMachine();
  MakeTopic(arguments.bootstrap, kTopic);
  std::map<ledger::PartitionId, ledger::Offset> ends;
  std::size_t count = 0;
  {
    EventMix mix(arguments.contacts, kPartitions, absl::ToUnixMillis(ledger::SystemClock().Now()));
    const std::vector<MixedRecord> records = mix.Take();
    count = records.size();
    std::size_t bytes = 0;
    for (const MixedRecord& record : records) {
      ++ends[record.partition];
      bytes += record.value.size();
    }
    std::printf("%zu events of %zu B, %u contacts, %d partitions\n", count, bytes / count,
                arguments.contacts, kPartitions);
    BareProduce(arguments.bootstrap, kTopic, records);
  }
  (void)BareConsume(arguments.bootstrap, kTopic, count, true);  // both read a warm page cache
  std::vector<double> ours, bare, ratios;
  for (int round = 0; round < arguments.rounds; ++round) {
    const Cost consumed =
        Measure([&] { (void)BareConsume(arguments.bootstrap, kTopic, count, true); });
    const Cost rebuilt = Measure([&] { Rebuild(arguments, ends); });
    const auto events = static_cast<double>(count);
    bare.push_back(events / consumed.seconds / 1e3);
    ours.push_back(events / rebuilt.seconds / 1e3);
    ratios.push_back(consumed.seconds / rebuilt.seconds);
    std::printf(
        "round %d: rebuild %.0f k/s (%.2f us of processor an event), bare consumer %.0f k/s "
        "(%.2f us), ratio %.2f\n",
        round + 1, ours.back(), 1e6 * rebuilt.cpu_seconds / events, bare.back(),
        1e6 * consumed.cpu_seconds / events, ratios.back());
    std::fflush(stdout);
  }
  PrintOutcome(arguments);
  PrintRow("rebuild of a projection, k events/s", Show(FigureOf(ours), 0), Show(FigureOf(bare), 0),
           FigureOf(ratios).median, ">= 0.6");
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  bench::Run(bench::ParseArguments(argc, argv));
  return 0;
}
