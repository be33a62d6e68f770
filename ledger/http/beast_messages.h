// Between our messages and Boost.Beast's. Included by beast_server.cc only, and part of its
// translation unit; a file of its own because the engine is long enough.
#pragma once

#include <algorithm>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/http/http_message.h"
#include "ledger/http/http_server.h"
#include "ledger/http/problem.h"
#include "ledger/http/url.h"

namespace ledger::http {

namespace beast = boost::beast;
using boost::system::error_code;

inline std::string_view View(beast::string_view text) { return {text.data(), text.size()}; }
inline beast::string_view View(std::string_view text) { return {text.data(), text.size()}; }

// The answer to input that is no acceptable HTTP, or nothing if the connection itself broke.
inline std::optional<HttpResponse> ReadErrorResponse(const error_code& error,
                                                     const HttpServerOptions& options) {
  namespace http = beast::http;
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    return ProblemResponse(
        {.status = 431,
         .type = "header_too_large",
         .detail = absl::StrCat("the header is larger than ", options.header_bytes_max, " bytes"),
         .mend = "send fewer or shorter header fields, or put the data into the body"});
  }
  if (error == http::error::body_limit) {
    return ProblemResponse(
        {.status = 413,
         .type = "body_too_large",
         .detail = absl::StrCat("the body is larger than ", options.body_bytes_max, " bytes"),
         .mend = "divide it into several requests"});
  }
  const bool ours = error.category() == make_error_code(http::error::bad_target).category();
  if (!ours || error == http::error::end_of_stream || error == http::error::partial_message) {
    return std::nullopt;
  }
  return ProblemResponse({.status = 400,
                          .type = "bad_request",
                          .detail = absl::StrCat("the request is not HTTP/1.1: ", error.message()),
                          .mend = "send a well-formed HTTP/1.1 request"});
}

using BeastRequest = beast::http::request<beast::http::string_body>;
using BeastResponse = beast::http::response<beast::http::string_body>;

// Nothing if the target is not of the form /path?query or has a broken escape.
inline std::optional<HttpRequest> ToRequest(BeastRequest&& from, std::string remote) {
  HttpRequest request;
  request.method = std::string(View(from.method_string()));
  request.target = std::string(View(from.target()));
  if (!request.target.starts_with('/')) return std::nullopt;
  const std::size_t mark = std::min(request.target.find('?'), request.target.size());
  const std::string_view target = request.target;
  std::optional<std::string> path = PercentDecode(target.substr(0, mark), false);
  std::optional<Parameters> query =
      ParseParameters(target.substr(std::min(mark + 1, target.size())));
  if (!path || !query) return std::nullopt;
  request.path = *std::move(path);
  request.query = *std::move(query);
  for (const auto& field : from) {
    request.headers.Add(View(field.name_string()), View(field.value()));
  }
  request.body = std::move(from.body());
  request.remote = std::move(remote);
  return request;
}

// A line break in a header value would start a header of its own.
inline std::string OneLine(std::string_view value) {
  std::string out(value);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
  return out;
}

inline BeastResponse ToBeast(HttpResponse&& from, unsigned version, bool head) {
  BeastResponse response;
  response.version(version);
  response.result(static_cast<unsigned>(from.status));
  response.reason(View(StatusPhrase(from.status)));
  response.set(beast::http::field::content_type, OneLine(from.content_type));
  for (const auto& [name, value] : from.headers) response.insert(OneLine(name), OneLine(value));
  response.body() = std::move(from.body);
  response.prepare_payload();
  if (head) response.body().clear();  // the length stays, as HEAD wants it
  return response;
}

}  // namespace ledger::http
