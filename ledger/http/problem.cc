#include "ledger/http/problem.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ledger/core/strings.h"
#include "ledger/runtime/json_text.h"

namespace ledger::http {

std::string_view StatusPhrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 202:
      return "Accepted";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    default:
      return status < 400 ? "OK" : "Error";
  }
}

std::string ProblemType(std::string_view kind) {
  return absl::StrCat("urn:consent:problem:", ToAbsl(kind));
}

HttpResponse ProblemResponse(const Problem& problem) {
  HttpResponse response{.status = problem.status,
                        .content_type = std::string(kProblemContentType),
                        .headers = {},
                        .body = "{\"type\":"};
  AppendJsonString(ProblemType(problem.type), response.body);
  response.body += ",\"title\":";
  AppendJsonString(StatusPhrase(problem.status), response.body);
  absl::StrAppend(&response.body, ",\"status\":", problem.status, ",\"detail\":");
  AppendJsonString(problem.detail, response.body);
  response.body += ",\"mend\":";
  AppendJsonString(problem.mend, response.body);
  response.body += "}\n";
  return response;
}

HttpResponse UnavailableResponse(std::string_view type, std::string_view detail,
                                 absl::Duration retry_after) {
  const std::int64_t seconds =
      std::max<std::int64_t>(1, absl::ToInt64Seconds(absl::Ceil(retry_after, absl::Seconds(1))));
  HttpResponse response =
      ProblemResponse({.status = 503,
                       .type = std::string(type),
                       .detail = std::string(detail),
                       .mend = absl::StrCat("make the same call again after ", seconds, " s")});
  response.headers.emplace_back("Retry-After", absl::StrCat(seconds));
  return response;
}

HttpResponse StatusResponse(const absl::Status& status) {
  const auto problem = [&](int code, std::string_view type, std::string_view mend) {
    return ProblemResponse({.status = code,
                            .type = std::string(type),
                            .detail = std::string(ToStd(status.message())),
                            .mend = std::string(mend)});
  };
  const absl::StatusCode code = status.code();
  if (code == absl::StatusCode::kInvalidArgument) {
    return problem(400, "invalid_argument", "correct the request as the detail says");
  }
  if (code == absl::StatusCode::kUnauthenticated) {
    return problem(401, "unauthenticated", "send Authorization: Bearer with a valid API key");
  }
  if (code == absl::StatusCode::kPermissionDenied) {
    return problem(403, "permission_denied", "use a key that is allowed to do this");
  }
  if (code == absl::StatusCode::kNotFound) {
    return problem(404, "not_found", "check the name or id in the request");
  }
  if (code == absl::StatusCode::kAlreadyExists) {
    return problem(409, "already_exists", "look at what exists before you try again");
  }
  if (code == absl::StatusCode::kResourceExhausted) {
    HttpResponse response = problem(429, "too_many", "slow down, then make the same call again");
    response.headers.emplace_back("Retry-After", "1");
    return response;
  }
  if (code == absl::StatusCode::kUnavailable || code == absl::StatusCode::kDeadlineExceeded) {
    return UnavailableResponse("unavailable", ToStd(status.message()), absl::Seconds(1));
  }
  return ProblemResponse({.status = 500,
                          .type = "internal",
                          .detail = "the request could not be handled",
                          .mend = "look at the log of the process for the time of this answer"});
}

}  // namespace ledger::http
