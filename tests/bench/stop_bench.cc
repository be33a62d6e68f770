// How long after its acknowledged append an opt-out is enforced: until the running projector, asked
// with the position bound, says that the contact is not reachable. Under load, beside produce ->
// consume of the bare client at the same rate.
// usage: stop_bench --bootstrap HOST:PORT --projector HOST:PORT [--rate N] [--rounds N]
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <random>
#include <thread>

#include "ledger/codec/record_codec.h"
#include "ledger/core/base32.h"
#include "ledger/core/consent.h"
#include "ledger/core/partitioner.h"
#include "ledger/core/topic_names.h"
#include "ledger/log/kafka_appender.h"
#include "ledger/runtime/system_clock.h"
#include "projector/query/projection_client.h"
#include "tests/bench/arguments.h"
#include "tests/bench/bare_client.h"
#include "tests/bench/measure.h"

namespace bench {
namespace {

using Steady = std::chrono::steady_clock;
using ledger::ContactId;

constexpr int kStopEvery = 5;  // every fifth event is a stop, the others opt in
constexpr int kAskers = 4;
const ledger::ProgramRef kMarketing{ledger::ProgramId("marketing"), ledger::Category::kMarketing};

double MsSince(Steady::time_point then) {
  return std::chrono::duration<double, std::milli>(Steady::now() - then).count();
}

struct Stop {
  ContactId contact;
  ledger::Appended at;
  Steady::time_point acknowledged;
};

// Asks the projector about stops as they are acknowledged.
class Askers {
 public:
  explicit Askers(const std::string& projector)
      : queries_(projector::MakeProjectionQueries({projector})) {
    for (int i = 0; i < kAskers; ++i) threads_.emplace_back([this] { Run(); });
  }
  void Add(const Stop& stop) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(stop);
    changed_.notify_one();
  }
  // Waits for all answers.
  std::vector<double> Finish() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
      changed_.notify_all();
    }
    for (std::thread& thread : threads_) thread.join();
    return std::move(latencies_);
  }

 private:
  void Run() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      const Stop stop = waiting_.front();
      waiting_.pop_front();
      lock.unlock();
      const auto view = queries_->GetContact(stop.at.partition, stop.contact, stop.at.offset + 1);
      const double ms = MsSince(stop.acknowledged);
      if (!view.ok()) Die(view.status().ToString());
      const auto why = ledger::WhyNotReachable(view->state, kMarketing, view->position.time_ms);
      if (why != ledger::Reason::kOptedOut) Die("a stop is not enforced at its own position");
      lock.lock();
      latencies_.push_back(ms);
    }
  }

  const std::unique_ptr<ledger::ProjectionQueries> queries_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Stop> waiting_;
  std::vector<double> latencies_;
  bool closed_ = false;
  std::vector<std::thread> threads_;
};

ledger::OutgoingRecord MakeRecord(const ContactId& contact, ledger::Fact fact,
                                  ledger::TimeMs now_ms, std::mt19937_64& random) {
  ledger::EventId::Bytes id;
  for (auto& byte : id) byte = static_cast<std::uint8_t>(random());
  ledger::Event event;
  event.id = ledger::EventId(id);
  event.account = ledger::AccountId("bench");
  event.origin = ledger::Origin::kHttp;
  event.source = "bench";
  event.occurred_at_ms = now_ms;
  event.fact = std::move(fact);
  ledger::OutgoingRecord record;
  record.topic = ledger::kLedgerTopic;
  record.key = ledger::ContactKey(contact);
  record.partition = ledger::PartitionOf(record.key, kPartitions);
  record.value = ledger::Encode(event);
  return record;
}

// Appends at `rate` for `seconds`; returns how long each stop took to be enforced, in ms.
std::vector<double> StopsUnderLoad(const Arguments& arguments, double seconds, std::uint64_t seed) {
  ledger::KafkaSettings settings;
  settings.bootstrap_servers = arguments.bootstrap;
  auto appender = ledger::MakeKafkaAppender(settings, {.linger = absl::ZeroDuration()});
  if (!appender.ok()) Die(appender.status().ToString());
  Askers askers(arguments.projector);
  std::mt19937_64 random(seed);
  std::deque<ContactId> opted_in;
  const auto began = Steady::now();
  const auto total = static_cast<std::size_t>(arguments.rate * seconds);
  const auto ahead = static_cast<std::size_t>(arguments.rate / 2);
  for (std::size_t sent = 0; sent < total;) {
    const auto due = static_cast<std::size_t>(MsSince(began) / 1e3 * arguments.rate);
    for (; sent < std::min(due, total); ++sent) {
      const ledger::TimeMs now_ms = absl::ToUnixMillis(ledger::SystemClock().Now());
      const bool stops = sent % kStopEvery == 0 && opted_in.size() > ahead;
      ContactId contact;
      if (stops) {
        contact = opted_in.front();
        opted_in.pop_front();
      } else {
        ContactId::Bytes bytes;
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
        contact = ContactId(bytes);
        opted_in.push_back(contact);
      }
      ledger::Fact fact = ledger::OptedIn{{kMarketing}, ledger::OptInMethod::kApi, {}};
      if (stops) {
        fact = ledger::OptedOut{{ledger::Reach::kMarketing, {}}, ledger::OptOutMeans::kWeb, "", ""};
      }
      const absl::Status queued = (*appender)->Append(
          MakeRecord(contact, std::move(fact), now_ms, random),
          [&askers, contact, stops](const absl::StatusOr<ledger::Appended>& at) {
            if (!at.ok()) Die(at.status().ToString());
            if (stops) askers.Add({contact, *at, Steady::now()});
          });
      if (!queued.ok()) Die(queued.ToString());
    }
    (*appender)->Poll(absl::Milliseconds(1));
  }
  if (const absl::Status flushed = (*appender)->Flush(absl::Seconds(30)); !flushed.ok()) {
    Die(flushed.ToString());
  }
  return askers.Finish();
}

void Run(const Arguments& arguments) {
  PrintMachine();
  constexpr double kSeconds = 6;
  constexpr char kTopic[] = "bench.latency";
  MakeTopic(arguments.bootstrap, kTopic);
  std::vector<double> ours_p50, ours_p99, bare_p50, bare_p99, ratios_p50, ratios_p99;
  for (int round = 0; round < arguments.rounds; ++round) {
    std::vector<double> bare = BareLatencies(arguments.bootstrap, kTopic, arguments.rate, kSeconds);
    std::vector<double> ours = StopsUnderLoad(arguments, kSeconds, std::random_device{}());
    ours_p50.push_back(Quantile(ours, 0.5));
    ours_p99.push_back(Quantile(ours, 0.99));
    bare_p50.push_back(Quantile(bare, 0.5));
    bare_p99.push_back(Quantile(bare, 0.99));
    ratios_p50.push_back(ours_p50.back() / bare_p50.back());
    ratios_p99.push_back(ours_p99.back() / bare_p99.back());
    std::printf(
        "round %d at %.0f/s: %zu stops, enforced p50 %.2f p99 %.2f ms after the "
        "acknowledgement; bare produce to consume p50 %.2f p99 %.2f ms\n",
        round + 1, arguments.rate, ours.size(), ours_p50.back(), ours_p99.back(), bare_p50.back(),
        bare_p99.back());
    std::fflush(stdout);
  }
  PrintRow("stop acknowledged -> enforced, p50 ms", Show(FigureOf(ours_p50), 2),
           Show(FigureOf(bare_p50), 2), FigureOf(ratios_p50).median, "-");
  PrintRow("stop acknowledged -> enforced, p99 ms", Show(FigureOf(ours_p99), 2),
           Show(FigureOf(bare_p99), 2), FigureOf(ratios_p99).median, "<= 3");
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  bench::Run(bench::ParseArguments(argc, argv));
  return 0;
}
