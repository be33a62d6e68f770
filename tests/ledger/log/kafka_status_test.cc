#include "ledger/log/kafka_status.h"

#include <catch2/catch.hpp>
#include <string>

namespace ledger {
namespace {

TEST_CASE("KafkaStatus: each kind of error has its code", "[ledger][log]") {
  struct Row {
    rd_kafka_resp_err_t error;
    absl::StatusCode code;
  };
  const Row rows[] = {
      {RD_KAFKA_RESP_ERR_NO_ERROR, absl::StatusCode::kOk},
      {RD_KAFKA_RESP_ERR__QUEUE_FULL, absl::StatusCode::kResourceExhausted},
      {RD_KAFKA_RESP_ERR__TIMED_OUT, absl::StatusCode::kDeadlineExceeded},
      {RD_KAFKA_RESP_ERR__FATAL, absl::StatusCode::kFailedPrecondition},
      {RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE, absl::StatusCode::kDataLoss},
      {RD_KAFKA_RESP_ERR__BAD_MSG, absl::StatusCode::kDataLoss},
      {RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, absl::StatusCode::kInvalidArgument},
      {RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, absl::StatusCode::kPermissionDenied},
      {RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, absl::StatusCode::kNotFound},
      {RD_KAFKA_RESP_ERR__TRANSPORT, absl::StatusCode::kUnavailable},
      {RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE, absl::StatusCode::kUnavailable},
      {RD_KAFKA_RESP_ERR_UNKNOWN, absl::StatusCode::kUnavailable},
  };
  for (const Row& row : rows) {
    INFO(rd_kafka_err2name(row.error));
    CHECK(ErrorStatus(row.error, "asking").code() == row.code);
  }
}

TEST_CASE("KafkaStatus: a failure of the client is told from what was asked of it",
          "[ledger][log]") {
  CHECK(IsClientFailure(ErrorStatus(RD_KAFKA_RESP_ERR__FATAL, "asking")));
  CHECK_FALSE(IsClientFailure(ErrorStatus(RD_KAFKA_RESP_ERR__TRANSPORT, "asking")));
  CHECK_FALSE(IsClientFailure(absl::FailedPreconditionError("a rule")));
  CHECK_FALSE(IsClientFailure(absl::OkStatus()));
}

TEST_CASE("KafkaStatus: the fate of a record decides between Unknown and Unavailable",
          "[ledger][log]") {
  const auto status = [](rd_kafka_resp_err_t error, rd_kafka_msg_status_t fate) {
    return DeliveryStatus(error, fate, "appending").code();
  };
  CHECK(status(RD_KAFKA_RESP_ERR__MSG_TIMED_OUT, RD_KAFKA_MSG_STATUS_NOT_PERSISTED) ==
        absl::StatusCode::kUnavailable);
  CHECK(status(RD_KAFKA_RESP_ERR__MSG_TIMED_OUT, RD_KAFKA_MSG_STATUS_POSSIBLY_PERSISTED) ==
        absl::StatusCode::kUnknown);
  CHECK(status(RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, RD_KAFKA_MSG_STATUS_NOT_PERSISTED) ==
        absl::StatusCode::kInvalidArgument);
  CHECK(status(RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, RD_KAFKA_MSG_STATUS_POSSIBLY_PERSISTED) ==
        absl::StatusCode::kUnknown);
}

}  // namespace
}  // namespace ledger
