#include "ledger/openapi/message_schema.h"

#include <google/protobuf/util/json_util.h>

#include <catch2/catch.hpp>

#include "consent/v1/intake.pb.h"
#include "ledger/openapi/document.h"
#include "tests/support/json_schema.h"

namespace ledger::openapi {
namespace {

namespace v1 = consent::v1;

std::string JsonOf(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  REQUIRE(google::protobuf::util::MessageToJsonString(message, &json, options).ok());
  return json;
}

// Sets every field of `message`, of a oneof the `choice`-th, and of each enum the last value.
void Fill(google::protobuf::Message& message, int choice) {
  const auto& type = *message.GetDescriptor();
  const auto& reflection = *message.GetReflection();
  for (int i = 0; i < type.field_count(); ++i) {
    const auto& field = *type.field(i);
    const auto* one_of = field.real_containing_oneof();
    if (one_of != nullptr && one_of->field(choice % one_of->field_count()) != &field) continue;
    const bool many = field.is_repeated();
    using Field = google::protobuf::FieldDescriptor;
    if (field.cpp_type() == Field::CPPTYPE_MESSAGE) {
      Fill(many ? *reflection.AddMessage(&message, &field)
                : *reflection.MutableMessage(&message, &field),
           choice);
    } else if (field.cpp_type() == Field::CPPTYPE_STRING) {
      many ? reflection.AddString(&message, &field, "x")
           : reflection.SetString(&message, &field, "x");
    } else if (field.cpp_type() == Field::CPPTYPE_ENUM) {
      const auto* last = field.enum_type()->value(field.enum_type()->value_count() - 1);
      reflection.SetEnum(&message, &field, last);
    } else if (field.cpp_type() == Field::CPPTYPE_INT64) {
      reflection.SetInt64(&message, &field, 7);
    } else if (field.cpp_type() == Field::CPPTYPE_INT32) {
      reflection.SetInt32(&message, &field, 7);
    } else if (field.cpp_type() == Field::CPPTYPE_BOOL) {
      reflection.SetBool(&message, &field, true);
    }
  }
}

TEST_CASE("MessageSchemas: what protobuf writes as JSON fits, for every fact of an event") {
  const Json document = Json::parse(Document());
  const JsonSchema judge(document);
  const Json& schema = document.at("components").at("schemas").at("IntakeEvent");
  const int facts = v1::IntakeEvent::descriptor()->oneof_decl(0)->field_count();
  for (int choice = 0; choice < facts; ++choice) {
    v1::IntakeEvent event;
    Fill(event, choice);
    const std::string json = JsonOf(event);
    INFO(json);
    CHECK(judge.WhyNot(schema, Json::parse(json)) == "");
  }
  CHECK(schema.at("oneOf").size() == static_cast<std::size_t>(facts));
}

TEST_CASE("MessageSchemas: what our JSON refuses does not fit") {
  const Json document = Json::parse(Document());
  const JsonSchema judge(document);
  const Json& schema = document.at("components").at("schemas").at("IntakeEvent");
  for (const char* wrong :
       {R"({"source":"s"})", R"({"contact_listed":{},"contact_unlisted":{}})",
        R"({"contact_listed":{},"colour":1})", R"({"opted_out":{"means":"CARRIER_PIGEON"}})",
        R"({"contact_listed":{"segment":7}})", R"({"block_resolved":{"position":"x"}})"}) {
    INFO(wrong);
    CHECK(judge.WhyNot(schema, Json::parse(wrong)) != "");
  }
}

TEST_CASE("MessageSchemas: descriptions are the comments of the schemas") {
  MessageSchemas schemas;
  schemas.Add("Receipt", Direction::kAnswer);
  const Json& receipt = schemas.all().at("Receipt");
  CHECK(receipt.at("description") == "Says that an event is durable in the ledger. Given only "
                                     "after the append was acknowledged.");
  CHECK(receipt.at("properties").at("partition").at("description") ==
        "Partition of the ledger topic.");
  CHECK(receipt.at("required").size() == receipt.at("properties").size());
}

}  // namespace
}  // namespace ledger::openapi
