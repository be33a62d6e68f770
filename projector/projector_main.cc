// consent-projector: composes the fold with Kafka, RocksDB and the gRPC service.
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ledger/core/status_macros.h"
#include "ledger/core/topic_names.h"
#include "ledger/log/kafka_reader.h"
#include "ledger/runtime/exit_code.h"
#include "ledger/runtime/log_line.h"
#include "ledger/runtime/metrics.h"
#include "ledger/runtime/operations.h"
#include "ledger/runtime/ready_flag.h"
#include "ledger/runtime/stop_signal.h"
#include "ledger/runtime/system_clock.h"
#include "projector/fold/local_projection.h"
#include "projector/projector.h"
#include "projector/projector_config.h"
#include "projector/query/query_service.h"
#include "projector/rebuild/memory_keeper.h"
#include "projector/rebuild/open_partition.h"
#include "projector/rebuild/side_by_side.h"

namespace projector {
namespace {

using ledger::Offset;
using ledger::PartitionId;

// From this many records on, a rebuild is faster than folding through RocksDB.
constexpr Offset kRebuildFrom = 100'000;
constexpr absl::Duration kTurn = absl::Milliseconds(100);
constexpr absl::Duration kQueryWait = absl::Seconds(5);
constexpr absl::Duration kEndsTimeout = absl::Seconds(30);

// Makes the partitions' stores ready: opened, or built anew first.
class Stores {
 public:
  Stores(const ProjectorConfig& config, ledger::Operations& operations,
         const ledger::StopSignal& stop)
      : config_(config),
        operations_(operations),
        stop_(stop),
        resources_({.block_cache_bytes = config.block_cache_mib << 20}) {}

  // `end` is how far the log reaches. May be called by several threads at once.
  absl::StatusOr<std::unique_ptr<PartitionProjection>> Prepare(PartitionId partition, Offset end) {
    OpenJob job;
    job.rebuild.topic = ledger::kLedgerTopic;
    job.rebuild.partition = partition;
    job.rebuild.end = end;
    job.rebuild.folder = MemoryKeeper::FolderOf(config_.data_dir, partition);
    job.rebuild.turn = [this] { operations_.Beat(); };
    job.rebuild.objects_max /= PartitionsAtATime();
    job.anew = config_.rebuild;
    job.rebuild_from = kRebuildFrom;
    job.make_reader = [this] { return ledger::MakeKafkaReader(config_.kafka, {.bulk = true}); };
    job.on_rebuild = [partition](const absl::Status& why) {
      const bool wanted = absl::IsAborted(why);
      ledger::Log(wanted ? ledger::Severity::kInfo : ledger::Severity::kWarn,
                  "the projection is built anew",
                  {{"partition", partition}, {"why", why.message()}});
    };
    const absl::Duration started = clock_.Monotonic();
    ASSIGN_OR_RETURN(auto opened, OpenPartition(job, resources_, stop_.token()));
    ledger::Log(ledger::Severity::kInfo, "a partition is open",
                {{"partition", partition},
                 {"next", opened->Position().next},
                 {"seconds", absl::ToDoubleSeconds(clock_.Monotonic() - started)}});
    return opened;
  }

 private:
  const ProjectorConfig& config_;
  ledger::Operations& operations_;
  const ledger::StopSignal& stop_;
  const RocksResources resources_;
  const ledger::SystemClock clock_;
};

// What Prometheus is told about each partition.
class PartitionMeters {
 public:
  explicit PartitionMeters(ledger::Metrics& metrics) : metrics_(metrics) {
    folded_ = metrics.AddCounter("consent_projector_folded_total", "Records folded.");
  }
  void Update(const LocalProjection& projection, const Projector& projector) {
    for (const auto& [id, partition] : projection.partitions()) {
      Meters& meters = MetersOf(id);
      const ledger::FoldPosition position = partition->Position();
      if (meters.next >= 0) folded_->Increment(static_cast<double>(position.next - meters.next));
      meters.next = position.next;
      meters.offset->Set(static_cast<double>(position.next));
      const bool closed = partition->IsClosed();
      if (closed && !meters.closed_told) {
        ledger::Log(ledger::Severity::kWarn, "a partition is halted",
                    {{"partition", id}, {"why", position.halted_why}});
      }
      meters.closed_told = closed;
      meters.halted->Set(position.halted ? 1 : 0);
      const auto lag = projector.lag().find(id);
      if (lag != projector.lag().end()) meters.lag->Set(static_cast<double>(lag->second));
    }
  }

 private:
  struct Meters {
    ledger::Gauge* offset = nullptr;
    ledger::Gauge* lag = nullptr;
    ledger::Gauge* halted = nullptr;
    Offset next = ledger::kNoOffset;
    bool closed_told = false;
  };

  Meters& MetersOf(PartitionId id) {
    const auto [at, fresh] = meters_.try_emplace(id);
    if (fresh) {
      const ledger::MetricLabels labels{{"partition", std::to_string(id)}};
      at->second.offset = metrics_.AddGauge("consent_projector_next_offset",
                                            "The next offset to be folded.", labels);
      at->second.lag = metrics_.AddGauge("consent_projector_lag_records",
                                         "Records in the log that are not folded yet.", labels);
      at->second.halted = metrics_.AddGauge("consent_projector_halted_state",
                                            "1 while nothing may be sent.", labels);
    }
    return at->second;
  }

  ledger::Metrics& metrics_;
  ledger::Counter* folded_;
  std::map<PartitionId, Meters> meters_;
};

absl::Status Loop(Projector& projector, const LocalProjection& projection,
                  ledger::Operations& operations, ledger::ReadyFlag& ready,
                  ledger::Metrics& metrics, MemoryKeeper& memory, const ledger::StopSignal& stop) {
  const ledger::SystemClock clock;
  PartitionMeters meters(metrics);
  RETURN_IF_ERROR(projector.Start());
  while (!stop.token().stop_requested()) {
    operations.Beat();
    const absl::StatusOr<std::size_t> folded = projector.RunOnce(kTurn);
    if (!folded.ok() && !absl::IsUnavailable(folded.status())) return folded.status();
    ready.Set(folded.ok() ? projector.Ready() : folded.status());
    meters.Update(projection, projector);
    RETURN_IF_ERROR(memory.Keep(clock.Monotonic()));
  }
  return absl::OkStatus();
}

absl::Status Run(const ProjectorConfig& config, const ledger::StopSignal& stop) {
  const ledger::SystemClock clock;
  ledger::Metrics metrics("consent-projector");
  ledger::ReadyFlag ready("the projection is being opened");
  ledger::Operations operations(config.process, metrics, clock);
  operations.AddReadyCheck("fold", [&ready] { return ready.Get(); });
  RETURN_IF_ERROR(operations.Start().status());

  std::error_code error;
  std::filesystem::create_directories(config.data_dir, error);
  if (error) return absl::InternalError("making " + config.data_dir + ": " + error.message());
  ASSIGN_OR_RETURN(const std::unique_ptr<ledger::LogReader> reader,
                   ledger::MakeKafkaReader(config.kafka));
  ASSIGN_OR_RETURN(const auto ends, reader->EndOffsets(ledger::kLedgerTopic, kEndsTimeout));
  Stores stores(config, operations, stop);
  LocalProjection projection(kQueryWait);
  std::vector<std::pair<PartitionId, Offset>> mine;
  for (const auto& [partition, end] : ends) {
    if (partition % config.shards == config.shard) mine.emplace_back(partition, end);
  }
  std::vector<std::unique_ptr<PartitionProjection>> opened(mine.size());
  RETURN_IF_ERROR(SideBySide(mine.size(), PartitionsAtATime(), [&](std::size_t i) -> absl::Status {
    ASSIGN_OR_RETURN(opened[i], stores.Prepare(mine[i].first, mine[i].second));
    return absl::OkStatus();
  }));
  for (auto& partition : opened) projection.Add(std::move(partition));
  // Only now, so that nothing streams from a projection that is being rebuilt.
  ASSIGN_OR_RETURN(const std::unique_ptr<QueryServer> server,
                   QueryServer::Start(config.query_address, config.query_port, projection, clock));
  ledger::Log(ledger::Severity::kInfo, "queries are served", {{"address", server->address()}});
  Projector projector(ledger::kLedgerTopic, *reader, projection, clock);
  MemoryKeeper memory(config.data_dir, projection);
  const absl::Status status = Loop(projector, projection, operations, ready, metrics, memory, stop);
  // Damage that the fold met is remembered too: the next start builds the folder anew.
  const absl::Status kept = memory.KeepAll();
  operations.Drain();
  return status.ok() ? kept : status;
}

}  // namespace
}  // namespace projector

int main(int argc, char** argv) {
  const ledger::StopSignal stop;  // before any thread exists
  projector::ProjectorConfig config;
  if (const std::optional<int> code = projector::ParseConfig(argc, argv, &config)) return *code;
  const absl::Status status = projector::Run(config, stop);
  // A rebuild that was told to stop is a stop.
  if (status.ok() || (absl::IsCancelled(status) && stop.token().stop_requested())) {
    return ledger::kExitStopped;
  }
  ledger::Log(ledger::Severity::kFatal, "the projector ends", {{"error", status.ToString()}});
  return ledger::kExitRunFailed;
}
