// The settings that every worker has: how it logs and where its operations port is. Embed the
// struct in the worker's own and bind it with AddProcessSettings().
#pragma once

#include <cstdint>
#include <string>

#include "absl/time/time.h"
#include "ledger/runtime/settings.h"

namespace ledger {

struct ProcessSettings {
  // Lines below it are not written: debug, info, warn or error.
  std::string log_level = "info";
  // Where /metrics, /healthz and /readyz are served. They need no key: keep it on the loopback, or
  // behind a network policy.
  std::string operations_address = "127.0.0.1";
  // 0 picks a free port and logs it.
  std::int64_t operations_port = 0;
  // /healthz fails when the worker's loop has not turned for that long. Too small: restarts under
  // load; too large: a stuck worker stays.
  absl::Duration heartbeat_age_max = absl::Seconds(30);
};

// Binds the fields; `settings` must outlive the parser.
void AddProcessSettings(SettingsParser& parser, ProcessSettings* settings);

// Applies the log level and names the process in the log. Call once, after Parse().
void ApplyProcessSettings(const ProcessSettings& settings, std::string_view process);

}  // namespace ledger
