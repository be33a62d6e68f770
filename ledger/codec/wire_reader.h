// Collects what is wrong with a message while its fields are read: the first fault wins, and
// reading goes on, so that the reading code needs no branches.
#pragma once

#include <google/protobuf/message.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/core/strong_id.h"

namespace ledger {

class WireReader {
 public:
  [[nodiscard]] bool ok() const { return why_.empty(); }
  // What is wrong; empty while nothing is.
  [[nodiscard]] std::string TakeWhy() { return std::move(why_); }

  void Fail(std::string_view field, std::string_view what) {
    if (!why_.empty()) return;
    why_.append(field).append(": ").append(what);
  }

  // Refuses fields that this version does not know.
  void Closed(const google::protobuf::Message& message) {
    const auto& unknown = message.GetReflection()->GetUnknownFields(message);
    if (!unknown.empty()) [[unlikely]] {
      Fail(message.GetDescriptor()->name(),
           "unknown field " + std::to_string(unknown.field(0).number()));
    }
  }

  // Reads an enum whose values have the same numbers on both sides.
  template <typename Enum>
  Enum Value(int number, bool (*known)(int), std::string_view field) {
    if (!known(number)) [[unlikely]] {
      Fail(field, "unknown value " + std::to_string(number));
      return Enum{};
    }
    return static_cast<Enum>(number);
  }
  // The same, where "not given" makes no sense.
  template <typename Enum>
  Enum Required(int number, bool (*known)(int), std::string_view field) {
    if (number == 0) [[unlikely]]
      Fail(field, "not given");
    return Value<Enum>(number, known, field);
  }

  // Reads a 16-byte id, or none.
  template <typename Id>
  Id OptionalId(std::string_view raw, std::string_view field) {
    if (raw.empty()) return Id();
    return RequiredId<Id>(raw, field);
  }
  // Reads a 16-byte id that must be there; all zero is none.
  template <typename Id>
  Id RequiredId(std::string_view raw, std::string_view field) {
    const Id id = Id::FromBytes(raw);
    if (raw.size() != Id::kSize || id.empty()) [[unlikely]] {
      Fail(field, "an id of " + std::to_string(raw.size()) + " bytes, or all zero; want 16");
    }
    return id;
  }

 private:
  std::string why_;
};

}  // namespace ledger
