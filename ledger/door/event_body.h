// The bodies of POST /v1/events: one event in protobuf or JSON, or many in a protobuf batch or in
// NDJSON. What cannot be read is a problem of its own event, not of its neighbours. Pure.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "consent/v1/intake.pb.h"

namespace ledger {

// Events in one request, at most.
inline constexpr std::size_t kBatchEventsMax = 10'000;

enum class BodyFormat { kProtobuf, kJson };

struct EventBody {
  BodyFormat format = BodyFormat::kJson;  // of the answer, too
  bool batch = false;
  // An event, or what is wrong with its bytes.
  std::vector<std::variant<consent::v1::IntakeEvent, std::string>> events;
};

// Reads `body` as its Content-Type says: application/x-protobuf (or application/protobuf), with
// messageType=consent.v1.IntakeBatch for a batch; application/json; application/x-ndjson.
// Unimplemented: another type (415). InvalidArgument: a batch whose frame is broken, or that is too
// large. The texts hold nothing personal.
[[nodiscard]] absl::StatusOr<EventBody> ReadEventBody(std::string_view content_type,
                                                      std::string_view body);

}  // namespace ledger
