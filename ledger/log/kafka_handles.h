// Owners of librdkafka's C handles: each frees its handle in the way that librdkafka wants it.
//
// Order matters: messages and queues go before the client that gave them, so a class that holds
// both declares the client first. rd_kafka_new() takes the configuration only when it succeeds.
#pragma once

#include <librdkafka/rdkafka.h>

#include <memory>

namespace ledger {

// Calls `Destroy` on the handle.
template <auto Destroy>
struct KafkaDeleter {
  template <typename Handle>
  void operator()(Handle* handle) const {
    Destroy(handle);
  }
};

template <typename Handle, auto Destroy>
using KafkaOwner = std::unique_ptr<Handle, KafkaDeleter<Destroy>>;

using KafkaConf = KafkaOwner<rd_kafka_conf_t, rd_kafka_conf_destroy>;
using KafkaTopic = KafkaOwner<rd_kafka_topic_t, rd_kafka_topic_destroy>;
using KafkaQueue = KafkaOwner<rd_kafka_queue_t, rd_kafka_queue_destroy>;
using KafkaEvent = KafkaOwner<rd_kafka_event_t, rd_kafka_event_destroy>;
using KafkaError = KafkaOwner<rd_kafka_error_t, rd_kafka_error_destroy>;
using KafkaHeaders = KafkaOwner<rd_kafka_headers_t, rd_kafka_headers_destroy>;
using KafkaAdminOptions = KafkaOwner<rd_kafka_AdminOptions_t, rd_kafka_AdminOptions_destroy>;
using KafkaNewTopic = KafkaOwner<rd_kafka_NewTopic_t, rd_kafka_NewTopic_destroy>;
using KafkaConfigResource = KafkaOwner<rd_kafka_ConfigResource_t, rd_kafka_ConfigResource_destroy>;
using KafkaPartitionList =
    KafkaOwner<rd_kafka_topic_partition_list_t, rd_kafka_topic_partition_list_destroy>;

// rd_kafka_metadata_destroy() takes a pointer to const.
struct KafkaMetadataDeleter {
  void operator()(const rd_kafka_metadata_t* metadata) const {
    rd_kafka_metadata_destroy(metadata);
  }
};
using KafkaMetadata = std::unique_ptr<const rd_kafka_metadata_t, KafkaMetadataDeleter>;

}  // namespace ledger
