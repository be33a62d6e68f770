// The frame that publishers with a schema registry put before a message: a zero byte, the schema's
// id in four bytes, big-endian, and the index of the message type. A raw protobuf message never
// starts with a zero byte (field number 0 does not exist), nor does JSON, so the two cannot be
// mixed up. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/status/statusor.h"

namespace ledger {

struct Unframed {
  std::string_view payload;                // the message; lives as long as the framed value
  std::optional<std::uint32_t> schema_id;  // the registry's id; none if there was no frame
};

// Returns the message in `value`, framed or not. Accepts the three spellings of "first message
// type" that are met in the wild. InvalidArgument: the frame is cut short, or names another message
// type; reject the record with this reason.
[[nodiscard]] absl::StatusOr<Unframed> StripConfluentFrame(std::string_view value);

}  // namespace ledger
