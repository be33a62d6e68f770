// JSON Schemas of protobuf messages, as their JSON looks at our doors: field names as the .proto
// has them, descriptions from its comments. Made from the descriptors, so they cannot drift.
#pragma once

#include <cstddef>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>

#include "google/protobuf/descriptor.h"

namespace ledger::openapi {

using Json = nlohmann::ordered_json;

// intake.proto and what it imports, a serialised FileDescriptorSet with comments. Generated.
extern const unsigned char kIntakeDescriptors[];
extern const std::size_t kIntakeDescriptorsSize;

// Input is strict and takes 64-bit numbers in both forms; an answer may gain fields, and has all of
// those that are not in `optional`.
enum class Direction { kInput, kAnswer };

// Schemas of messages and of all that they contain, by their short names.
class MessageSchemas {
 public:
  MessageSchemas();

  // Adds the message `name` of consent.v1 (which must exist) and what it contains.
  void Add(std::string_view name, Direction direction, const std::set<std::string>& optional = {});

  [[nodiscard]] const Json& all() const { return all_; }

 private:
  Json Field(const google::protobuf::FieldDescriptor& field, Direction direction);
  Json Value(const google::protobuf::FieldDescriptor& field, Direction direction);
  void AddMessage(const google::protobuf::Descriptor& message, Direction direction,
                  const std::set<std::string>& optional);
  void AddEnum(const google::protobuf::EnumDescriptor& type);

  google::protobuf::DescriptorPool pool_;
  Json all_ = Json::object();
};

}  // namespace ledger::openapi
