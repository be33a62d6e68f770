#include "ledger/http/router.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "ledger/core/check.h"
#include "ledger/core/strings.h"
#include "ledger/http/problem.h"
#include "ledger/http/url.h"

namespace ledger::http {
namespace {

std::vector<std::string> Segments(std::string_view path) {
  return absl::StrSplit(ToAbsl(path.substr(1)), '/');
}

bool IsName(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

// Returns the values of the {name} segments if `path` (still encoded) fits.
std::optional<std::map<std::string, std::string>> Match(const std::vector<std::string>& pattern,
                                                        const std::vector<std::string>& path) {
  if (pattern.size() != path.size()) return std::nullopt;
  std::map<std::string, std::string> values;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const std::optional<std::string> segment = PercentDecode(path[i], /*plus_is_space=*/false);
    if (!segment) return std::nullopt;
    if (IsName(pattern[i])) {
      if (segment->empty()) return std::nullopt;
      values[pattern[i].substr(1, pattern[i].size() - 2)] = *segment;
    } else if (pattern[i] != *segment) {
      return std::nullopt;
    }
  }
  return values;
}

}  // namespace

void Router::Add(std::string_view method, std::string_view pattern, Handler handler) {
  LEDGER_CHECK(pattern.starts_with('/'));
  Route route{std::string(method), Segments(pattern), std::move(handler)};
  for (const Route& other : routes_) {
    LEDGER_CHECK(other.method != route.method || other.segments != route.segments);
  }
  // Fewer names first, so that the first match is the most literal one.
  const auto names = [](const Route& one) {
    return std::count_if(one.segments.begin(), one.segments.end(), IsName);
  };
  const auto place =
      std::upper_bound(routes_.begin(), routes_.end(), route,
                       [&](const Route& a, const Route& b) { return names(a) < names(b); });
  routes_.insert(place, std::move(route));
}

std::vector<std::pair<std::string, std::string>> Router::routes() const {
  std::vector<std::pair<std::string, std::string>> all;
  for (const Route& route : routes_) {
    all.emplace_back(route.method, absl::StrCat("/", absl::StrJoin(route.segments, "/")));
  }
  return all;
}

void Router::Handle(HttpRequest request, Responder respond) const {
  const std::string_view target = request.target;
  const std::string_view path = target.substr(0, target.find('?'));
  const std::vector<std::string> segments =
      path.starts_with('/') ? Segments(path) : std::vector<std::string>{};
  std::set<std::string> allowed;
  for (const Route& route : routes_) {
    auto values = Match(route.segments, segments);
    if (!values) continue;
    if (route.method != request.method) {
      allowed.insert(route.method);
      continue;
    }
    request.path_values = *std::move(values);
    return route.handler(std::move(request), std::move(respond));
  }
  if (allowed.empty()) {
    return respond(ProblemResponse({.status = 404,
                                    .type = "no_such_path",
                                    .detail = "there is nothing at this path",
                                    .mend = "check the path against the API reference"}));
  }
  const std::string methods = absl::StrJoin(allowed, ", ");
  HttpResponse response =
      ProblemResponse({.status = 405,
                       .type = "method_not_allowed",
                       .detail = absl::StrCat("this path does not take ", request.method),
                       .mend = absl::StrCat("use ", methods)});
  response.headers.emplace_back("Allow", methods);
  respond(std::move(response));
}

}  // namespace ledger::http
