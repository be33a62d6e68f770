#include "ledger/ledger_config.h"

#include "ledger/log/topics.h"

namespace ledger {
namespace {

constexpr std::int64_t kPartitionsMax = 1024;
constexpr std::int64_t kThreadsMax = 64;

}  // namespace

void AddLedgerSettings(SettingsParser& parser, LedgerConfig* config) {
  config->intake_topic = kIntakeTopic;
  config->ledger_topic = kLedgerTopic;
  config->control_topic = kControlTopic;
  config->rejected_topic = kRejectedTopic;
  parser.Example(
      "consent-ledger --kafka-bootstrap 127.0.0.1:9092 --partitions 4 --keys-file keys "
      "--api-keys-file api_keys");
  parser.Add("partitions", &config->partitions,
             "Partitions of ledger and intake; frozen when the topics are made.",
             {.min = 1, .max = kPartitionsMax});
  parser.Add("replication-factor", &config->replication_factor,
             "Copies of each topic that is made: 3 in production.", {.min = 1, .max = 9});
  parser.Add("keys-file", &config->keys_file, "Peppers and data keys, one line an account.",
             Presence::kRequired);
  parser.Add("api-keys-file", &config->api_keys_file, "Hashes of the API keys.",
             Presence::kRequired);
  parser.Add("http-address", &config->http_address, "Where publishers and gateways come in.");
  parser.Add("http-port", &config->http_port, "Its port; 0 picks a free one.",
             {.min = 0, .max = 65535});
  parser.Add("http-threads", &config->http_threads, "Threads that read and admit requests.",
             {.min = 1, .max = kThreadsMax});
  parser.Add("public-url", &config->public_url,
             "The front door as Twilio reaches it, which its signatures cover.");
  parser.Add("twilio-auth-token-file", &config->twilio_auth_tokens,
             "Twilio's auth token; two lines while it is exchanged.");
  parser.Check([config]() -> absl::Status {
    const std::string& url = config->public_url;
    if (config->twilio_auth_tokens.empty()) return absl::OkStatus();
    if ((url.starts_with("https://") || url.starts_with("http://")) && !url.ends_with('/') &&
        url.find_first_of("?#") == std::string::npos) {
      return absl::OkStatus();
    }
    return absl::InvalidArgumentError(
        "--twilio-auth-token-file needs --public-url, without a query and a '/' at its end; write "
        "for example https://consent.example.com, as in the webhook at Twilio");
  });
  parser.Add("forms-url", &config->forms_url,
             "Where people reach the hosted forms, for example https://text.acme.example; empty: "
             "http://<http-address>:<http-port>.");
  parser.Add("trusted-proxies", &config->trusted_proxies,
             "IP addresses, by commas, whose X-Forwarded-For is believed.");
  parser.Add("intake-topic", &config->intake_topic, "What publishers write.");
  parser.Add("ledger-topic", &config->ledger_topic, "The ledger.");
  parser.Add("control-topic", &config->control_topic, "What businesses set up.");
  parser.Add("rejected-topic", &config->rejected_topic, "What was refused.");
  parser.Check([config]() -> absl::Status {
    const std::string& url = config->forms_url;
    const std::size_t scheme = url.find("://");
    const bool begins_well = url.starts_with("http://") || url.starts_with("https://");
    // The pages' own links begin at the root.
    const bool ends_well =
        scheme != std::string::npos && url.find_first_of("/?#", scheme + 3) == std::string::npos;
    if (url.empty() || (begins_well && ends_well)) return absl::OkStatus();
    return absl::InvalidArgumentError(
        "--forms-url: write scheme, host and port alone, for example https://text.acme.example");
  });
  AddProcessSettings(parser, &config->process);
}

}  // namespace ledger
