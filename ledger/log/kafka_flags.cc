#include "ledger/log/kafka_flags.h"

#include "absl/status/status.h"
#include "ledger/runtime/log_line.h"

namespace ledger {
namespace {

constexpr int kSyslogError = 3;
constexpr int kSyslogWarning = 4;

Severity SeverityOf(int level) {
  if (level <= kSyslogError) return Severity::kError;
  return level == kSyslogWarning ? Severity::kWarn : Severity::kDebug;
}

absl::Status CheckTls(const KafkaSettings& settings) {
  const bool any = !settings.tls_ca_file.empty() || !settings.tls_certificate_file.empty() ||
                   !settings.tls_key_file.empty();
  const bool all = !settings.tls_ca_file.empty() && !settings.tls_certificate_file.empty() &&
                   !settings.tls_key_file.empty();
  if (!any || all) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "of kafka-tls-ca-file, kafka-tls-certificate-file and kafka-tls-key-file some are missing; "
      "give all three for mTLS, or none");
}

}  // namespace

void AddKafkaSettings(SettingsParser& parser, KafkaSettings* settings) {
  parser.Add("kafka-bootstrap", &settings->bootstrap_servers,
             "Brokers to begin with, host:port divided by commas.", Presence::kRequired);
  parser.Add("kafka-tls-ca-file", &settings->tls_ca_file,
             "Who signs the brokers' certificates (PEM).");
  parser.Add("kafka-tls-certificate-file", &settings->tls_certificate_file,
             "Certificate of this process (PEM).");
  parser.Add("kafka-tls-key-file", &settings->tls_key_file,
             "Its private key (PEM), without a password.");
  parser.Check([settings] { return CheckTls(*settings); });
  settings->log = [](int level, std::string_view facility, std::string_view text) {
    Log(SeverityOf(level), "kafka client", {{"facility", facility}, {"text", text}});
  };
}

}  // namespace ledger
