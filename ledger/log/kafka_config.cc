#include "ledger/log/kafka_config.h"

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "ledger/core/status_macros.h"

namespace ledger {
namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

absl::Status SetAll(rd_kafka_conf_t* conf, const Entries& entries) {
  char error[512];
  for (const auto& [key, value] : entries) {
    if (rd_kafka_conf_set(conf, key.c_str(), value.c_str(), error, sizeof error) !=
        RD_KAFKA_CONF_OK) {
      return absl::InvalidArgumentError(
          absl::StrCat("Kafka setting ", key, "=\"", value, "\": ", error));
    }
  }
  return absl::OkStatus();
}

absl::Status SetConnection(rd_kafka_conf_t* conf, const KafkaSettings& settings) {
  if (settings.bootstrap_servers.empty()) {
    return absl::InvalidArgumentError(
        "Kafka setting bootstrap.servers is empty: give the brokers as host:port,host:port");
  }
  RETURN_IF_ERROR(SetAll(conf, {{"bootstrap.servers", settings.bootstrap_servers},
                                {"client.id", settings.client_id},
                                {"socket.nagle.disable", "true"},
                                {"socket.timeout.ms", "10000"},
                                {"socket.keepalive.enable", "true"},
                                {"reconnect.backoff.ms", "50"},
                                {"reconnect.backoff.max.ms", "1000"},
                                {"topic.metadata.refresh.interval.ms", "10000"},
                                {"log.connection.close", "false"}}));
  const bool any = !settings.tls_ca_file.empty() || !settings.tls_certificate_file.empty() ||
                   !settings.tls_key_file.empty();
  if (!any) return absl::OkStatus();
  const Entries files = {{"ssl.ca.location", settings.tls_ca_file},
                         {"ssl.certificate.location", settings.tls_certificate_file},
                         {"ssl.key.location", settings.tls_key_file}};
  for (const auto& [key, value] : files) {
    if (value.empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat("Kafka setting ", key,
                       " is empty: mTLS needs the CA, the certificate and the key, all three"));
    }
  }
  RETURN_IF_ERROR(SetAll(conf, {{"security.protocol", "ssl"}}));
  return SetAll(conf, files);
}

std::string Kafka(absl::Duration duration) { return absl::StrCat(ToKafkaMs(duration)); }

}  // namespace

int ToKafkaMs(absl::Duration wait) {
  if (wait <= absl::ZeroDuration()) return 0;
  const absl::Duration whole = absl::Ceil(wait, absl::Milliseconds(1));
  const auto ms = absl::ToInt64Milliseconds(whole);
  return ms > std::numeric_limits<int>::max() ? std::numeric_limits<int>::max()
                                              : static_cast<int>(ms);
}

absl::StatusOr<KafkaConf> ProducerConf(const KafkaSettings& settings,
                                       const AppenderSettings& appender) {
  KafkaConf conf(rd_kafka_conf_new());
  RETURN_IF_ERROR(SetConnection(conf.get(), settings));
  RETURN_IF_ERROR(SetAll(
      conf.get(), {{"enable.idempotence", "true"},
                   {"acks", "all"},
                   {"linger.ms", Kafka(appender.linger)},
                   {"delivery.timeout.ms", Kafka(appender.delivery_timeout)},
                   {"request.timeout.ms", Kafka(appender.request_timeout)},
                   {"compression.type", appender.compression},
                   {"message.max.bytes", "1000000"},
                   {"batch.size", "1000000"},
                   {"batch.num.messages", "10000"},
                   {"queue.buffering.max.messages", absl::StrCat(appender.queue_records_max)},
                   {"queue.buffering.max.kbytes", absl::StrCat(appender.queue_kibibytes_max)}}));
  return conf;
}

absl::StatusOr<KafkaConf> ConsumerConf(const KafkaSettings& settings,
                                       const ReaderSettings& reader) {
  KafkaConf conf(rd_kafka_conf_new());
  RETURN_IF_ERROR(SetConnection(conf.get(), settings));
  // The group is a name that librdkafka wants before it assigns; it is never joined.
  RETURN_IF_ERROR(SetAll(
      conf.get(), {{"group.id", settings.client_id},
                   {"enable.auto.commit", "false"},
                   {"enable.auto.offset.store", "false"},
                   {"auto.offset.reset", "error"},
                   {"isolation.level",
                    reader.committed_only ? "read_committed" : "read_uncommitted"},
                   {"check.crcs", "true"},
                   {"allow.auto.create.topics", "false"},
                   {"fetch.wait.max.ms", Kafka(reader.fetch_wait)},
                   {"fetch.min.bytes", reader.bulk ? "1048576" : "1"},
                   {"fetch.message.max.bytes", reader.bulk ? "8388608" : "1048576"},
                   {"fetch.max.bytes", "104857600"},
                   {"receive.message.max.bytes", "104858112"},
                   {"fetch.error.backoff.ms", "50"},
                   {"queued.min.messages", "1000000"},
                   {"queued.max.messages.kbytes", absl::StrCat(reader.queue_kibibytes_max)}}));
  return conf;
}

absl::StatusOr<KafkaConf> QueryConf(const KafkaSettings& settings) {
  KafkaConf conf(rd_kafka_conf_new());
  RETURN_IF_ERROR(SetConnection(conf.get(), settings));
  RETURN_IF_ERROR(SetAll(conf.get(), {{"isolation.level", "read_uncommitted"},
                                      {"allow.auto.create.topics", "false"}}));
  return conf;
}

}  // namespace ledger
