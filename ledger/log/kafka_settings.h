// What a process must know to reach the broker, and how it appends and reads. Plain values: this
// header is for everyone; librdkafka itself is seen in ledger/log only.
//
// What is not a setting here is fixed because a law hangs on it: idempotent producer with acks=all
// (law 4), no transactions of ours, no group offsets, an unknown offset is an error.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "absl/time/time.h"

namespace ledger {

// Receives the client's own log lines: syslog level (3 = error … 7 = debug), facility, text.
// Called from the client's threads, several at once; must not call back into appender or reader.
using KafkaLogFunction =
    std::function<void(int level, std::string_view facility, std::string_view text)>;

// How to reach the cluster. All three files (PEM) or none: with them the connection is mTLS.
struct KafkaSettings {
  std::string bootstrap_servers = {};  // host:port, separated by commas
  std::string client_id = "consent";
  std::string tls_ca_file = {};           // who signs the brokers' certificates
  std::string tls_certificate_file = {};  // this process (the principal of Kafka's ACLs)
  std::string tls_key_file = {};          // its private key, without a password
  KafkaLogFunction log = {};              // none: the client's log lines are dropped
};

struct AppenderSettings {
  // How long a batch is collected. 0 for the path of opt-outs, 5 ms for bulk.
  absl::Duration linger = absl::Milliseconds(1);
  // After this an undelivered record is reported as Unavailable or Unknown.
  absl::Duration delivery_timeout = absl::Seconds(120);
  // How long one produce request may stay unanswered before it is repeated.
  absl::Duration request_timeout = absl::Seconds(30);
  std::string compression = "lz4";  // zstd for imports
  // The local queue; beyond either, Append() returns ResourceExhausted.
  std::int32_t queue_records_max = 500'000;
  std::int32_t queue_kibibytes_max = 262'144;
};

struct ReaderSettings {
  // Large fetches and a deep queue, for a rebuild from offset 0; else the lowest latency.
  bool bulk = false;
  // For a topic that others write, perhaps in transactions: what was aborted does not come, and
  // their markers are gaps in the offsets, which are passed over. Else a gap is lost data.
  bool committed_only = false;
  // How long the broker holds an empty fetch.
  absl::Duration fetch_wait = absl::Milliseconds(100);
  // Bytes fetched ahead, over all partitions. Too small starves the reader: when the queue is
  // full, this client looks again only after up to a second.
  std::int32_t queue_kibibytes_max = 262'144;
  // The most that Assign() waits for the broker.
  absl::Duration assign_timeout = absl::Seconds(10);
};

}  // namespace ledger
