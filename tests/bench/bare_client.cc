#include "tests/bench/bare_client.h"

#include <librdkafka/rdkafka.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <memory>
#include <thread>
#include <utility>

#include "ledger/log/kafka_config.h"
#include "ledger/log/kafka_handles.h"
#include "ledger/log/kafka_settings.h"
#include "ledger/log/topic_specs.h"
#include "tests/bench/measure.h"

namespace bench {
namespace {

constexpr std::size_t kBatch = 10'000;
constexpr int kTurnMs = 200;
constexpr int kTimeoutMs = 30'000;
constexpr int kLeaderTries = 50;

struct ClientDeleter {
  void operator()(rd_kafka_t* client) const { rd_kafka_destroy(client); }
};
using Client = std::unique_ptr<rd_kafka_t, ClientDeleter>;

Client MakeClient(rd_kafka_type_t type, absl::StatusOr<ledger::KafkaConf> conf) {
  if (!conf.ok()) Die(conf.status().ToString());
  char error[256];
  Client client(rd_kafka_new(type, conf->get(), error, sizeof error));
  if (client == nullptr) Die(error);
  (void)conf->release();  // the client took it
  return client;
}

ledger::KafkaSettings Settings(const std::string& bootstrap) {
  ledger::KafkaSettings settings;
  settings.bootstrap_servers = bootstrap;
  return settings;
}

void Check(rd_kafka_resp_err_t error, const char* what) {
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) Die(std::string(what) + ": " + rd_kafka_err2str(error));
}

void CountDelivery(rd_kafka_t*, const rd_kafka_message_t* message, void* opaque) {
  Check(message->err, "produce");
  ++*static_cast<std::size_t*>(opaque);
}

}  // namespace

void MakeTopic(const std::string& bootstrap, const std::string& topic) {
  const Client client = MakeClient(RD_KAFKA_CONSUMER, ledger::QueryConf(Settings(bootstrap)));
  char error[256];
  const ledger::KafkaNewTopic wanted(
      rd_kafka_NewTopic_new(topic.c_str(), kPartitions, 1, error, sizeof error));
  for (const ledger::TopicSpec& spec : ledger::TopicSpecs(kPartitions, 1)) {
    if (spec.name != ledger::kLedgerTopic) continue;
    for (const auto& [key, value] : spec.config) {
      rd_kafka_NewTopic_set_config(wanted.get(), key.c_str(), value.c_str());
    }
  }
  rd_kafka_NewTopic_t* raw = wanted.get();
  const ledger::KafkaQueue queue(rd_kafka_queue_new(client.get()));
  rd_kafka_CreateTopics(client.get(), &raw, 1, nullptr, queue.get());
  const ledger::KafkaEvent event(rd_kafka_queue_poll(queue.get(), kTimeoutMs));
  if (event == nullptr) Die("creating " + topic + ": no answer");
  Check(rd_kafka_event_error(event.get()), "creating a topic");
}

void BareProduce(const std::string& bootstrap, const std::string& topic,
                 std::span<const MixedRecord> records) {
  std::size_t delivered = 0;
  auto conf = ledger::ProducerConf(Settings(bootstrap), {.linger = absl::Milliseconds(5)});
  if (conf.ok()) {
    rd_kafka_conf_set_dr_msg_cb(conf->get(), CountDelivery);
    rd_kafka_conf_set_opaque(conf->get(), &delivered);
  }
  const Client client = MakeClient(RD_KAFKA_PRODUCER, std::move(conf));
  const ledger::KafkaTopic handle(rd_kafka_topic_new(client.get(), topic.c_str(), nullptr));
  std::size_t since_poll = 0;
  for (const MixedRecord& record : records) {
    while (rd_kafka_produce(handle.get(), record.partition, RD_KAFKA_MSG_F_COPY,
                            const_cast<char*>(record.value.data()), record.value.size(),
                            record.key.data(), record.key.size(), nullptr) != 0) {
      if (rd_kafka_last_error() != RD_KAFKA_RESP_ERR__QUEUE_FULL) {
        Check(rd_kafka_last_error(), "produce");
      }
      rd_kafka_poll(client.get(), 10);
    }
    if (++since_poll % 1'000 == 0) rd_kafka_poll(client.get(), 0);
  }
  Check(rd_kafka_flush(client.get(), kTimeoutMs), "flush");
  if (delivered != records.size()) Die("produce: not all records were delivered");
}

std::size_t BareConsume(const std::string& bootstrap, const std::string& topic, std::size_t records,
                        bool bulk) {
  const Client client =
      MakeClient(RD_KAFKA_CONSUMER, ledger::ConsumerConf(Settings(bootstrap), {.bulk = bulk}));
  rd_kafka_poll_set_consumer(client.get());
  const ledger::KafkaQueue queue(rd_kafka_queue_get_consumer(client.get()));
  const ledger::KafkaPartitionList list(rd_kafka_topic_partition_list_new(kPartitions));
  for (std::int32_t p = 0; p < kPartitions; ++p) {
    rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), p)->offset = 0;
  }
  Check(rd_kafka_assign(client.get(), list.get()), "assign");
  std::vector<rd_kafka_message_t*> messages(kBatch);
  std::size_t came = 0;
  std::size_t bytes = 0;
  while (came < records) {
    const ssize_t got =
        rd_kafka_consume_batch_queue(queue.get(), kTurnMs, messages.data(), messages.size());
    for (ssize_t i = 0; i < got; ++i) {
      rd_kafka_message_t* message = messages[static_cast<std::size_t>(i)];
      Check(message->err, "consume");
      bytes += message->len + message->key_len;
      ++came;
      rd_kafka_message_destroy(message);
    }
  }
  return bytes;
}

namespace {

using Steady = std::chrono::steady_clock;
constexpr std::size_t kLatencyRecordSize = 100;  // about that of an opt-out

// Offsets at which the partitions end now.
std::vector<std::int64_t> Ends(rd_kafka_t* client, const std::string& topic) {
  std::vector<std::int64_t> ends(kPartitions);
  for (std::int32_t p = 0; p < kPartitions; ++p) {
    std::int64_t low = 0;
    const auto ask = [&] {
      return rd_kafka_query_watermark_offsets(client, topic.c_str(), p, &low,
                                              &ends[static_cast<std::size_t>(p)], kTimeoutMs);
    };
    // A fresh topic has no leader for a moment.
    rd_kafka_resp_err_t error = ask();
    for (int i = 0; i < kLeaderTries && error != RD_KAFKA_RESP_ERR_NO_ERROR; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(kTurnMs));
      error = ask();
    }
    Check(error, "asking for the ends");
  }
  return ends;
}

void ProduceAtRate(const std::string& bootstrap, const std::string& topic, double rate,
                   std::size_t total) {
  const Client client =
      MakeClient(RD_KAFKA_PRODUCER,
                 ledger::ProducerConf(Settings(bootstrap), {.linger = absl::ZeroDuration()}));
  const ledger::KafkaTopic handle(rd_kafka_topic_new(client.get(), topic.c_str(), nullptr));
  const auto began = Steady::now();
  std::string value(kLatencyRecordSize, 'v');
  for (std::size_t sent = 0; sent < total;) {
    const std::chrono::duration<double> passed = Steady::now() - began;
    const auto due = std::min(total, static_cast<std::size_t>(passed.count() * rate));
    for (; sent < due; ++sent) {
      const auto now = Steady::now();
      std::memcpy(value.data(), &now, sizeof now);
      if (rd_kafka_produce(handle.get(), static_cast<std::int32_t>(sent % kPartitions),
                           RD_KAFKA_MSG_F_COPY, value.data(), value.size(), nullptr, 0,
                           nullptr) != 0) {
        Check(rd_kafka_last_error(), "produce");
      }
    }
    rd_kafka_poll(client.get(), 1);
  }
  Check(rd_kafka_flush(client.get(), kTimeoutMs), "flush");
}

}  // namespace

std::vector<double> BareLatencies(const std::string& bootstrap, const std::string& topic,
                                  double rate, double seconds) {
  const Client client =
      MakeClient(RD_KAFKA_CONSUMER, ledger::ConsumerConf(Settings(bootstrap), {}));
  rd_kafka_poll_set_consumer(client.get());
  const std::vector<std::int64_t> ends = Ends(client.get(), topic);
  const ledger::KafkaPartitionList list(rd_kafka_topic_partition_list_new(kPartitions));
  for (std::int32_t p = 0; p < kPartitions; ++p) {
    rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), p)->offset =
        ends[static_cast<std::size_t>(p)];
  }
  Check(rd_kafka_assign(client.get(), list.get()), "assign");
  const auto total = static_cast<std::size_t>(rate * seconds);
  std::thread producer([&] { ProduceAtRate(bootstrap, topic, rate, total); });
  std::vector<double> latencies;
  while (latencies.size() < total) {
    rd_kafka_message_t* message = rd_kafka_consumer_poll(client.get(), kTurnMs);
    if (message == nullptr) continue;
    Check(message->err, "consume");
    Steady::time_point sent;
    std::memcpy(&sent, message->payload, sizeof sent);
    const std::chrono::duration<double, std::milli> took = Steady::now() - sent;
    latencies.push_back(took.count());
    rd_kafka_message_destroy(message);
  }
  producer.join();
  return latencies;
}

}  // namespace bench
