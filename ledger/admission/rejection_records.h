// What is written when input is refused that its source believes delivered: a record in the
// rejected topic with the sealed original, and, where the contact is known, an event in the ledger
// that blocks it. Pure but for the nonce of the envelope.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "ledger/admission/rejected.h"
#include "ledger/core/event.h"
#include "ledger/ports/appender.h"
#include "ledger/seal/key_ring.h"

namespace ledger {

// The input as it came.
struct RefusedInput {
  Origin origin = Origin::kUnknown;
  std::string topic;  // empty outside topics
  PartitionId partition = 0;
  Offset offset = kNoOffset;
  std::string source;        // the publisher's name, if it could be read
  std::string publisher_id;  // the publisher's own id, if it could be read
  std::string_view bytes;    // exactly as they came; need to live during the call only
  std::string media_type;    // of `bytes`
};

// The record for the rejected topic, with CloudEvents headers. Of input beyond kOriginalBytesMax it
// keeps the first bytes, and size and SHA-256 of all of them in its detail. NotFound: there is no
// key to seal the original under, not even the installation's; the input must wait.
[[nodiscard]] absl::StatusOr<OutgoingRecord> RejectedTopicRecord(const Rejected& rejected,
                                                                 const RefusedInput& input,
                                                                 std::string topic, absl::Time now,
                                                                 const KeyRing& keys);

// The event that blocks the contact; `at` is where the record above stands. The same input gives
// the same id wherever its rejection stands, so a repeat is a repeat. REQUIRES: rejected.blocks.
[[nodiscard]] absl::StatusOr<Event> BlockEvent(const Rejected& rejected, const RefusedInput& input,
                                               const Appended& at, const KeyRing& keys);

}  // namespace ledger
