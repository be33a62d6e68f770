#include "ledger/admission/closed_check.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/admission/limits.h"

namespace ledger {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// Walks a message with the path of names that led there.
class Walk {
 public:
  explicit Walk(Complaints& complaints) : complaints_(complaints) {}

  void Check(const Message& message, const std::string& path) {
    const Reflection& reflection = *message.GetReflection();
    const auto& unknown = reflection.GetUnknownFields(message);
    if (!unknown.empty()) {
      complaints_.Add(
          RejectReason::kUnknownField, path,
          absl::StrCat("field number ", unknown.field(0).number(), " is not known to this version"),
          "upgrade the front door first, or leave the field out");
    }
    std::vector<const FieldDescriptor*> fields;
    reflection.ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
      const std::string name =
          path.empty() ? field->name() : absl::StrCat(path, ".", field->name());
      if (!field->is_repeated()) {
        CheckOne(message, *field, name);
        continue;
      }
      const int size = reflection.FieldSize(message, field);
      if (size > kListMax) {
        complaints_.Add(RejectReason::kTooLarge, name,
                        absl::StrCat(size, " entries, at most ", kListMax),
                        "divide it over several events");
        continue;
      }
      for (int i = 0; i < size; ++i)
        CheckEntry(message, *field, i, absl::StrCat(name, "[", i, "]"));
    }
  }

 private:
  void CheckOne(const Message& message, const FieldDescriptor& field, const std::string& name) {
    const Reflection& reflection = *message.GetReflection();
    std::string memory;
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      Check(reflection.GetMessage(message, &field), name);
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      CheckValue(field, reflection.GetEnumValue(message, &field), name);
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      CheckSize(reflection.GetStringReference(message, &field, &memory), name);
    }
  }

  void CheckEntry(const Message& message, const FieldDescriptor& field, int index,
                  const std::string& name) {
    const Reflection& reflection = *message.GetReflection();
    std::string memory;
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      Check(reflection.GetRepeatedMessage(message, &field, index), name);
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      CheckValue(field, reflection.GetRepeatedEnumValue(message, &field, index), name);
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      CheckSize(reflection.GetRepeatedStringReference(message, &field, index, &memory), name);
    }
  }

  void CheckValue(const FieldDescriptor& field, int number, const std::string& name) {
    if (field.enum_type()->FindValueByNumber(number) != nullptr) return;
    complaints_.Add(RejectReason::kUnknownValue, name,
                    absl::StrCat("the value ", number, " is not known to this version"),
                    absl::StrCat("use a value of ", field.enum_type()->full_name()));
  }

  void CheckSize(const std::string& value, const std::string& name) {
    const std::size_t max = name == "source"         ? kSourceBytesMax
                            : name == "publisher_id" ? kPublisherIdBytesMax
                            : name == "text"         ? kWordsBytesMax
                                                     : kFieldBytesMax;
    if (value.size() <= max) return;
    complaints_.Add(RejectReason::kTooLarge, name,
                    absl::StrCat(value.size(), " bytes, at most ", max), "shorten it");
  }

  Complaints& complaints_;
};

}  // namespace

void CheckClosed(const Message& message, Complaints& complaints) {
  Walk(complaints).Check(message, "");
}

}  // namespace ledger
