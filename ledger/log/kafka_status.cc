#include "ledger/log/kafka_status.h"

#include <string>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "ledger/core/check.h"
#include "ledger/core/strings.h"

namespace ledger {
namespace {

constexpr char kClientFailure[] = "consent/kafka-client-failure";

absl::StatusCode CodeOf(rd_kafka_resp_err_t error) {
  // As a number: the enumeration has 150 values, and unknown ones arrive with newer brokers.
  switch (static_cast<int>(error)) {
    case RD_KAFKA_RESP_ERR_NO_ERROR:
      return absl::StatusCode::kOk;
    case RD_KAFKA_RESP_ERR__QUEUE_FULL:
      return absl::StatusCode::kResourceExhausted;
    case RD_KAFKA_RESP_ERR__TIMED_OUT:
    case RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE:
    case RD_KAFKA_RESP_ERR__MSG_TIMED_OUT:
    case RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT:
      return absl::StatusCode::kDeadlineExceeded;
    case RD_KAFKA_RESP_ERR__FATAL:
    case RD_KAFKA_RESP_ERR__FENCED:
    case RD_KAFKA_RESP_ERR__DESTROY:
    case RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE:
    case RD_KAFKA_RESP_ERR_UNSUPPORTED_VERSION:
      return absl::StatusCode::kFailedPrecondition;
    case RD_KAFKA_RESP_ERR__BAD_MSG:
    case RD_KAFKA_RESP_ERR__BAD_COMPRESSION:
    case RD_KAFKA_RESP_ERR_INVALID_MSG:
    case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET:
    case RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE:
      return absl::StatusCode::kDataLoss;
    case RD_KAFKA_RESP_ERR__INVALID_ARG:
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
    case RD_KAFKA_RESP_ERR_INVALID_MSG_SIZE:
    case RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE:
    case RD_KAFKA_RESP_ERR_INVALID_RECORD:
    case RD_KAFKA_RESP_ERR_INVALID_CONFIG:
    case RD_KAFKA_RESP_ERR_INVALID_REPLICATION_FACTOR:
    case RD_KAFKA_RESP_ERR_INVALID_PARTITIONS:
    case RD_KAFKA_RESP_ERR_POLICY_VIOLATION:
      return absl::StatusCode::kInvalidArgument;
    case RD_KAFKA_RESP_ERR__AUTHENTICATION:
    case RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
      return absl::StatusCode::kPermissionDenied;
    case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
    case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
      return absl::StatusCode::kNotFound;
    default:
      return absl::StatusCode::kUnavailable;
  }
}

std::string MessageOf(rd_kafka_resp_err_t error, std::string_view what, std::string_view detail) {
  std::string message = absl::StrCat(ToAbsl(what), ": ", rd_kafka_err2str(error), " (",
                                     rd_kafka_err2name(error), ")");
  if (!detail.empty()) absl::StrAppend(&message, "; ", ToAbsl(detail));
  return message;
}

}  // namespace

absl::Status ErrorStatus(rd_kafka_resp_err_t error, std::string_view what,
                         std::string_view detail) {
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return absl::OkStatus();
  const absl::StatusCode code = CodeOf(error);
  const std::string message = MessageOf(error, what, detail);
  if (code == absl::StatusCode::kFailedPrecondition) return ClientFailure(message);
  return absl::Status(code, message);
}

absl::Status ClientFailure(std::string_view message) {
  absl::Status status = absl::FailedPreconditionError(ToAbsl(message));
  status.SetPayload(kClientFailure, absl::Cord());
  return status;
}

bool IsClientFailure(const absl::Status& status) {
  return status.GetPayload(kClientFailure).has_value();
}

absl::Status DeliveryStatus(rd_kafka_resp_err_t error, rd_kafka_msg_status_t fate,
                            std::string_view what, std::string_view detail) {
  LEDGER_CHECK(error != RD_KAFKA_RESP_ERR_NO_ERROR);
  const std::string message = MessageOf(error, what, detail);
  if (fate != RD_KAFKA_MSG_STATUS_NOT_PERSISTED) {
    return absl::UnknownError(absl::StrCat(message, "; the record may be in the log"));
  }
  const absl::StatusCode code = CodeOf(error);
  if (code == absl::StatusCode::kInvalidArgument || code == absl::StatusCode::kPermissionDenied ||
      code == absl::StatusCode::kNotFound) {
    return absl::Status(code, message);
  }
  return absl::UnavailableError(absl::StrCat(message, "; the record was not written"));
}

}  // namespace ledger
