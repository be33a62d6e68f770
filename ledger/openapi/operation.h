// What the API's document says about one route. Plain values; the rows stand in operations.cc.
#pragma once

#include <string_view>
#include <vector>

namespace ledger::openapi {

inline constexpr std::string_view kForm = "application/x-www-form-urlencoded";
inline constexpr std::string_view kHtml = "text/html";
inline constexpr std::string_view kJson = "application/json";
inline constexpr std::string_view kNdjson = "application/x-ndjson";
inline constexpr std::string_view kPng = "image/png";
inline constexpr std::string_view kProblemJson = "application/problem+json";
inline constexpr std::string_view kProtobuf = "application/x-protobuf";
inline constexpr std::string_view kSvg = "image/svg+xml";
inline constexpr std::string_view kXml = "text/xml";

// Who may call, and so which security scheme holds. A key that is refused is a 401, a
// signature a 403.
enum class Caller { kAnyone, kPublisher, kGateway, kTwilio };

// In the path or in the query. `example` is part of the call that the test makes; empty: the call
// goes without it.
struct Parameter {
  std::string_view in;  // "path" or "query"
  std::string_view name;
  std::string_view says;
  std::string_view example;
  bool required = false;
};

// A form of a body. `schema` names a component; empty: what it is, `says` in words.
struct Body {
  std::string_view media;
  std::string_view schema;
  std::string_view says = {};
};

// One answer; an empty `media` means no body. Rows of one status are its alternatives, and the
// first says when it comes. Of an answer that every route may give (see document.cc) a row is
// needed only where it is more than that.
struct Answer {
  int status;
  std::string_view says;
  std::string_view media = {};
  std::string_view schema = {};
};

// A call that is shown, and that the test makes. An operation without one is called with the
// examples of its parameters, unless it takes a body: then the tests of its handler call it.
struct Example {
  std::string_view name;
  std::string_view media;   // of the body
  std::string_view body;
  int status;               // what it is answered with
  std::string_view answer_media;
  std::string_view answer;  // an answer of that kind
};

struct Operation {
  std::string_view method;
  std::string_view path;  // as the router has it: "/v1/contacts/{id}"
  std::string_view id;    // of the operation, for generators of clients
  std::string_view tag;   // one of document.cc
  Caller caller;
  std::string_view summary;
  std::string_view description;
  std::vector<Parameter> parameters = {};
  std::vector<Body> bodies = {};
  std::vector<Answer> answers = {};
  std::vector<Example> examples = {};
};

// One for each route of the front door, in the document's order.
[[nodiscard]] std::vector<Operation> Operations();

// Those of them that people open in a browser, with the links to them.
[[nodiscard]] std::vector<Operation> HostedPages();

}  // namespace ledger::openapi
