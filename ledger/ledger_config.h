// The settings of the process consent-ledger. Each stands in its --help with its default.
#pragma once

#include <cstdint>
#include <string>

#include "absl/time/time.h"
#include "ledger/runtime/process_settings.h"
#include "ledger/runtime/secret.h"
#include "ledger/runtime/settings.h"

namespace ledger {

struct LedgerConfig {
  ProcessSettings process;

  // Topics. Another name than the default is for tests.
  std::string intake_topic;
  std::string ledger_topic;
  std::string control_topic;
  std::string rejected_topic;
  // P, frozen when the topics are made; another number than theirs is refused.
  std::int64_t partitions = 12;
  // Copies of each topic that is made here: 3 in production, 1 on a single broker.
  std::int64_t replication_factor = 1;

  // Peppers and data keys (ledger/seal/key_file.h) and hashes of API keys (ledger/http/api_keys.h).
  std::string keys_file;
  std::string api_keys_file;

  // Where publishers and gateways come in.
  std::string http_address = "127.0.0.1";
  std::int64_t http_port = 8080;  // 0 picks a free one and logs it
  std::int64_t http_threads = 2;

  // The front door as the outside reaches it: what Twilio signs. Needed with a token only.
  std::string public_url;
  // Twilio's auth tokens, one a line: each is accepted in signatures. Without one every call of
  // Twilio's is refused.
  Secret twilio_auth_tokens;
  // Where people reach the hosted forms, as evidence, links and QR codes say it; without a slash at
  // the end. Empty: the address and port above, which is right on this machine only.
  std::string forms_url;
  // IP addresses of the proxies before the front door, by commas: from these alone X-Forwarded-For
  // is believed. Empty: the peer is the person.
  std::string trusted_proxies;
};

// Binds the fields; `config` must outlive the parser.
void AddLedgerSettings(SettingsParser& parser, LedgerConfig* config);

}  // namespace ledger
