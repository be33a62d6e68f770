// How many events a second become durable through the front door, in batches over HTTP, beside a
// bare producer of the same bytes.
// usage: admission_bench --bootstrap HOST:PORT --url http://HOST:PORT --key-file FILE
//                        [--contacts N] [--rounds N]
#include <atomic>
#include <cstdio>
#include <fstream>
#include <thread>

#include "consent/v1/intake.pb.h"
#include "ledger/http/http_client.h"
#include "ledger/runtime/system_clock.h"
#include "tests/bench/arguments.h"
#include "tests/bench/bare_client.h"
#include "tests/bench/measure.h"

namespace bench {
namespace {

namespace v1 = consent::v1;

constexpr std::size_t kPerRequest = 1'000;
constexpr int kConnections = 4;

v1::IntakeEvent MakeEvent(std::size_t index, int round) {
  v1::IntakeEvent event;
  event.set_source("bench");
  event.set_publisher_id("r" + std::to_string(round) + "-" + std::to_string(index));
  event.mutable_occurred_at()->set_seconds(absl::ToUnixSeconds(ledger::SystemClock().Now()));
  // +1 NPA 555 01xx: kept for fiction.
  char number[16];
  std::snprintf(number, sizeof number, "+1%03zu55501%02zu", 201 + index / 100 % 9, index % 100);
  event.set_number(number);
  auto& program = *event.mutable_opted_in()->add_programs();
  program.set_program("marketing");
  event.mutable_opted_in()->set_method(v1::OPT_IN_METHOD_CHECKOUT);
  event.mutable_opted_in()->mutable_evidence()->set_disclosure_version("checkout-2026-03");
  return event;
}

void Post(const Arguments& arguments, const std::string& key,
          const std::vector<std::string>& bodies) {
  std::atomic<std::size_t> next = 0;
  std::vector<std::thread> connections;
  for (int i = 0; i < kConnections; ++i) {
    connections.emplace_back([&] {
      for (std::size_t at = next++; at < bodies.size(); at = next++) {
        ledger::http::HttpCall call;
        call.method = "POST";
        call.url = arguments.url + "/v1/events";
        call.headers = {
            {"Authorization", "Bearer " + key},
            {"Content-Type", "application/x-protobuf; messageType=consent.v1.IntakeBatch"}};
        call.body = bodies[at];
        const auto reply = ledger::http::Call(call);
        if (!reply.ok()) Die(reply.status().ToString());
        v1::IntakeBatchAnswer answer;
        if (reply->status / 100 != 2 || !answer.ParseFromString(reply->body) ||
            answer.admitted() != kPerRequest) {
          Die("HTTP " + std::to_string(reply->status) + ", " + std::to_string(answer.admitted()) +
              " admitted: " +
              (answer.results_size() > 0 ? answer.results(0).problem().detail()
                                         : reply->body.substr(0, 300)));
        }
      }
    });
  }
  for (std::thread& connection : connections) connection.join();
}

void Run(const Arguments& arguments) {
  PrintMachine();
  std::string key;
  std::ifstream(arguments.key_file) >> key;
  std::vector<double> ours, bare, ratios;
  for (int round = 0; round < arguments.rounds; ++round) {
    const std::string topic = "bench.admission." + std::to_string(round);
    MakeTopic(arguments.bootstrap, topic);
    std::vector<std::string> bodies;
    std::vector<MixedRecord> records;
    for (std::size_t index = 0; index < arguments.contacts;) {
      v1::IntakeBatch batch;
      for (std::size_t i = 0; i < kPerRequest; ++i, ++index) {
        *batch.add_events() = MakeEvent(index, round);
        records.push_back({static_cast<std::int32_t>(index % kPartitions), std::string(26, 'k'),
                           batch.events().rbegin()->SerializeAsString()});
      }
      bodies.push_back(batch.SerializeAsString());
    }
    const auto events = static_cast<double>(records.size());
    const Cost produced = Measure([&] { BareProduce(arguments.bootstrap, topic, records); });
    const Cost admitted = Measure([&] { Post(arguments, key, bodies); });
    bare.push_back(events / produced.seconds / 1e3);
    ours.push_back(events / admitted.seconds / 1e3);
    ratios.push_back(produced.seconds / admitted.seconds);
    std::printf(
        "round %d: %.0f events in batches of %zu, admitted %.1f k/s, bare produce %.0f k/s, "
        "ratio %.3f\n",
        round + 1, events, kPerRequest, ours.back(), bare.back(), ratios.back());
    std::fflush(stdout);
  }
  PrintRow("admission over HTTP, durable, k events/s", Show(FigureOf(ours), 1),
           Show(FigureOf(bare), 0), FigureOf(ratios).median, "none here; >= 10 of PostgreSQL");
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  bench::Run(bench::ParseArguments(argc, argv));
  return 0;
}
