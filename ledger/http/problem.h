// Errors over HTTP as application/problem+json (RFC 9457) with one more member, `mend`: what the
// caller can do. Never put a phone number or a secret into any of the texts.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "ledger/http/http_message.h"

namespace ledger::http {

inline constexpr std::string_view kProblemContentType = "application/problem+json";

struct Problem {
  int status = 500;
  std::string
      type;  // a short name of the kind, "body_too_large"; written as urn:consent:problem:..
  std::string detail = {};  // what is wrong with this request
  std::string mend = {};    // what to do about it
};

// "urn:consent:problem:body_too_large".
[[nodiscard]] std::string ProblemType(std::string_view kind);

[[nodiscard]] HttpResponse ProblemResponse(const Problem& problem);

// 503 with Retry-After: nothing was taken, the same call may be made again.
[[nodiscard]] HttpResponse UnavailableResponse(std::string_view type, std::string_view detail,
                                               absl::Duration retry_after);

// The usual mapping of our status codes (InvalidArgument 400, NotFound 404, AlreadyExists 409,
// Unauthenticated 401, PermissionDenied 403, ResourceExhausted 429, Unavailable and
// DeadlineExceeded 503 with Retry-After, else 500). The message is shown to the caller, except
// for a 500.
[[nodiscard]] HttpResponse StatusResponse(const absl::Status& status);

// The standard phrase, "Not Found".
[[nodiscard]] std::string_view StatusPhrase(int status);

}  // namespace ledger::http
