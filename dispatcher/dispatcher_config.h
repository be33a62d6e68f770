// The settings of consent-dispatcher.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "ledger/log/kafka_settings.h"
#include "ledger/runtime/process_settings.h"
#include "ledger/runtime/secret.h"

namespace dispatcher {

struct DispatcherConfig {
  ledger::ProcessSettings process;
  ledger::KafkaSettings kafka;
  // Projectors, host:port; partition p is asked at address p mod n.
  std::vector<std::string> projector_addresses = {"127.0.0.1:7070"};
  // The key file: opens the numbers that texts go to. Readable by this process only.
  std::string keys_file;
  // This dispatcher owns the partitions p with p mod shards == shard. Two with the same shard: the
  // older one ends.
  std::int64_t shard = 0;
  std::int64_t shards = 1;
  // How long a grant may be acted on, counted from before its intent was appended, 100 ms to 30 s.
  // Too small: grants are withdrawn under load. It is also the longest that an attempt may start
  // after a revocation is durable.
  absl::Duration grant_age_max = absl::Seconds(2);
  // Kannel: where texts are posted to, and as whom. Without it no line of Kannel's is served.
  std::string kannel_url;
  std::string kannel_user = "consent";
  ledger::Secret kannel_password;
  // Bearerbox's status page; without it no link can be seen, so Kannel needs it.
  std::string kannel_status_url;
  ledger::Secret kannel_status_password;
  // How long an answer of Kannel's may take before the attempt is `unknown`, 100 ms to 60 s.
  absl::Duration kannel_timeout = absl::Seconds(5);
  // The front door as gateways reach it, and the API key that Kannel's delivery reports bring
  // along.
  std::string public_url;
  ledger::Secret kannel_webhook_key;
  // Twilio: the account that all its lines belong to. Without it no line of Twilio's is served.
  std::string twilio_account_sid;
  // Its auth token; of several lines the first is shown.
  ledger::Secret twilio_auth_tokens;
  // Another address than Twilio's own is for tests; plain http only on this machine.
  std::string twilio_url = "https://api.twilio.com";
  // How long an answer of Twilio's may take before the attempt is `unknown`, 100 ms to 60 s.
  absl::Duration twilio_timeout = absl::Seconds(10);
};

// Reads flags, environment and file. Returns nothing to go on, or the code to exit with.
std::optional<int> ParseConfig(int argc, const char* const* argv, DispatcherConfig* config);

}  // namespace dispatcher
