#include "dispatcher/dispatcher_config.h"

#include "absl/strings/str_cat.h"
#include "ledger/core/status_macros.h"
#include "ledger/log/kafka_flags.h"
#include "ledger/runtime/settings.h"
#include "ledger/twilio/signature.h"

namespace dispatcher {
namespace {

constexpr std::int64_t kShardsMax = 1024;
constexpr ledger::Bounds<absl::Duration> kTimeouts{.min = absl::Milliseconds(100),
                                                   .max = absl::Seconds(60)};

absl::Status IsAddress(const char* name, const std::string& url) {
  if ((url.starts_with("http://") || url.starts_with("https://")) &&
      url.find('?') == std::string::npos) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("--", name, " is no http:// or https:// address without a query; write for ",
                   "example http://127.0.0.1:13013/path"));
}

absl::Status Missing(const char* name, const char* because) {
  return absl::InvalidArgumentError(
      absl::StrCat("--", name, " is missing: --", because, " needs it; see --help"));
}

absl::Status CheckKannel(const DispatcherConfig& config) {
  if (config.kannel_url.empty()) return absl::OkStatus();
  if (config.kannel_password.empty()) return Missing("kannel-password-file", "kannel-url");
  if (config.kannel_status_url.empty()) return Missing("kannel-status-url", "kannel-url");
  if (config.kannel_status_password.empty()) {
    return Missing("kannel-status-password-file", "kannel-url");
  }
  if (config.kannel_webhook_key.empty()) return Missing("kannel-webhook-key-file", "kannel-url");
  RETURN_IF_ERROR(IsAddress("kannel-url", config.kannel_url));
  return IsAddress("kannel-status-url", config.kannel_status_url);
}

absl::Status CheckTwilio(const DispatcherConfig& config) {
  if (config.twilio_account_sid.empty()) return absl::OkStatus();
  if (ledger::ReadTwilioTokens(config.twilio_auth_tokens).empty()) {
    return Missing("twilio-auth-token-file", "twilio-account-sid");
  }
  const std::string& url = config.twilio_url;
  const bool local = url.starts_with("http://127.0.0.1:") || url.starts_with("http://localhost:");
  if ((url.starts_with("https://") || local) && url.find_first_of("?#") == std::string::npos) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      "--twilio-url is no https:// address (http:// is for this machine alone, the auth token goes "
      "there in clear); leave it out for https://api.twilio.com");
}

void AddKannelSettings(ledger::SettingsParser& parser, DispatcherConfig* config) {
  parser.Add("kannel-url", &config->kannel_url, "Kannel's sendsms address.");
  parser.Add("kannel-user", &config->kannel_user, "The sendsms-user.");
  parser.Add("kannel-password-file", &config->kannel_password, "Its password.");
  parser.Add("kannel-status-url", &config->kannel_status_url,
             "Bearerbox's status.xml, which says which links are online.");
  parser.Add("kannel-status-password-file", &config->kannel_status_password,
             "Bearerbox's status-password.");
  parser.Add("kannel-timeout", &config->kannel_timeout,
             "How long Kannel may take to answer before an attempt is unknown.", kTimeouts);
  parser.Add("kannel-webhook-key-file", &config->kannel_webhook_key,
             "The API key that delivery reports bring to the front door.");
  parser.Check([config] { return CheckKannel(*config); });
}

void AddTwilioSettings(ledger::SettingsParser& parser, DispatcherConfig* config) {
  parser.Add("twilio-account-sid", &config->twilio_account_sid,
             "The Twilio account of all lines of gateway twilio.");
  parser.Add("twilio-auth-token-file", &config->twilio_auth_tokens,
             "Its auth token; of several lines the first is shown to Twilio.");
  parser.Add("twilio-url", &config->twilio_url, "Twilio's API; another address is for tests.");
  parser.Add("twilio-timeout", &config->twilio_timeout,
             "How long Twilio may take to answer before an attempt is unknown.", kTimeouts);
  parser.Check([config] { return CheckTwilio(*config); });
}

}  // namespace

std::optional<int> ParseConfig(int argc, const char* const* argv, DispatcherConfig* config) {
  using ledger::Presence;
  ledger::SettingsParser parser("consent-dispatcher",
                                "Sends what the ledger grants, each text at most once.");
  parser.Example(
      "consent-dispatcher --kafka-bootstrap 127.0.0.1:9092 --projector-address 127.0.0.1:7070 "
      "--keys-file keys --kannel-url http://127.0.0.1:13013/cgi-bin/sendsms "
      "--kannel-password-file sendsms_password --kannel-status-url "
      "http://127.0.0.1:13000/status.xml --kannel-status-password-file status_password "
      "--public-url http://127.0.0.1:8080 --kannel-webhook-key-file webhook_key");
  ledger::AddProcessSettings(parser, &config->process);
  ledger::AddKafkaSettings(parser, &config->kafka);
  parser.Add("projector-address", &config->projector_addresses,
             "Projectors; partition p is asked at address p mod n.");
  parser.Add("keys-file", &config->keys_file, "The key file, which opens numbers.",
             Presence::kRequired);
  parser.Add("shard", &config->shard, "Owns the partitions p with p mod shards == shard.",
             ledger::Bounds<std::int64_t>{.min = 0, .max = kShardsMax - 1});
  parser.Add("shards", &config->shards, "How many dispatchers share the partitions.",
             ledger::Bounds<std::int64_t>{.min = 1, .max = kShardsMax});
  parser.Add(
      "grant-age-max", &config->grant_age_max, "How long a grant may be acted on.",
      ledger::Bounds<absl::Duration>{.min = absl::Milliseconds(100), .max = absl::Seconds(30)});
  AddKannelSettings(parser, config);
  AddTwilioSettings(parser, config);
  parser.Add("public-url", &config->public_url,
             "The front door as gateways reach it; delivery reports go there.",
             Presence::kRequired);
  parser.Check([config]() -> absl::Status {
    // Paths are put behind it: a second '/' would lead the reports nowhere.
    if (!config->public_url.ends_with('/')) return IsAddress("public-url", config->public_url);
    return absl::InvalidArgumentError("--public-url ends with '/'; write it without");
  });
  parser.Check([config]() -> absl::Status {
    if (!config->kannel_url.empty() || !config->twilio_account_sid.empty()) return absl::OkStatus();
    return absl::InvalidArgumentError(
        "no gateway: give --kannel-url, --twilio-account-sid, or both; see --help");
  });
  parser.Check([config]() -> absl::Status {
    if (config->shard < config->shards) return absl::OkStatus();
    return absl::InvalidArgumentError(absl::StrCat("--shard ", config->shard,
                                                   " is not below --shards ", config->shards,
                                                   "; shards count from 0"));
  });
  if (const std::optional<int> code = parser.Parse(argc, argv)) return code;
  ledger::ApplyProcessSettings(config->process, "consent-dispatcher");
  parser.LogNonDefaults();
  return std::nullopt;
}

}  // namespace dispatcher
