// One librdkafka client with its callbacks: collects what the client says about itself (errors,
// log lines) and knows whether it has failed for good.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "ledger/log/kafka_handles.h"
#include "ledger/log/kafka_settings.h"

namespace ledger {

// What is left of a wait that several calls to the broker share.
class Deadline {
 public:
  explicit Deadline(absl::Duration wait)
      : end_(std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(wait)) {}

  // Never negative.
  [[nodiscard]] absl::Duration Left() const {
    const absl::Duration left = absl::FromChrono(end_ - std::chrono::steady_clock::now());
    return left < absl::ZeroDuration() ? absl::ZeroDuration() : left;
  }

 private:
  std::chrono::steady_clock::time_point end_;
};

// Thread rule: one thread owns it (the client's own threads only call the log function).
class KafkaClient {
 public:
  // Returns InvalidArgument with the client's reason, for example an unreadable key file. Does not
  // wait for a broker.
  static absl::StatusOr<std::unique_ptr<KafkaClient>> Create(rd_kafka_type_t type, KafkaConf conf,
                                                             KafkaLogFunction log);
  ~KafkaClient();
  KafkaClient(const KafkaClient&) = delete;
  KafkaClient& operator=(const KafkaClient&) = delete;

  // The handle; lives as long as this object.
  [[nodiscard]] rd_kafka_t* raw() const { return client_; }

  // FailedPrecondition once the client has failed for good.
  [[nodiscard]] absl::Status Health() const;

  // The last error that the client reported of itself, in words; empty if none yet.
  [[nodiscard]] const std::string& last_error() const { return last_error_; }

  // Whether all brokers were lost since the last call.
  [[nodiscard]] bool TakeBrokersLost();

 private:
  explicit KafkaClient(KafkaLogFunction log) : log_(std::move(log)) {}
  static void OnError(rd_kafka_t* client, int error, const char* reason, void* opaque) noexcept;
  static void OnLog(const rd_kafka_t* client, int level, const char* facility,
                    const char* text) noexcept;

  KafkaLogFunction log_;
  std::string last_error_;
  bool brokers_lost_ = false;
  rd_kafka_t* client_ = nullptr;
};

}  // namespace ledger
