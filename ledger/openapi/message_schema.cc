#include "ledger/openapi/message_schema.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/descriptor.pb.h"
#include "ledger/core/check.h"
#include "ledger/core/strings.h"

namespace ledger::openapi {
namespace {

namespace pb = google::protobuf;

constexpr char kTimestamp[] = "google.protobuf.Timestamp";

// The comment above a message, field or value, as one line.
template <typename Descriptor>
std::string CommentOf(const Descriptor& descriptor) {
  pb::SourceLocation location;
  if (!descriptor.GetSourceLocation(&location)) return "";
  std::vector<std::string> lines = absl::StrSplit(location.leading_comments, '\n');
  for (std::string& line : lines) absl::StripAsciiWhitespace(&line);
  return std::string(absl::StripAsciiWhitespace(absl::StrJoin(lines, " ")));
}

Json Reference(const std::string& name) {
  return {{"$ref", absl::StrCat("#/components/schemas/", name)}};
}

Json Integer(const char* format) { return {{"type", "integer"}, {"format", format}}; }

// A 64-bit number: JSON's own cannot hold it.
Json Long(Direction direction) {
  Json text = {{"type", "string"}, {"pattern", "^-?[0-9]+$"}};
  if (direction == Direction::kAnswer) return text;
  return {{"oneOf", Json::array({text, Integer("int64")})}};
}

}  // namespace

MessageSchemas::MessageSchemas() {
  pb::FileDescriptorSet files;
  LEDGER_CHECK(files.ParseFromArray(kIntakeDescriptors, static_cast<int>(kIntakeDescriptorsSize)));
  for (const pb::FileDescriptorProto& file : files.file()) {
    LEDGER_CHECK(pool_.BuildFile(file) != nullptr);
  }
}

void MessageSchemas::Add(std::string_view name, Direction direction,
                         const std::set<std::string>& optional) {
  const pb::Descriptor* message =
      pool_.FindMessageTypeByName(absl::StrCat("consent.v1.", ToAbsl(name)));
  LEDGER_CHECK(message != nullptr);
  AddMessage(*message, direction, optional);
}

void MessageSchemas::AddMessage(const pb::Descriptor& message, Direction direction,
                                const std::set<std::string>& optional) {
  if (all_.contains(message.name())) return;
  all_[message.name()] = nullptr;  // a message may contain itself
  Json schema = {{"type", "object"}, {"description", CommentOf(message)}};
  Json properties = Json::object();
  Json required = Json::array();
  for (int i = 0; i < message.field_count(); ++i) {
    const pb::FieldDescriptor& field = *message.field(i);
    properties[field.name()] = Field(field, direction);
    const bool written = !field.has_presence() && !optional.contains(field.name());
    if (direction == Direction::kAnswer && written) required.push_back(field.name());
  }
  schema["properties"] = std::move(properties);
  if (!required.empty()) schema["required"] = std::move(required);
  if (direction == Direction::kInput) schema["additionalProperties"] = false;
  for (int i = 0; i < message.real_oneof_decl_count(); ++i) {
    Json one_of = Json::array();
    for (int f = 0; f < message.oneof_decl(i)->field_count(); ++f) {
      one_of.push_back({{"required", Json::array({message.oneof_decl(i)->field(f)->name()})}});
    }
    LEDGER_CHECK(i == 0);  // two would need allOf
    schema["oneOf"] = std::move(one_of);
  }
  all_[message.name()] = std::move(schema);
}

void MessageSchemas::AddEnum(const pb::EnumDescriptor& type) {
  if (all_.contains(type.name())) return;
  Json names = Json::array();
  std::string description = CommentOf(type);
  for (int i = 0; i < type.value_count(); ++i) {
    names.push_back(type.value(i)->name());
    absl::StrAppend(&description, "\n* `", type.value(i)->name(), "`: ",
                    CommentOf(*type.value(i)));
  }
  all_[type.name()] = {
      {"type", "string"}, {"description", std::move(description)}, {"enum", std::move(names)}};
}

Json MessageSchemas::Field(const pb::FieldDescriptor& field, Direction direction) {
  Json schema = Value(field, direction);
  if (field.is_repeated()) schema = {{"type", "array"}, {"items", std::move(schema)}};
  schema["description"] = CommentOf(field);
  return schema;
}

Json MessageSchemas::Value(const pb::FieldDescriptor& field, Direction direction) {
  switch (field.cpp_type()) {
    case pb::FieldDescriptor::CPPTYPE_STRING:
      if (field.type() == pb::FieldDescriptor::TYPE_STRING) return {{"type", "string"}};
      return {{"type", "string"}, {"contentEncoding", "base64"}};
    case pb::FieldDescriptor::CPPTYPE_BOOL:
      return {{"type", "boolean"}};
    case pb::FieldDescriptor::CPPTYPE_INT32:
    case pb::FieldDescriptor::CPPTYPE_UINT32:
      return Integer("int32");
    case pb::FieldDescriptor::CPPTYPE_INT64:
    case pb::FieldDescriptor::CPPTYPE_UINT64:
      return Long(direction);
    case pb::FieldDescriptor::CPPTYPE_FLOAT:
    case pb::FieldDescriptor::CPPTYPE_DOUBLE:
      return {{"type", "number"}};
    case pb::FieldDescriptor::CPPTYPE_ENUM:
      AddEnum(*field.enum_type());
      return Reference(field.enum_type()->name());
    case pb::FieldDescriptor::CPPTYPE_MESSAGE:
      if (field.message_type()->full_name() == kTimestamp) {
        return {{"type", "string"}, {"format", "date-time"}};
      }
      AddMessage(*field.message_type(), direction, {});
      return Reference(field.message_type()->name());
  }
  LEDGER_CHECK(false);
}

}  // namespace ledger::openapi
