#include "ledger/door/event_answer.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "ledger/core/check.h"
#include "ledger/core/strings.h"
#include "ledger/http/http_server.h"
#include "ledger/http/problem.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

constexpr int kUnreadable = 400;
constexpr int kNotAllowed = 403;
constexpr int kRefused = 422;
constexpr int kSomeRefused = 207;
constexpr int kComeAgain = 503;

// Problems, receipts and batches in the format that was asked for.
http::HttpResponse Write(int status, BodyFormat format, const google::protobuf::Message& message,
                         std::string_view json_type) {
  http::HttpResponse response;
  response.status = status;
  if (status == kComeAgain) {
    response.headers.emplace_back("Retry-After",
                                  absl::StrCat(absl::ToInt64Seconds(http::kRetryAfter)));
  }
  if (format == BodyFormat::kProtobuf) {
    response.content_type =
        absl::StrCat("application/x-protobuf; messageType=", message.GetTypeName());
    response.body = message.SerializeAsString();
    return response;
  }
  response.content_type = std::string(json_type);
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.always_print_primitive_fields = true;
  LEDGER_CHECK(google::protobuf::util::MessageToJsonString(message, &response.body, options).ok());
  response.body += '\n';
  return response;
}

v1::Problem Make(int status, std::string_view kind, std::string detail, std::string mend) {
  v1::Problem problem;
  problem.set_type(http::ProblemType(kind));
  problem.set_title(std::string(http::StatusPhrase(status)));
  problem.set_status(status);
  problem.set_detail(std::move(detail));
  problem.set_mend(std::move(mend));
  return problem;
}

}  // namespace

v1::Problem ProblemOf(const Rejected& rejected) {
  const bool forbidden = rejected.reason == RejectReason::kNotAllowed;
  v1::Problem problem = Make(forbidden ? kNotAllowed : kRefused, RejectReasonName(rejected.reason),
                             rejected.detail, rejected.mend);
  problem.set_field(rejected.field);
  problem.set_value(rejected.value);
  return problem;
}

v1::Problem Unreadable(const std::string& what) {
  return Make(kUnreadable, RejectReasonName(RejectReason::kUnparseable), what,
              "check the body against the schema in proto/consent/v1/intake.proto");
}

v1::Problem ComeAgain(const std::string& why) {
  return Make(kComeAgain, "unavailable", why,
              "send the same event again after Retry-After; with the same publisher_id a repeat is "
              "recognised");
}

http::HttpResponse EventResponse(const EventBody& asked, v1::IntakeBatchAnswer answer) {
  bool come_again = false;
  for (int i = 0; i < answer.results_size(); ++i) {
    v1::IntakeResult& result = *answer.mutable_results(i);
    result.set_index(static_cast<std::uint32_t>(i));
    if (result.has_receipt()) {
      answer.set_admitted(answer.admitted() + 1);
    } else {
      answer.set_refused(answer.refused() + 1);
      come_again |= result.problem().status() == kComeAgain;
      if (asked.batch && !result.problem().field().empty()) {
        result.mutable_problem()->set_field(
            absl::StrCat("events[", i, "].", result.problem().field()));
      }
    }
  }
  if (!asked.batch) {
    const v1::IntakeResult& only = answer.results(0);
    if (only.has_receipt()) return Write(200, asked.format, only.receipt(), "application/json");
    return Write(only.problem().status(), asked.format, only.problem(), http::kProblemContentType);
  }
  const int status = come_again              ? kComeAgain
                     : answer.refused() == 0 ? 200
                     : answer.admitted() > 0 ? kSomeRefused
                                             : kRefused;
  return Write(status, asked.format, answer, "application/json");
}

}  // namespace ledger
