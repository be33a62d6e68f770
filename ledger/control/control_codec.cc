#include "ledger/control/control_codec.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <climits>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "ledger/core/digest.h"
#include "ledger/core/ids.h"

namespace ledger {
namespace {

namespace pb = google::protobuf;

// Returns what is unknown in `message` or in the messages inside it; empty: nothing.
std::string Unknown(const pb::Message& message) {
  const pb::Reflection& reflection = *message.GetReflection();
  const auto& unknown = reflection.GetUnknownFields(message);
  if (!unknown.empty()) {
    return absl::StrCat("field ", unknown.field(0).number(), " of ",
                        message.GetDescriptor()->name());
  }
  std::vector<const pb::FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const pb::FieldDescriptor* field : fields) {
    if (field->cpp_type() == pb::FieldDescriptor::CPPTYPE_ENUM) {
      const int value = reflection.GetEnumValue(message, field);
      if (field->enum_type()->FindValueByNumber(value) == nullptr) {
        return absl::StrCat("value ", value, " of ", field->full_name());
      }
    }
    if (field->cpp_type() != pb::FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      std::string inner =
          Unknown(field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                       : reflection.GetMessage(message, field));
      if (!inner.empty()) return inner;
    }
  }
  return "";
}

}  // namespace

void GiveCommandId(consent::v1::ControlRecord& record) {
  record.clear_event_id();
  const Sha256Digest digest = Sha256(record.SerializeAsString());
  record.set_event_id(digest.data(), EventId::kSize);
}

absl::StatusOr<std::string> EncodeControl(const consent::v1::ControlRecord& record) {
  std::string value = record.SerializeAsString();
  if (const absl::Status read = DecodeControl(value).status(); !read.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "nobody could read this command (", read.message(), "), so it was not appended"));
  }
  return value;
}

absl::StatusOr<consent::v1::ControlRecord> DecodeControl(std::string_view value) {
  consent::v1::ControlRecord record;
  if (value.size() > INT_MAX ||
      !record.ParseFromArray(value.data(), static_cast<int>(value.size()))) {
    return absl::DataLossError("not a consent.v1.ControlRecord, or a text in it is not UTF-8");
  }
  const std::string unknown = Unknown(record);
  if (!unknown.empty()) {
    return absl::DataLossError(absl::StrCat(
        "unknown ", unknown, "; mend: upgrade this process to the version that wrote it"));
  }
  if (record.event_id().size() != EventId::kSize) {
    return absl::DataLossError("event_id is not 16 bytes");
  }
  if (record.command_case() == consent::v1::ControlRecord::COMMAND_NOT_SET) {
    return absl::DataLossError("no command, or one that this version does not know");
  }
  return record;
}

}  // namespace ledger
