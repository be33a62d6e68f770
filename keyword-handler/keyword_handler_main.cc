// consent-keyword-handler: composes the handler with Kafka, the projection's stream and the key
// file.
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "keyword-handler/handler.h"
#include "keyword-handler/handler_config.h"
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

namespace keyword_handler {
namespace {

constexpr std::size_t kCommandsMax = 1000;
constexpr absl::Duration kTurn = absl::Milliseconds(20);
constexpr absl::Duration kCatchUpLimit = absl::Seconds(30);
constexpr absl::Duration kStopLimit = absl::Seconds(5);

// Pumps what is not durable yet, for a bounded time: what remains is decided again by the next
// life.
void Drain(ledger::EventOutbox& outbox, ledger::Appender& appender, const ledger::Clock& clock) {
  const absl::Duration end = clock.Monotonic() + kStopLimit;
  while (outbox.pending() > 0 && clock.Monotonic() < end && outbox.Pump(clock.Monotonic()).ok()) {
    appender.Poll(kTurn);
  }
}

// Says of each reply that cannot be read, once, whose it is.
void LogUnreadable(Handler& handler) {
  for (const ledger::ContactId& contact : handler.TakeUnreadable()) {
    ledger::Log(
        ledger::Severity::kError,
        "a reply cannot be opened: its key is missing or wrong, or its envelope is damaged; "
        "its contact stays held until a person decides it",
        {{"contact", ledger::ContactKey(contact)}});
  }
}

absl::Status Run(const HandlerConfig& config, const ledger::StopSignal& stop) {
  const ledger::SystemClock clock;
  ledger::Metrics metrics("consent-keyword-handler");
  ASSIGN_OR_RETURN(const ledger::KeyRing keys, ledger::KeyRing::Load(config.keys_file));
  ASSIGN_OR_RETURN(const std::int32_t partitions,
                   ledger::PartitionCount(config.kafka, ledger::kLedgerTopic));
  ASSIGN_OR_RETURN(const std::unique_ptr<ledger::Appender> appender,
                   ledger::MakeKafkaAppender(config.kafka));
  ASSIGN_OR_RETURN(const std::unique_ptr<ledger::LogReader> control_log,
                   ledger::MakeKafkaReader(config.kafka));
  ledger::ControlState control;
  ledger::ControlReader control_reader(ledger::kControlTopic, *control_log, control);
  RETURN_IF_ERROR(control_reader.Start());
  RETURN_IF_ERROR(control_reader.CatchUp(clock, kCatchUpLimit));
  RETURN_IF_ERROR(ledger::CheckPeppers(control, keys));
  const std::unique_ptr<ledger::WorkStream> stream =
      projector::MakeWorkStream(config.projector_addresses);
  ledger::EventOutbox outbox(*appender, partitions);
  Handler handler({outbox, *stream, clock, control, keys});

  ledger::ReadyFlag ready("the loop has not turned yet");
  ledger::Operations operations(config.process, metrics, clock);
  operations.AddReadyCheck("replies", [&ready] { return ready.Get(); });
  RETURN_IF_ERROR(operations.Start().status());
  ledger::Gauge* decided =
      metrics.AddGauge("consent_replies_decided", "Replies that this process has decided.");
  ledger::Gauge* unreadable = metrics.AddGauge(
      "consent_replies_unreadable", "Replies whose words could not be opened: they stay held.");
  while (!stop.token().stop_requested()) {
    operations.Beat();
    const absl::StatusOr<std::size_t> commands =
        control_reader.Poll(kCommandsMax, absl::ZeroDuration());
    if (!commands.ok() && !absl::IsUnavailable(commands.status())) return commands.status();
    if (commands.ok() && *commands > 0) RETURN_IF_ERROR(ledger::CheckPeppers(control, keys));
    RETURN_IF_ERROR(handler.RunOnce(kTurn));
    appender->Poll(absl::ZeroDuration());
    ready.Set(commands.ok() ? handler.Ready() : commands.status());
    decided->Set(static_cast<double>(handler.decided()));
    unreadable->Set(static_cast<double>(handler.unreadable()));
    LogUnreadable(handler);
  }
  operations.Drain();
  Drain(outbox, *appender, clock);
  operations.Stop();
  return absl::OkStatus();
}

}  // namespace
}  // namespace keyword_handler

int main(int argc, char** argv) {
  const ledger::StopSignal stop;  // before any thread exists
  keyword_handler::HandlerConfig config;
  if (const std::optional<int> code = keyword_handler::ParseConfig(argc, argv, &config))
    return *code;
  const absl::Status status = keyword_handler::Run(config, stop);
  if (status.ok()) return ledger::kExitStopped;
  ledger::Log(ledger::Severity::kFatal, "the keyword-handler ends", {{"error", status.ToString()}});
  return ledger::kExitRunFailed;
}
