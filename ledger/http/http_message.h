// A request and an answer of HTTP/1.1 as handlers see them. No library's types: the server engine
// is an adapter, and tests build these by hand.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ledger::http {

// Names and values in the order of arrival; a name may come more than once.
class Headers {
 public:
  void Add(std::string_view name, std::string_view value);
  // The value of the first header of that name, in any case. Lives until the next Add().
  [[nodiscard]] std::optional<std::string_view> Find(std::string_view name) const;
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const { return all_; }

 private:
  std::vector<std::pair<std::string, std::string>> all_;
};

// Decoded parameters of a query or a form, in the order of arrival.
class Parameters {
 public:
  void Add(std::string name, std::string value);
  // The value of the first parameter of exactly that name. Lives until the next Add().
  [[nodiscard]] std::optional<std::string_view> Find(std::string_view name) const;
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const { return all_; }

 private:
  std::vector<std::pair<std::string, std::string>> all_;
};

struct HttpRequest {
  std::string method = {};                              // "GET"
  std::string target = {};                              // as it came: "/v1/x%20y?a=b"
  std::string path = {};                                // decoded, without the query: "/v1/x y"
  Parameters query = {};                                // decoded; any bytes, NUL included
  std::map<std::string, std::string> path_values = {};  // from the route's {name} segments, decoded
  Headers headers = {};
  std::string body = {};
  std::string remote = {};  // "address:port" of the peer
};

// Whether the body is a form, by its Content-Type.
[[nodiscard]] bool IsForm(const HttpRequest& request);

struct HttpResponse {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  // Beyond Content-Type, Content-Length and Connection, which the engine writes.
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
};

}  // namespace ledger::http
