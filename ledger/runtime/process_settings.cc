#include "ledger/runtime/process_settings.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "ledger/runtime/log_line.h"

namespace ledger {

void AddProcessSettings(SettingsParser& parser, ProcessSettings* settings) {
  parser.Add("operations-address", &settings->operations_address,
             "Address of the operations port (/metrics, /healthz, /readyz).", Presence::kRequired);
  parser.Add("operations-port", &settings->operations_port,
             "Number of the operations port; 0 picks a free one and logs it.",
             {.min = 0, .max = 65535});
  parser.Add("heartbeat-age-max", &settings->heartbeat_age_max,
             "Fails /healthz when the main loop has not turned for that long.",
             {.min = absl::Seconds(1), .max = absl::Hours(1)});
  parser.Add("log-level", &settings->log_level,
             "Lowest severity that is logged: debug, info, warn or error.", Presence::kRequired);
  parser.Check([settings] {
    Severity severity{};
    if (ParseSeverity(settings->log_level, &severity)) return absl::OkStatus();
    return absl::InvalidArgumentError(
        absl::StrCat("--log-level: expected debug, info, warn or "
                     "error, got '",
                     settings->log_level, "'"));
  });
}

void ApplyProcessSettings(const ProcessSettings& settings, std::string_view process) {
  SetLogService(process);
  Severity severity = Severity::kInfo;
  if (ParseSeverity(settings.log_level, &severity)) SetLogThreshold(severity);
}

}  // namespace ledger
