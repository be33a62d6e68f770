// How fast the projector's loop follows a log that grows as fast as one producer can write it,
// beside a bare consumer that follows the same log.
// usage: live_fold_bench --bootstrap HOST:PORT --scratch FOLDER [--contacts N] [--rounds N]
#include <cstdio>
#include <thread>

#include "ledger/log/kafka_reader.h"
#include "ledger/runtime/system_clock.h"
#include "projector/fold/local_projection.h"
#include "projector/projector.h"
#include "projector/store/rocks_store.h"
#include "tests/bench/arguments.h"
#include "tests/bench/bare_client.h"
#include "tests/bench/event_mix.h"
#include "tests/bench/measure.h"

namespace bench {
namespace {

const ledger::SystemClock kClock;

// Runs the loop of consent-projector until `records` are folded.
void FoldLive(const Arguments& arguments, const std::string& topic, std::size_t records) {
  ledger::KafkaSettings settings;
  settings.bootstrap_servers = arguments.bootstrap;
  const projector::RocksResources resources({});
  projector::LocalProjection projection(absl::Seconds(1));
  for (ledger::PartitionId partition = 0; partition < kPartitions; ++partition) {
    auto store = projector::RocksStore::Open(
        arguments.scratch + "/" + topic + "-p" + std::to_string(partition), resources);
    if (!store.ok()) Die(store.status().ToString());
    auto opened = projector::PartitionProjection::Open(partition, *std::move(store));
    if (!opened.ok()) Die(opened.status().ToString());
    projection.Add(*std::move(opened));
  }
  auto reader = ledger::MakeKafkaReader(settings);
  if (!reader.ok()) Die(reader.status().ToString());
  projector::Projector loop(topic, **reader, projection, kClock);
  if (const absl::Status started = loop.Start(); !started.ok()) Die(started.ToString());
  for (std::size_t folded = 0; folded < records;) {
    const auto batch = loop.RunOnce(absl::Milliseconds(100));
    if (!batch.ok()) Die(batch.status().ToString());
    folded += *batch;
  }
}

// Runs `follow` while a producer writes `records` to a fresh topic.
Cost Follow(const Arguments& arguments, const std::string& topic,
            const std::vector<MixedRecord>& records, const std::function<void()>& follow) {
  MakeTopic(arguments.bootstrap, topic);
  return Measure([&] {
    std::thread producer([&] { BareProduce(arguments.bootstrap, topic, records); });
    follow();
    producer.join();
  });
}

void Run(const Arguments& arguments) {
  PrintMachine();
  std::vector<double> ours, bare, ratios;
  for (int round = 0; round < arguments.rounds; ++round) {
    const std::string topic = "bench.live." + std::to_string(round);
    EventMix mix(arguments.contacts, kPartitions, absl::ToUnixMillis(kClock.Now()));
    const std::vector<MixedRecord> records = mix.Take();
    const auto events = static_cast<double>(records.size());
    const Cost consumed = Follow(arguments, topic + ".bare", records, [&] {
      (void)BareConsume(arguments.bootstrap, topic + ".bare", records.size(), false);
    });
    const Cost folded =
        Follow(arguments, topic, records, [&] { FoldLive(arguments, topic, records.size()); });
    bare.push_back(events / consumed.seconds / 1e3);
    ours.push_back(events / folded.seconds / 1e3);
    ratios.push_back(consumed.seconds / folded.seconds);
    std::printf(
        "round %d: %.0f events, live fold %.0f k/s, bare produce and consume %.0f k/s, "
        "ratio %.2f\n",
        round + 1, events, ours.back(), bare.back(), ratios.back());
    std::fflush(stdout);
  }
  PrintRow("live fold into RocksDB, k events/s", Show(FigureOf(ours), 0), Show(FigureOf(bare), 0),
           FigureOf(ratios).median, "none here; >= 5 of Kafka Streams");
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  bench::Run(bench::ParseArguments(argc, argv));
  return 0;
}
