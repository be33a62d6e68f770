// Finds the handler of a request by method and path. A path has literal segments and {name}
// segments, which match one non-empty segment each: "/v1/contacts/{id}". Literal beats {name}.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/http/responder.h"

namespace ledger::http {

// Add all routes first; Handle() may then be called from any thread.
class Router {
 public:
  // REQUIRES: `pattern` starts with '/', and (method, pattern) is new.
  void Add(std::string_view method, std::string_view pattern, Handler handler);

  // Method and pattern of every route.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> routes() const;

  // Calls the handler, or answers 404 (no such path), or 405 with Allow (no such method there).
  void Handle(HttpRequest request, Responder respond) const;

 private:
  struct Route {
    std::string method;
    std::vector<std::string> segments;
    Handler handler;
  };
  std::vector<Route> routes_;
};

}  // namespace ledger::http
