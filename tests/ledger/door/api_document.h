// The API's document as tests read it: what it says about a call, and whether an answer keeps to
// it.
#pragma once

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "ledger/http/http_message.h"
#include "ledger/openapi/document.h"
#include "tests/support/json_schema.h"

namespace ledger {

class ApiDocument {
 public:
  using Json = nlohmann::ordered_json;

  static const Json& All() {
    static const Json all = Json::parse(openapi::Document());
    return all;
  }

  // The operation that a call is, or nothing.
  static const Json* OperationOf(const std::string& method, const std::string& path) {
    const std::vector<std::string> given = absl::StrSplit(path, '/');
    for (const bool literal : {true, false}) {
      for (const auto& [pattern, operations] : All().at("paths").items()) {
        const auto found = operations.find(absl::AsciiStrToLower(method));
        if (found == operations.end()) continue;
        const std::vector<std::string> wanted = absl::StrSplit(pattern, '/');
        bool fits = wanted.size() == given.size();
        for (std::size_t i = 0; fits && i < wanted.size(); ++i) {
          fits = wanted[i] == given[i] || (!literal && wanted[i].starts_with('{'));
        }
        if (fits) return &*found;
      }
    }
    return nullptr;
  }

  // Why the document does not describe `response`; empty: it does.
  static std::string WhyUndocumented(const http::HttpRequest& request,
                                     const http::HttpResponse& response) {
    const std::string path = request.target.substr(0, request.target.find('?'));
    const Json* operation = OperationOf(request.method, path);
    if (operation == nullptr) {
      return response.status == 404 || response.status == 405 ? "" : "no such path" + kMend;
    }
    const std::string call = request.method + " " + path + " gave " +
                             std::to_string(response.status);
    const auto found = operation->at("responses").find(std::to_string(response.status));
    if (found == operation->at("responses").end()) return call + ": not documented" + kMend;
    const Json& answer = Resolve(*found);
    const Json headers = answer.value("headers", Json::object());
    for (const auto& [name, unused] : headers.items()) {
      const bool comes =
          std::any_of(response.headers.begin(), response.headers.end(),
                      [&name = name](const auto& header) { return header.first == name; });
      if (!comes) return call + ": without its header " + name + kMend;
    }
    if (!answer.contains("content")) {
      return response.body.empty() ? "" : call + ": a body is not documented" + kMend;
    }
    const std::vector<std::string> media = absl::StrSplit(response.content_type, ';');
    const auto content = answer.at("content").find(media.front());
    if (content == answer.at("content").end()) {
      return call + " as " + media.front() + ": not documented" + kMend;
    }
    if (media.front().find("json") == std::string::npos) return "";
    const std::string why = JsonSchema(All()).WhyNot(
        content->at("schema"), Json::parse(response.body, nullptr, false));
    return why.empty() ? "" : call + ": its body does not fit its schema: " + why + kMend;
  }

  static const Json& Resolve(const Json& object) {
    if (!object.contains("$ref")) return object;
    return All().at(Json::json_pointer(object.at("$ref").get<std::string>().substr(1)));
  }

 private:
  static inline const std::string kMend = "; mend its row in ledger/openapi/operations.cc";
};

}  // namespace ledger
