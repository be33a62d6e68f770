#include "ledger/http/http_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "ledger/core/check.h"
#include "ledger/core/strings.h"

namespace ledger::http {
namespace {

struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyDeleter>;
using List = std::unique_ptr<curl_slist, ListDeleter>;

void Append(List& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  LEDGER_CHECK(longer != nullptr);
  static_cast<void>(list.release());
  list.reset(longer);
}

std::size_t OnBody(char* data, std::size_t size, std::size_t count, void* user) noexcept {
  auto* reply = static_cast<HttpReply*>(user);
  if (reply->body.size() + size * count > kReplyBytesMax) return 0;
  reply->body.append(data, size * count);
  return size * count;
}

std::size_t OnHeader(char* data, std::size_t size, std::size_t count, void* user) noexcept {
  auto* reply = static_cast<HttpReply*>(user);
  const absl::string_view line(data, size * count);
  const std::size_t colon = line.find(':');
  if (absl::StartsWith(line, "HTTP/")) {
    reply->headers = Headers();  // an interim answer (100) came before
  } else if (colon != absl::string_view::npos) {
    reply->headers.Add(ToStd(line.substr(0, colon)),
                       ToStd(absl::StripAsciiWhitespace(line.substr(colon + 1))));
  }
  return size * count;
}

absl::Status ToStatus(CURLcode code, const HttpCall& call, std::string_view what) {
  // Without the query, which may hold a key or a text.
  const std::string message =
      absl::StrCat(call.method, " ", call.url.substr(0, call.url.find('?')), ": ", ToAbsl(what));
  switch (static_cast<int>(code)) {
    case CURLE_COULDNT_CONNECT:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return absl::UnavailableError(absl::StrCat(message, "; does the server run there?"));
    case CURLE_OPERATION_TIMEDOUT:
      return absl::DeadlineExceededError(message);
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return absl::InvalidArgumentError(absl::StrCat(message, "; give an http:// or https:// URL"));
    case CURLE_WRITE_ERROR:
      return absl::ResourceExhaustedError(
          absl::StrCat(message, "; the answer is larger than ", kReplyBytesMax, " bytes"));
    default:
      return absl::UnknownError(absl::StrCat(message, "; the call may have been handled"));
  }
}

}  // namespace

absl::StatusOr<HttpReply> Call(const HttpCall& call) {
  static std::once_flag once;
  std::call_once(once, [] { LEDGER_CHECK(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK); });
  const Easy easy(curl_easy_init());
  LEDGER_CHECK(easy != nullptr);
  HttpReply reply;
  List headers;
  for (const auto& [name, value] : call.headers) Append(headers, absl::StrCat(name, ": ", value));
  Append(headers, "Expect:");  // no pause before a large body
  std::string error(CURL_ERROR_SIZE, '\0');
  const auto set = [&](CURLoption option, auto value) {
    LEDGER_CHECK(curl_easy_setopt(easy.get(), option, value) == CURLE_OK);
  };
  set(CURLOPT_URL, call.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_NOPROXY, "localhost,127.0.0.1,::1");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_FRESH_CONNECT, 1L);
  set(CURLOPT_FORBID_REUSE, 1L);
  set(CURLOPT_TCP_NODELAY, 1L);
  // Clamped, for 0 would mean "no limit" to libcurl.
  const absl::Duration timeout = std::clamp(call.timeout, absl::Milliseconds(1), absl::Hours(24));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(absl::ToInt64Milliseconds(timeout)));
  set(CURLOPT_HTTPHEADER, headers.get());
  set(CURLOPT_ERRORBUFFER, error.data());
  set(CURLOPT_WRITEFUNCTION, &OnBody);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&reply));
  set(CURLOPT_HEADERFUNCTION, &OnHeader);
  set(CURLOPT_HEADERDATA, static_cast<void*>(&reply));
  if (call.method == "POST" || call.method == "PUT" || !call.body.empty()) {
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
    set(CURLOPT_POSTFIELDS, call.body.c_str());
  }
  if (call.method == "HEAD") set(CURLOPT_NOBODY, 1L);
  set(CURLOPT_CUSTOMREQUEST, call.method.c_str());
  const CURLcode code = curl_easy_perform(easy.get());
  if (code != CURLE_OK) {
    const std::string_view detail(error.c_str());
    return ToStatus(code, call, detail.empty() ? curl_easy_strerror(code) : detail);
  }
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  reply.status = static_cast<int>(status);
  return reply;
}

absl::StatusOr<HttpReply> Get(std::string_view url, absl::Duration timeout) {
  return Call(
      {.method = "GET", .url = std::string(url), .headers = {}, .body = "", .timeout = timeout});
}

absl::StatusOr<HttpReply> Post(std::string_view url, std::string_view content_type,
                               std::string_view body, absl::Duration timeout) {
  return Call({.method = "POST",
               .url = std::string(url),
               .headers = {{"Content-Type", std::string(content_type)}},
               .body = std::string(body),
               .timeout = timeout});
}

}  // namespace ledger::http
