#include "ledger/log/kafka_config.h"

#include <catch2/catch.hpp>
#include <string>

#include "ledger/log/kafka_appender.h"
#include "ledger/log/topic_specs.h"

namespace ledger {
namespace {

std::string Value(const KafkaConf& conf, const char* key) {
  char value[256];
  std::size_t size = sizeof value;
  REQUIRE(rd_kafka_conf_get(conf.get(), key, value, &size) == RD_KAFKA_CONF_OK);
  return value;
}

KafkaSettings Broker() { return {.bootstrap_servers = "127.0.0.1:1"}; }

TEST_CASE("KafkaConfig: what the laws hang on is always set", "[ledger][log]") {
  const auto producer = ProducerConf(Broker(), {.linger = absl::Milliseconds(5)});
  REQUIRE(producer.ok());
  CHECK(Value(*producer, "enable.idempotence") == "true");
  CHECK(Value(*producer, "linger.ms") == "5");
  const auto consumer = ConsumerConf(Broker(), {});
  REQUIRE(consumer.ok());
  CHECK(Value(*consumer, "isolation.level") == "read_uncommitted");
  const auto committed = ConsumerConf(Broker(), {.committed_only = true});
  REQUIRE(committed.ok());
  CHECK(Value(*committed, "isolation.level") == "read_committed");
  CHECK(std::stoi(Value(*producer, "message.max.bytes")) < kBatchBytesMax);
  CHECK(Value(*consumer, "enable.auto.commit") == "false");
  CHECK(Value(*consumer, "check.crcs") == "true");
}

TEST_CASE("KafkaConfig: a bad setting is named by its key", "[ledger][log]") {
  const auto codec = ProducerConf(Broker(), {.compression = "brotli"});
  CHECK(codec.status().code() == absl::StatusCode::kInvalidArgument);
  CHECK_THAT(std::string(codec.status().message()), Catch::Contains("compression.type=\"brotli\""));
  const auto nowhere = QueryConf({});
  CHECK_THAT(std::string(nowhere.status().message()), Catch::Contains("bootstrap.servers"));
  KafkaSettings half = Broker();
  half.tls_ca_file = "/nowhere/ca.pem";
  const auto tls = ConsumerConf(half, {});
  CHECK_THAT(std::string(tls.status().message()), Catch::Contains("ssl.certificate.location"));
}

TEST_CASE("KafkaConfig: an unreadable certificate is InvalidArgument when the client is made",
          "[ledger][log]") {
  KafkaSettings settings = Broker();
  settings.tls_ca_file = settings.tls_certificate_file = settings.tls_key_file = "/nowhere/x.pem";
  const auto appender = MakeKafkaAppender(settings);
  CHECK(appender.status().code() == absl::StatusCode::kInvalidArgument);
  CHECK_THAT(std::string(appender.status().message()), Catch::Contains("ssl."));
}

TEST_CASE("KafkaConfig: waits are whole milliseconds and never for ever", "[ledger][log]") {
  CHECK(ToKafkaMs(absl::Seconds(-1)) == 0);
  CHECK(ToKafkaMs(absl::Microseconds(1)) == 1);
  CHECK(ToKafkaMs(absl::Milliseconds(250)) == 250);
  CHECK(ToKafkaMs(absl::InfiniteDuration()) > 0);
}

}  // namespace
}  // namespace ledger
