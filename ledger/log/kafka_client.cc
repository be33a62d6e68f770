#include "ledger/log/kafka_client.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/log/kafka_status.h"

namespace ledger {

absl::StatusOr<std::unique_ptr<KafkaClient>> KafkaClient::Create(rd_kafka_type_t type,
                                                                 KafkaConf conf,
                                                                 KafkaLogFunction log) {
  std::unique_ptr<KafkaClient> self(new KafkaClient(std::move(log)));
  rd_kafka_conf_set_opaque(conf.get(), self.get());
  rd_kafka_conf_set_error_cb(conf.get(), &KafkaClient::OnError);
  rd_kafka_conf_set_log_cb(conf.get(), self->log_ ? &KafkaClient::OnLog : nullptr);
  char error[512];
  self->client_ = rd_kafka_new(type, conf.get(), error, sizeof error);
  if (self->client_ == nullptr) {
    return absl::InvalidArgumentError(absl::StrCat("Kafka client: ", error));
  }
  conf.release();  // Taken, because rd_kafka_new() succeeded.
  return self;
}

KafkaClient::~KafkaClient() {
  if (client_ != nullptr) rd_kafka_destroy(client_);
}

absl::Status KafkaClient::Health() const {
  char reason[512];
  const rd_kafka_resp_err_t error = rd_kafka_fatal_error(client_, reason, sizeof reason);
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return absl::OkStatus();
  return ClientFailure(absl::StrCat("Kafka client has failed for good: ", reason, " (",
                                    rd_kafka_err2name(error),
                                    "); end the process and start it again"));
}

bool KafkaClient::TakeBrokersLost() { return std::exchange(brokers_lost_, false); }

void KafkaClient::OnError(rd_kafka_t*, int error, const char* reason, void* opaque) noexcept {
  auto* self = static_cast<KafkaClient*>(opaque);
  self->last_error_ = reason;
  if (error == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN) self->brokers_lost_ = true;
}

void KafkaClient::OnLog(const rd_kafka_t* client, int level, const char* facility,
                        const char* text) noexcept {
  // Log lines that come from within rd_kafka_new() have no client yet.
  if (client == nullptr) return;
  const auto* self = static_cast<const KafkaClient*>(rd_kafka_opaque(client));
  self->log_(level, facility, text);
}

}  // namespace ledger
