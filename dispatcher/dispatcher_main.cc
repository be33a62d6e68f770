// consent-dispatcher: composes the dispatcher with Kafka, the projection, the gateways and the key
// file.
#include <unistd.h>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "dispatcher/dispatcher.h"
#include "dispatcher/dispatcher_config.h"
#include "dispatcher/dispatcher_metrics.h"
#include "dispatcher/gateway/gateway_by_line.h"
#include "dispatcher/gateway/kannel_gateway.h"
#include "dispatcher/gateway/twilio_gateway.h"
#include "ledger/control/control_reader.h"
#include "ledger/control/control_state.h"
#include "ledger/control/pepper_check.h"
#include "ledger/core/base32.h"
#include "ledger/core/gateway_names.h"
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
#include "ledger/twilio/signature.h"
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

TwilioSettings TwilioOf(const DispatcherConfig& config) {
  TwilioSettings settings;
  settings.base_url = config.twilio_url;
  settings.account_sid = config.twilio_account_sid;
  settings.auth_token = ledger::ReadTwilioTokens(config.twilio_auth_tokens).front().Reveal();
  settings.report_url = absl::StrCat(config.public_url, "/twilio/status");
  settings.answer_timeout = config.twilio_timeout;
  return settings;
}

RouteOf RoutesOf(const ledger::ControlState& control, const char* gateway) {
  return [&control, gateway](const ledger::LineId& line) -> std::optional<std::string> {
    const ledger::Line* found = control.FindLine(line);
    if (found == nullptr || found->definition.gateway() != gateway) return std::nullopt;
    return found->definition.smsc_route();
  };
}

// The gateways that are set up, and the one that stands for all of them.
struct Gateways {
  std::optional<KannelGateway> kannel;
  std::optional<TwilioGateway> twilio;
  std::optional<GatewayByLine> by_line;

  // `control` and `clock` must outlive it.
  Gateways(const DispatcherConfig& config, const ledger::ControlState& control,
           const ledger::Clock& clock) {
    std::map<std::string, Gateway*> set_up;
    if (!config.kannel_url.empty()) {
      kannel.emplace(KannelOf(config), RoutesOf(control, ledger::kKannelGateway), clock);
      set_up[ledger::kKannelGateway] = &*kannel;
    }
    if (!config.twilio_account_sid.empty()) {
      twilio.emplace(TwilioOf(config), RoutesOf(control, ledger::kTwilioGateway), clock);
      set_up[ledger::kTwilioGateway] = &*twilio;
    }
    const auto gateway_of = [&control](const ledger::LineId& line) -> std::optional<std::string> {
      const ledger::Line* found = control.FindLine(line);
      if (found == nullptr) return std::nullopt;
      return found->definition.gateway();
    };
    by_line.emplace(std::move(set_up), gateway_of);
  }
};

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

// Says once when nothing goes out any more through a gateway, and once when it does again; and of
// each line once that no gateway serves it.
class GatewayLog {
 public:
  void Take(const GatewayByLine& gateways, const ledger::ControlState& control) {
    for (const auto& [name, gateway] : gateways.gateways()) {
      const std::string trouble = gateway->Trouble();
      if (std::exchange(said_[name], trouble) == trouble) continue;
      if (trouble.empty()) {
        ledger::Log(ledger::Severity::kInfo, "the gateway is up", {{"gateway", name}});
      } else {
        ledger::Log(ledger::Severity::kWarn,
                    "the gateway is down: nothing is granted for its lines",
                    {{"gateway", name}, {"why", trouble}});
      }
    }
    if (std::exchange(position_, control.position()) == control.position()) return;
    for (const auto& [id, line] : control.lines()) {
      const std::string& name = line.definition.gateway();
      if (gateways.gateways().contains(name) || !unserved_.insert(id).second) continue;
      ledger::Log(ledger::Severity::kWarn,
                  "no gateway serves a line: nothing is granted for it. Set the gateway up here, "
                  "or define the line with another",
                  {{"line", id.value()}, {"gateway", name}});
    }
  }

 private:
  std::map<std::string, std::string> said_;
  std::set<ledger::LineId> unserved_;
  ledger::Offset position_ = ledger::kNoOffset;
};

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
  Gateways gateways(config, control, clock);
  GatewayByLine& gateway = *gateways.by_line;
  Dispatcher dispatcher(conduct, {outbox, *stream, *projection, gateway, clock, control, keys});

  DispatcherMetrics counts(metrics);
  ledger::ReadyFlag ready("the loop has not turned yet");
  ledger::Operations operations(config.process, metrics, clock);
  operations.AddReadyCheck("dispatcher", [&ready] { return ready.Get(); });
  RETURN_IF_ERROR(operations.Start().status());
  absl::Status status = absl::OkStatus();
  GatewayLog gateway_log;
  while (status.ok() && !stop.token().stop_requested()) {
    operations.Beat();
    status = control_reader.Poll(kCommandsMax, absl::ZeroDuration()).status();
    if (absl::IsUnavailable(status)) status = absl::OkStatus();
    if (status.ok()) status = ledger::CheckPeppers(control, keys);
    if (status.ok()) status = dispatcher.RunOnce(kTurn);
    appender->Poll(absl::ZeroDuration());
    ready.Set(dispatcher.Ready());
    counts.Take(dispatcher, gateway);
    gateway_log.Take(gateway, control);
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
