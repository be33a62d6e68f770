// consent-dispatcher: composes the dispatcher with Kafka, the projection, Kannel and the key file.
#include <unistd.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "dispatcher/dispatcher.h"
#include "dispatcher/dispatcher_config.h"
#include "dispatcher/dispatcher_metrics.h"
#include "dispatcher/gateway/kannel_gateway.h"
#include "ledger/control/control_reader.h"
#include "ledger/control/control_state.h"
#include "ledger/control/pepper_check.h"
#include "ledger/core/base32.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/topic_names.h"
#include "ledger/log/kafka_appender.h"
#include "ledger/log/kafka_reader.h"
#include "ledger/log/topics.h"
#include "ledger/outbox/event_outbox.h"
#include "ledger/runtime/exit_code.h"
#include "ledger/runtime/log_line.h"
#include "ledger/runtime/metrics.h"
#include "ledger/runtime/operations.h"
#include "ledger/runtime/ready_flag.h"
#include "ledger/runtime/stop_signal.h"
#include "ledger/runtime/system_clock.h"
#include "ledger/seal/key_ring.h"
#include "projector/query/projection_client.h"

namespace dispatcher {
namespace {

constexpr std::size_t kCommandsMax = 1000;
constexpr absl::Duration kTurn = absl::Milliseconds(10);
constexpr absl::Duration kCatchUpLimit = absl::Seconds(30);
constexpr absl::Duration kStopLimit = absl::Seconds(8);
// A call to the projection holds up the loop, so it must end well before grants grow old.
constexpr absl::Duration kQueryTimeout = absl::Seconds(1);

KannelSettings KannelOf(const DispatcherConfig& config) {
  KannelSettings settings;
  settings.send_url = config.kannel_url;
  settings.user = config.kannel_user;
  settings.password = config.kannel_password.Reveal();
  settings.status_url = config.kannel_status_url;
  settings.status_password = config.kannel_status_password.Reveal();
  settings.report_url = absl::StrCat(config.public_url, "/kannel/dlr");
  settings.report_key = config.kannel_webhook_key.Reveal();
  settings.answer_timeout = config.kannel_timeout;
  return settings;
}

RouteOf RoutesOf(const ledger::ControlState& control) {
  return [&control](const ledger::LineId& line) -> std::optional<std::string> {
    const ledger::Line* found = control.FindLine(line);
    if (found == nullptr || found->definition.gateway() != "kannel") return std::nullopt;
    return found->definition.smsc_route();
  };
}

absl::StatusOr<Conduct> ConductOf(const DispatcherConfig& config, std::int32_t partitions,
                                  const ledger::Clock& clock) {
  if (config.shard >= partitions) {
    return absl::InvalidArgumentError(absl::StrCat("shard ", config.shard, " owns none of the ",
                                                   partitions, " partitions; run fewer shards"));
  }
  Conduct conduct;
  conduct.shard = static_cast<std::uint32_t>(config.shard);
  conduct.shards = static_cast<std::uint32_t>(config.shards);
  conduct.age_limit = config.grant_age_max;
  char host[256] = {};
  static_cast<void>(gethostname(host, sizeof(host) - 1));
  conduct.instance = absl::StrCat(host, "/", getpid(), "/", absl::ToUnixNanos(clock.Now()));
  return conduct;
}

// Says once when nothing goes out any more, and once when it does again.
void LogGateway(const KannelGateway& gateway, std::string& said) {
  if (gateway.trouble() == said) return;
  said = gateway.trouble();
  if (said.empty()) {
    ledger::Log(ledger::Severity::kInfo, "the gateway is up");
  } else {
    ledger::Log(ledger::Severity::kWarn, "the gateway is down: nothing is granted for its lines",
                {{"why", said}});
  }
}

// Says of each contact once that nothing goes out to it.
void LogUnreadable(Dispatcher& dispatcher) {
  for (const ledger::ContactId& contact : dispatcher.TakeUnreadable()) {
    ledger::Log(ledger::Severity::kError,
                "the number of a contact cannot be opened: its key is missing or wrong, or its "
                "envelope is damaged; nothing goes out to it until this process starts again",
                {{"contact", ledger::ContactKey(contact)}});
  }
}

// Waits, bounded, until every grant is used or given back, attempts under way have their answers
// and all is durable.
// `superseded`: the grants belong to another by now, so only the attempts are waited for.
void Finish(Dispatcher& dispatcher, ledger::EventOutbox& outbox, ledger::Appender& appender,
            const ledger::Clock& clock, bool superseded) {
  const absl::Duration end = clock.Monotonic() + kStopLimit;
  dispatcher.Stop();
  while (clock.Monotonic() < end) {
    if (!superseded) superseded = absl::IsAborted(dispatcher.RunOnce(kTurn));
    if (superseded) dispatcher.TakeAnswers(kTurn);
    if (!outbox.Pump(clock.Monotonic()).ok()) break;
    appender.Poll(kTurn);
    const bool done = superseded ? dispatcher.InFlight() == 0 : dispatcher.IsDone();
    if (done && outbox.pending() == 0) return;
  }
  ledger::Log(ledger::Severity::kWarn, "stopped before everything was concluded",
              {{"in_flight", dispatcher.InFlight()},
               {"open_intents", dispatcher.OpenIntents()},
               {"not_durable", outbox.pending()}});
}

absl::Status Run(const DispatcherConfig& config, const ledger::StopSignal& stop) {
  const ledger::SystemClock clock;
  ledger::Metrics metrics("consent-dispatcher");
  ASSIGN_OR_RETURN(const ledger::KeyRing keys, ledger::KeyRing::Load(config.keys_file));
  ASSIGN_OR_RETURN(const std::int32_t partitions,
                   ledger::PartitionCount(config.kafka, ledger::kLedgerTopic));
  ASSIGN_OR_RETURN(const Conduct conduct, ConductOf(config, partitions, clock));
  ASSIGN_OR_RETURN(const std::unique_ptr<ledger::Appender> appender,
                   ledger::MakeKafkaAppender(config.kafka));
  ASSIGN_OR_RETURN(const std::unique_ptr<ledger::LogReader> control_log,
                   ledger::MakeKafkaReader(config.kafka));
  ledger::ControlState control;
  ledger::ControlReader control_reader(ledger::kControlTopic, *control_log, control);
  RETURN_IF_ERROR(control_reader.Start());
  RETURN_IF_ERROR(control_reader.CatchUp(clock, kCatchUpLimit));
  RETURN_IF_ERROR(ledger::CheckPeppers(control, keys));
  const auto stream = projector::MakeWorkStream(config.projector_addresses);
  const auto projection =
      projector::MakeProjectionQueries(config.projector_addresses, kQueryTimeout);
  ledger::EventOutbox outbox(*appender, partitions);
  KannelGateway gateway(KannelOf(config), RoutesOf(control), clock);
  Dispatcher dispatcher(conduct, {outbox, *stream, *projection, gateway, clock, control, keys});

  DispatcherMetrics counts(metrics);
  ledger::ReadyFlag ready("the loop has not turned yet");
  ledger::Operations operations(config.process, metrics, clock);
  operations.AddReadyCheck("dispatcher", [&ready] { return ready.Get(); });
  RETURN_IF_ERROR(operations.Start().status());
  absl::Status status = absl::OkStatus();
  std::string said;
  while (status.ok() && !stop.token().stop_requested()) {
    operations.Beat();
    status = control_reader.Poll(kCommandsMax, absl::ZeroDuration()).status();
    if (absl::IsUnavailable(status)) status = absl::OkStatus();
    if (status.ok()) status = ledger::CheckPeppers(control, keys);
    if (status.ok()) status = dispatcher.RunOnce(kTurn);
    appender->Poll(absl::ZeroDuration());
    ready.Set(dispatcher.Ready());
    counts.Take(dispatcher, gateway.trouble().empty());
    LogGateway(gateway, said);
    LogUnreadable(dispatcher);
  }
  operations.Drain();
  Finish(dispatcher, outbox, *appender, clock, absl::IsAborted(status));
  operations.Stop();
  return status;
}

}  // namespace
}  // namespace dispatcher

int main(int argc, char** argv) {
  const ledger::StopSignal stop;  // before any thread exists
  dispatcher::DispatcherConfig config;
  if (const std::optional<int> code = dispatcher::ParseConfig(argc, argv, &config)) return *code;
  const absl::Status status = dispatcher::Run(config, stop);
  if (status.ok()) return ledger::kExitStopped;
  ledger::Log(ledger::Severity::kFatal,
              absl::IsAborted(status) ? "superseded by a newer dispatcher; this one ends"
                                      : "the dispatcher ends",
              {{"error", status.ToString()}});
  return ledger::kExitRunFailed;
}
