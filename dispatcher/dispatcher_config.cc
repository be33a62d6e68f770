#include "dispatcher/dispatcher_config.h"

#include "absl/strings/str_cat.h"
#include "ledger/log/kafka_flags.h"
#include "ledger/runtime/settings.h"

namespace dispatcher {
namespace {

constexpr std::int64_t kShardsMax = 1024;

absl::Status IsHttp(const char* name, const std::string& url) {
  if (url.starts_with("http://") && url.find('?') == std::string::npos) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("--", name, " is no http:// address without a query; write for example ",
                   "http://127.0.0.1:13013/path"));
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
  parser.Add("kannel-url", &config->kannel_url, "Kannel's sendsms address.", Presence::kRequired);
  parser.Add("kannel-user", &config->kannel_user, "The sendsms-user.");
  parser.Add("kannel-password-file", &config->kannel_password, "Its password.",
             Presence::kRequired);
  parser.Add("kannel-status-url", &config->kannel_status_url,
             "Bearerbox's status.xml, which says which links are online.", Presence::kRequired);
  parser.Add("kannel-status-password-file", &config->kannel_status_password,
             "Bearerbox's status-password.", Presence::kRequired);
  parser.Add(
      "kannel-timeout", &config->kannel_timeout,
      "How long Kannel may take to answer before an attempt is unknown.",
      ledger::Bounds<absl::Duration>{.min = absl::Milliseconds(100), .max = absl::Seconds(60)});
  parser.Add("public-url", &config->public_url,
             "The front door as Kannel reaches it; delivery reports go there.",
             Presence::kRequired);
  parser.Add("kannel-webhook-key-file", &config->kannel_webhook_key,
             "The API key that delivery reports bring to the front door.", Presence::kRequired);
  parser.Check([config] { return IsHttp("kannel-url", config->kannel_url); });
  parser.Check([config] { return IsHttp("kannel-status-url", config->kannel_status_url); });
  parser.Check([config] { return IsHttp("public-url", config->public_url); });
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
