// consent-ledger: the front door. Takes events over HTTP, from gateways and from the intake topic,
// admits or refuses them, and appends them to the ledger.
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ledger/codec/protobuf_log.h"
#include "ledger/core/status_macros.h"
#include "ledger/door/client_address.h"
#include "ledger/door/front_door.h"
#include "ledger/http/http_server.h"
#include "ledger/ledger_config.h"
#include "ledger/log/kafka_appender.h"
#include "ledger/log/kafka_flags.h"
#include "ledger/log/kafka_positions.h"
#include "ledger/log/kafka_reader.h"
#include "ledger/log/topics.h"
#include "ledger/runtime/exit_code.h"
#include "ledger/runtime/log_line.h"
#include "ledger/runtime/operations.h"
#include "ledger/runtime/stop_signal.h"
#include "ledger/runtime/system_clock.h"

namespace ledger {
namespace {

constexpr char kProcess[] = "consent-ledger";
constexpr char kIntakeGroup[] = "consent-ledger-intake";
// A caller waits for an append that long before it is told to come again.
constexpr absl::Duration kDeliveryTimeout = absl::Seconds(8);
constexpr absl::Duration kRequestTimeout = absl::Seconds(3);

// The adapters, in the order in which they are made.
struct Adapters {
  std::unique_ptr<Appender> appender;
  std::unique_ptr<LogReader> control_log;
  std::unique_ptr<LogReader> intake_log;
  std::unique_ptr<PositionStore> positions;
};

absl::StatusOr<Adapters> MakeAdapters(const LedgerConfig& config, const KafkaSettings& kafka) {
  Adapters made;
  ASSIGN_OR_RETURN(made.appender, MakeKafkaAppender(kafka, {.linger = absl::ZeroDuration(),
                                                            .delivery_timeout = kDeliveryTimeout,
                                                            .request_timeout = kRequestTimeout}));
  ASSIGN_OR_RETURN(made.control_log, MakeKafkaReader(kafka));
  ASSIGN_OR_RETURN(made.intake_log, MakeKafkaReader(kafka, {.committed_only = true}));
  ASSIGN_OR_RETURN(made.positions,
                   MakeKafkaPositions(kafka, kIntakeGroup, config.intake_topic,
                                      static_cast<std::int32_t>(config.partitions)));
  return made;
}

int Failed(const absl::Status& status, int code) {
  Log(Severity::kFatal, "cannot go on", {{"why", status.message()}});
  return code;
}

// How the hosted forms are reached.
absl::StatusOr<FormSettings> FormSettingsOf(const LedgerConfig& config) {
  FormSettings settings;
  settings.forms_url = config.forms_url;
  if (settings.forms_url.empty()) {
    settings.forms_url = absl::StrCat("http://", config.http_address, ":", config.http_port);
  }
  for (const absl::string_view part :
       absl::StrSplit(config.trusted_proxies, ',', absl::SkipWhitespace())) {
    const std::string address(absl::StripAsciiWhitespace(part));
    if (!AddressBytes(address)) {
      return absl::InvalidArgumentError(
          absl::StrCat("--trusted-proxies: '", address, "' is no IP address"));
    }
    settings.trusted_proxies.push_back(address);
  }
  return settings;
}

absl::Status Serve(const LedgerConfig& config, const FrontDoorPorts& ports, Operations& operations,
                   const StopSignal& stop) {
  const auto partitions = static_cast<std::int32_t>(config.partitions);
  FrontDoor door({.intake = config.intake_topic,
                  .control = config.control_topic,
                  .rejected = config.rejected_topic,
                  .ledger = {config.ledger_topic, partitions}},
                 ports);
  operations.AddReadyCheck("front_door", [&door] { return door.Ready(); });
  ASSIGN_OR_RETURN(const int operations_port, operations.Start());
  static_cast<void>(operations_port);  // it logs itself
  http::HttpServer server({.address = config.http_address,
                           .port = config.http_port,
                           .threads = static_cast<int>(config.http_threads)},
                          [&door](http::HttpRequest request, http::Responder respond) {
                            door.Handle(std::move(request), std::move(respond));
                          });
  const absl::StatusOr<int> port = server.Start();
  if (!port.ok()) {
    operations.Stop();  // its check looks at the door
    return port.status();
  }
  Log(Severity::kInfo, "http port is open", {{"address", config.http_address}, {"port", *port}});
  const std::stop_callback drain(stop.token(), [&operations] { operations.Drain(); });
  const absl::Status ran = door.Run(stop.token(), [&] {
    operations.Drain();  // also when a part failed
    server.Stop();
  });
  operations.Stop();
  return ran;
}

int Main(int argc, char** argv) {
  const StopSignal stop;  // Before any thread exists.
  SilenceProtobufLog();
  LedgerConfig config;
  KafkaSettings kafka;
  SettingsParser parser(kProcess, "The front door of the ledger: HTTP, webhooks, intake topic.");
  AddKafkaSettings(parser, &kafka);
  AddLedgerSettings(parser, &config);
  if (const std::optional<int> code = parser.Parse(argc, argv)) return *code;
  ApplyProcessSettings(config.process, kProcess);
  parser.LogNonDefaults();
  kafka.client_id = kProcess;

  const absl::StatusOr<KeyRing> keys = KeyRing::Load(config.keys_file);
  if (!keys.ok()) return Failed(keys.status(), kExitBadSettings);
  if (!keys->has_installation()) {
    return Failed(absl::FailedPreconditionError(
                      config.keys_file +
                      " has no installation key, under which input of no account is sealed; make "
                      "it: consent keys create --account <any account> --keys-file <the file>"),
                  kExitBadSettings);
  }
  const auto api_keys = http::ApiKeys::Load(config.api_keys_file);
  if (!api_keys.ok()) return Failed(api_keys.status(), kExitBadSettings);
  const absl::StatusOr<FormSettings> forms = FormSettingsOf(config);
  if (!forms.ok()) return Failed(forms.status(), kExitBadSettings);
  const absl::StatusOr<Adapters> adapters = MakeAdapters(config, kafka);
  if (!adapters.ok()) return Failed(adapters.status(), kExitBadSettings);

  const SystemClock clock;
  Metrics metrics(kProcess);
  Operations operations(config.process, metrics, clock);
  const auto prepare = [&]() -> absl::StatusOr<std::map<PartitionId, Offset>> {
    RETURN_IF_ERROR(EnsureTopics(kafka, static_cast<std::int32_t>(config.partitions),
                                 static_cast<std::int32_t>(config.replication_factor)));
    return StartOffsets(kafka, config.intake_topic);
  };
  const TwilioWebhooks twilio{config.public_url, ReadTwilioTokens(config.twilio_auth_tokens)};
  const FrontDoorPorts ports{.appender = *adapters->appender,
                             .control_log = *adapters->control_log,
                             .intake_log = *adapters->intake_log,
                             .positions = *adapters->positions,
                             .clock = clock,
                             .keys = *keys,
                             .api_keys = *api_keys,
                             .twilio = twilio,
                             .metrics = metrics,
                             .prepare = prepare,
                             .on_turn = [&operations] { operations.Beat(); },
                             .forms = *forms};
  const absl::Status ran = Serve(config, ports, operations, stop);
  if (!ran.ok()) return Failed(ran, kExitRunFailed);
  Log(Severity::kInfo, "stopped");
  return kExitStopped;
}

}  // namespace
}  // namespace ledger

int main(int argc, char** argv) { return ledger::Main(argc, argv); }
