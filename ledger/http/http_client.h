// One blocking HTTP call, for tests and the command line. It never repeats a call by itself: every
// call has a connection of its own, because libcurl sends a request again when a reused connection
// dies, and a second POST is not always harmless. No redirects are followed.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "ledger/http/http_message.h"

namespace ledger::http {

inline constexpr std::size_t kReplyBytesMax = std::size_t{64} << 20;

struct HttpCall {
  std::string method = "GET";  // with POST and PUT the body is sent, also an empty one
  std::string url = {};        // http or https
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
  absl::Duration timeout = absl::Seconds(10);  // for the whole call
};

struct HttpReply {
  int status = 0;
  Headers headers = {};
  std::string body = {};
};

// Any answer with a status line is a reply, a 500 too. Unavailable: no connection, so nothing was
// sent. DeadlineExceeded and Unknown: the call may have been handled. InvalidArgument: the URL.
// ResourceExhausted: the answer is larger than kReplyBytesMax. Thread-safe.
absl::StatusOr<HttpReply> Call(const HttpCall& call);

absl::StatusOr<HttpReply> Get(std::string_view url, absl::Duration timeout = absl::Seconds(10));
absl::StatusOr<HttpReply> Post(std::string_view url, std::string_view content_type,
                               std::string_view body, absl::Duration timeout = absl::Seconds(10));

}  // namespace ledger::http
