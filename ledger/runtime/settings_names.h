// Every setting that any of our processes knows, by its flag name without "--". Deployments give
// all processes one environment (and may give them one file), so a process has to tell the setting
// of another process, which it leaves alone, from a mistyped one, which is an error.
//
// SettingsParser refuses to start with a setting that is missing here: add yours, in order.
#pragma once

#include <string_view>

namespace ledger {

// One a line, so that two people who add one do not collide.
// clang-format off
inline constexpr std::string_view kSettingNames[] = {
    "account",
    "api-key-file",
    "api-keys-file",
    "block-cache-mib",
    "control-topic",
    "data-dir",
    "forms-url",
    "grant-age-max",
    "heartbeat-age-max",
    "http-address",
    "http-port",
    "http-threads",
    "intake-topic",
    "kafka-bootstrap",
    "kafka-tls-ca-file",
    "kafka-tls-certificate-file",
    "kafka-tls-key-file",
    "kannel-password-file",
    "kannel-status-password-file",
    "kannel-status-url",
    "kannel-timeout",
    "kannel-url",
    "kannel-user",
    "kannel-webhook-key-file",
    "keys-file",
    "ledger-topic",
    "ledger-url",
    "log-level",
    "operations-address",
    "operations-port",
    "partitions",
    "projector-address",
    "public-url",
    "query-address",
    "query-port",
    "rebuild",
    "rejected-topic",
    "replication-factor",
    "settings-file",
    "shard",
    "shards",
    "trusted-proxies",
    "twilio-account-sid",
    "twilio-auth-token-file",
    "twilio-timeout",
    "twilio-url",
};
// clang-format on

}  // namespace ledger
