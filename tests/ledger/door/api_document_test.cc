#include <catch2/catch.hpp>
#include <set>

#include "ledger/http/url.h"
#include "ledger/openapi/operation.h"
#include "tests/ledger/door/api_document.h"
#include "tests/ledger/door/page_world.h"

namespace ledger {
namespace {

using openapi::Caller;
using openapi::Operation;

// A call with the examples of the operation's parameters, with its key if `with_key`.
http::HttpRequest CallOf(DoorWorld& world, const Operation& operation, bool with_key) {
  http::HttpRequest request;
  request.method = std::string(operation.method);
  request.path = std::string(operation.path);
  for (const openapi::Parameter& parameter : operation.parameters) {
    const std::string name(parameter.name);
    const std::string value(parameter.example);
    if (value.empty()) continue;
    if (parameter.in == "query") {
      request.query.Add(name, value);
    } else {
      const std::string segment = "{" + name + "}";
      request.path.replace(request.path.find(segment), segment.size(), value);
    }
  }
  request.target = request.path;
  if (!with_key) return request;
  if (operation.caller == Caller::kPublisher) {
    request.headers.Add("Authorization", "Bearer " + world.acme_key.presented);
  } else if (operation.caller == Caller::kGateway) {
    request.query.Add("key", world.acme_gateway.presented);
  }
  return request;
}

// An answer without what differs from call to call: ids, places, addresses with tokens, times.
ApiDocument::Json WithoutPlaces(ApiDocument::Json answer) {
  for (const char* name :
       {"event_id", "contact_id", "partition", "offset", "url", "expires_at"}) {
    if (answer.is_object()) answer.erase(name);
  }
  if (answer.is_structured()) {
    for (ApiDocument::Json& part : answer) part = WithoutPlaces(std::move(part));
  }
  return answer;
}

TEST_CASE("ApiDocument: it names every route that is served and no other") {
  DoorWorld world;
  std::set<std::string> served;
  for (const auto& [method, pattern] : world.door->routes()) served.insert(method + " " + pattern);
  std::set<std::string> documented;
  for (const Operation& operation : openapi::Operations()) {
    documented.insert(std::string(operation.method) + " " + std::string(operation.path));
  }
  for (const std::string& route : served) {
    INFO(route << " is served but not documented: add a row to ledger/openapi/operations.cc");
    CHECK(documented.count(route) == 1);
  }
  for (const std::string& route : documented) {
    INFO(route << " is documented but not served: remove its row in ledger/openapi/operations.cc");
    CHECK(served.count(route) == 1);
  }
}

TEST_CASE("ApiDocument: it is served as it is") {
  DoorWorld world;
  const http::HttpResponse response = world.Call(world.Get("/v1/openapi.json", {}));
  CHECK(response.status == 200);
  CHECK(response.content_type == "application/json");
  CHECK(response.body == openapi::Document());
}

TEST_CASE("ApiDocument: every call that it shows is answered as it shows") {
  PageWorld world;
  world.DefineForm([](auto&) {});
  const JsonSchema judge(ApiDocument::All());
  for (const Operation& operation : openapi::Operations()) {
    INFO(operation.id);
    if (operation.examples.empty() && operation.bodies.empty()) {
      CHECK(world.Call(CallOf(world, operation, true)).status / 100 == 2);
    }
    for (const openapi::Example& example : operation.examples) {
      INFO(example.name);
      http::HttpRequest request = CallOf(world, operation, true);
      request.headers.Add("Content-Type", example.media);
      request.body = std::string(example.body);
      if (operation.caller == Caller::kTwilio) {
        const std::string address = world.twilio.public_url + request.target;
        request.headers.Add("X-Twilio-Signature",
                            TwilioSignature("twilio-token", address,
                                            *http::ParseParameters(request.body)));
      }
      const http::HttpResponse response = world.Call(request);
      CHECK(response.status == example.status);
      CHECK(response.content_type == example.answer_media);
      if (example.answer_media == openapi::kXml) {
        CHECK(response.body == example.answer);
      } else {
        CHECK(WithoutPlaces(ApiDocument::Json::parse(response.body)) ==
              WithoutPlaces(ApiDocument::Json::parse(example.answer)));
      }
      const auto& described = *ApiDocument::OperationOf(request.method, request.path);
      const auto& bodies = described.at("requestBody").at("content");
      const auto& content = bodies.at(std::string(example.media));
      if (example.media == openapi::kJson) {
        CHECK(judge.WhyNot(content.at("schema"), ApiDocument::Json::parse(example.body)) == "");
      }
      CHECK(ApiDocument::WhyUndocumented(request, {.status = example.status,
                                                   .content_type = response.content_type,
                                                   .body = std::string(example.answer)}) == "");
    }
  }
}

TEST_CASE("ApiDocument: a key is asked for where it says so and nowhere else") {
  DoorWorld world;
  for (const Operation& operation : openapi::Operations()) {
    INFO(operation.id);
    const int status = world.Call(CallOf(world, operation, false)).status;
    CHECK((status == 403) == (operation.caller == Caller::kTwilio));
    const bool key = operation.caller == Caller::kPublisher || operation.caller == Caller::kGateway;
    CHECK((status == 401) == key);
  }
}

}  // namespace
}  // namespace ledger
