// From librdkafka's errors to absl::Status, at once, at the edge: nobody else knows its codes.
#pragma once

#include <librdkafka/rdkafka.h>

#include <string_view>

#include "absl/status/status.h"

namespace ledger {

// Returns OK for no error, else a status that says what was attempted (`what`), the client's words
// and, if not empty, `detail`. The mapping:
//   ResourceExhausted   the local queue is full
//   DeadlineExceeded    no answer in time
//   FailedPrecondition  the client has failed for good: end the process
//   DataLoss            damaged bytes, or an offset that the log does not have
//   InvalidArgument     what was given is refused (size, name, configuration)
//   PermissionDenied    credentials or ACLs
//   NotFound            the topic or partition does not exist
//   Unavailable         everything else, above all lost connections and elections: try again
[[nodiscard]] absl::Status ErrorStatus(rd_kafka_resp_err_t error, std::string_view what,
                                       std::string_view detail = {});

// Returns FailedPrecondition, marked as a failure of the client and not of what was asked of it.
[[nodiscard]] absl::Status ClientFailure(std::string_view message);

// Whether `status` comes from ClientFailure(), as ErrorStatus() and KafkaClient::Health() use it.
[[nodiscard]] bool IsClientFailure(const absl::Status& status);

// Returns the status of a record that was not delivered, by what the client knows of its fate
// (ledger/ports/appender.h): Unknown if it may be in the log; else, as it certainly is not,
// Unavailable, or InvalidArgument, PermissionDenied or NotFound where trying again does not help.
// REQUIRES: error is an error.
[[nodiscard]] absl::Status DeliveryStatus(rd_kafka_resp_err_t error, rd_kafka_msg_status_t fate,
                                          std::string_view what, std::string_view detail = {});

}  // namespace ledger
