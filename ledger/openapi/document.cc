#include "ledger/openapi/document.h"

#include <array>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "ledger/core/check.h"
#include "ledger/core/strings.h"
#include "ledger/openapi/message_schema.h"
#include "ledger/openapi/operation.h"

namespace ledger::openapi {
namespace {

constexpr char kAbout[] =
    "The front door of consent-ledger: what comes from outside comes in here, or by the topic "
    "`consent.intake.v1`, under the same admission.\n\n"
    "* A 2xx means that the event is durable. Every refusal is `application/problem+json` (RFC "
    "9457) with one more member, `mend`: what the caller can do about it.\n"
    "* `publisher_id` is the idempotency key of an event; there is no `Idempotency-Key` header. "
    "Give every event an id of your own, and repeat a call without fear.\n"
    "* A 503 has `Retry-After`: make the same call again. Nothing else needs a repeat.\n"
    "* Paths with the tag `gateways` are for SMS gateways alone: what comes there counts as said "
    "by a handset.";

struct Tag {
  const char* name;
  const char* says;
};
constexpr std::array<Tag, 4> kTags = {
    {{"events", "For systems that publish what people agreed to and took back."},
     {"gateways", "Webhooks: for SMS gateways alone, with a gateway's key or signature."},
     {"pages", "What people open in a browser: sign-up forms and the page to take consent back."},
     {"service", "About the service itself."}}};

// What the server engine, the router or the key check may answer before a handler has its say.
struct EveryAnswer {
  int status;
  const char* name;
  const char* says;
};
constexpr std::array<EveryAnswer, 6> kEveryAnswer = {
    {{400, "BadRequest", "Not HTTP/1.1, or a target that is not well encoded."},
     {401, "Unauthorized", "The key is missing or wrong; nothing was taken."},
     {413, "TooLarge", "A body of more than 8 MiB."},
     {431, "HeaderTooLarge", "A header of more than 32 KiB."},
     {500, "Internal", "The process failed; it may have been handled: ask for its outcome."},
     {503, "ComeAgain", "Not ready or busy: make the same call again after Retry-After."}}};

Json Text(std::string_view text) { return std::string(text); }

Json SchemaReference(std::string_view name) {
  return {{"$ref", absl::StrCat("#/components/schemas/", ToAbsl(name))}};
}

// Adds an alternative to `content`.
void AddContent(Json& content, std::string_view media, const Json& schema) {
  Json& held = content[std::string(media)]["schema"];
  if (held.is_null()) {
    held = schema;
  } else if (held.contains("oneOf")) {
    held["oneOf"].push_back(schema);
  } else {
    held = {{"oneOf", Json::array({held, schema})}};
  }
}

Json ExampleValue(std::string_view media, std::string_view text) {
  return media == kJson || media == kProblemJson ? Json::parse(text) : Text(text);
}

Json BodySchema(std::string_view schema, std::string_view says) {
  if (!schema.empty()) return SchemaReference(schema);
  Json text = {{"type", "string"}};
  if (!says.empty()) text["description"] = Text(says);
  return text;
}

void AddRetryAfter(int status, Json& answer) {
  if (status != 429 && status != 503) return;
  answer["headers"]["Retry-After"] = {{"description", "Seconds to wait."},
                                      {"schema", {{"type", "integer"}}}};
}

Json AnswersOf(const Operation& operation) {
  std::map<std::string, Json> answers;  // in the order of their statuses
  for (const EveryAnswer& every : kEveryAnswer) {
    const bool key = operation.caller == Caller::kPublisher || operation.caller == Caller::kGateway;
    if (every.status == 401 && !key) continue;
    if (every.status == 413 && operation.bodies.empty()) continue;
    answers[absl::StrCat(every.status)] = {
        {"$ref", absl::StrCat("#/components/responses/", every.name)}};
  }
  for (const Answer& row : operation.answers) {
    Json& answer = answers[absl::StrCat(row.status)];
    if (!answer.contains("description")) answer = {{"description", Text(row.says)}};
    AddRetryAfter(row.status, answer);
    if (row.media.empty()) continue;
    AddContent(answer["content"], row.media, BodySchema(row.schema, ""));
  }
  for (const Example& example : operation.examples) {
    Json& content =
        answers.at(absl::StrCat(example.status))["content"][std::string(example.answer_media)];
    LEDGER_CHECK(content.contains("schema"));
    content["examples"][std::string(example.name)] = {
        {"value", ExampleValue(example.answer_media, example.answer)}};
  }
  return answers;
}

Json BodyOf(const Operation& operation) {
  Json content = Json::object();
  for (const Body& body : operation.bodies) {
    AddContent(content, body.media, BodySchema(body.schema, body.says));
  }
  for (const Example& example : operation.examples) {
    LEDGER_CHECK(content.contains(std::string(example.media)));
    content[std::string(example.media)]["examples"][std::string(example.name)] = {
        {"value", ExampleValue(example.media, example.body)}};
  }
  return {{"required", true}, {"content", std::move(content)}};
}

Json ParametersOf(const Operation& operation) {
  Json parameters = Json::array();
  for (const Parameter& row : operation.parameters) {
    parameters.push_back({{"in", Text(row.in)},
                          {"name", Text(row.name)},
                          {"required", row.required || row.in == "path"},
                          {"description", Text(row.says)},
                          {"schema", {{"type", "string"}}}});
    if (!row.example.empty()) parameters.back()["example"] = Text(row.example);
  }
  return parameters;
}

Json SecurityOf(Caller caller) {
  switch (caller) {
    case Caller::kAnyone:
      return Json::array();
    case Caller::kPublisher:
      return Json::array({{{"publisherKey", Json::array()}}});
    case Caller::kGateway:
      return Json::array({{{"gatewayKey", Json::array()}}});
    case Caller::kTwilio:
      return Json::array({{{"twilioSignature", Json::array()}}});
  }
  LEDGER_CHECK(false);
}

Json OperationJson(const Operation& operation) {
  Json json = {{"operationId", Text(operation.id)},
               {"tags", Json::array({Text(operation.tag)})},
               {"summary", Text(operation.summary)},
               {"description", Text(operation.description)},
               {"security", SecurityOf(operation.caller)}};
  if (!operation.parameters.empty()) json["parameters"] = ParametersOf(operation);
  if (!operation.bodies.empty()) json["requestBody"] = BodyOf(operation);
  json["responses"] = AnswersOf(operation);
  return json;
}

Json SecuritySchemes() {
  return {{"publisherKey",
           {{"type", "http"},
            {"scheme", "bearer"},
            {"bearerFormat", "clk_<key id>_<secret>"},
            {"description", "A publisher's key of the account."}}},
          {"gatewayKey",
           {{"type", "apiKey"},
            {"in", "query"},
            {"name", "key"},
            {"description", "A gateway's key of the account. Kannel can send no header."}}},
          {"twilioSignature",
           {{"type", "apiKey"},
            {"in", "header"},
            {"name", "X-Twilio-Signature"},
            {"description", "Made by Twilio from the address, the form and the auth token."}}}};
}

Json Components() {
  MessageSchemas schemas;
  schemas.Add("IntakeEvent", Direction::kInput);
  schemas.Add("Problem", Direction::kAnswer, {"field", "value"});
  schemas.Add("IntakeBatchAnswer", Direction::kAnswer);
  Json components = {{"securitySchemes", SecuritySchemes()}, {"schemas", schemas.all()}};
  components["schemas"]["Health"] = {
      {"type", "object"},
      {"description", "The front door takes everything."},
      {"properties", {{"status", {{"type", "string"}, {"enum", Json::array({"ready"})}}}}},
      {"required", Json::array({"status"})}};
  const Json text = {{"type", "string"}};
  components["schemas"]["FormLinkWish"] = {
      {"type", "object"},
      {"description", "For which address, and how long the link holds: 30 days unless given."},
      {"properties",
       {{"email", text},
        {"expires_in_s", {{"type", "integer"}, {"description", "1 to 31,622,400."}}}}},
      {"required", Json::array({"email"})},
      {"additionalProperties", false}};
  components["schemas"]["FormLink"] = {
      {"type", "object"},
      {"description", "A signed link; until `expires_at` whoever has it can open the form."},
      {"properties", {{"url", text}, {"form", text}, {"expires_at", text}}},
      {"required", Json::array({"url", "form", "expires_at"})}};
  components["schemas"]["ApiDocument"] = {{"type", "object"},
                                          {"description", "An OpenAPI document."}};
  for (const EveryAnswer& every : kEveryAnswer) {
    Json& answer = components["responses"][every.name];
    answer = {{"description", every.says}};
    AddRetryAfter(every.status, answer);
    AddContent(answer["content"], kProblemJson, SchemaReference("Problem"));
  }
  return components;
}

}  // namespace

std::string Document() {
  Json document = {{"openapi", "3.1.0"},
                   {"info",
                    {{"title", "consent-ledger"}, {"version", "1"}, {"description", kAbout}}},
                   {"servers", Json::array({{{"url", "/"}, {"description", "This process."}}})}};
  for (const Tag& tag : kTags) {
    document["tags"].push_back({{"name", tag.name}, {"description", tag.says}});
  }
  for (const Operation& operation : Operations()) {
    Json& path = document["paths"][std::string(operation.path)];
    path[absl::AsciiStrToLower(ToAbsl(operation.method))] = OperationJson(operation);
  }
  document["components"] = Components();
  return document.dump(2) + "\n";
}

}  // namespace ledger::openapi
