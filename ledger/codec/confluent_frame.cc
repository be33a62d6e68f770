#include "ledger/codec/confluent_frame.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace ledger {
namespace {

constexpr std::size_t kHeaderBytes = 5;  // the zero byte and the schema's id

std::uint32_t ReadSchemaId(std::string_view value) {
  std::uint32_t id = 0;
  for (std::size_t i = 1; i < kHeaderBytes; ++i) {
    id = (id << 8) | static_cast<unsigned char>(value[i]);
  }
  return id;
}

}  // namespace

absl::StatusOr<Unframed> StripConfluentFrame(std::string_view value) {
  if (value.empty() || value.front() != '\0') {
    return Unframed{.payload = value, .schema_id = std::nullopt};
  }
  if (value.size() <= kHeaderBytes) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the Confluent frame is cut short after ", value.size(),
        " bytes; mend: send the whole record, or the bare protobuf message without a frame"));
  }
  const std::uint32_t id = ReadSchemaId(value);
  const std::string_view rest = value.substr(kHeaderBytes);
  const unsigned char first = static_cast<unsigned char>(rest[0]);
  if (first == 0) return Unframed{.payload = rest.substr(1), .schema_id = id};
  // A list of one index, which is 0: its length as a zig-zag varint (2), or as a plain one (1).
  if ((first == 2 || first == 1) && rest.size() >= 2 && rest[1] == '\0') {
    return Unframed{.payload = rest.substr(2), .schema_id = id};
  }
  return absl::InvalidArgumentError(
      absl::StrCat("the Confluent frame of schema ", id,
                   " names another message than the first of its file; mend: send "
                   "consent.v1.IntakeEvent, the first message of intake.proto"));
}

}  // namespace ledger
