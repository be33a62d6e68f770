// The values that a projection keeps beside the fold's states, and their bytes: an event with what
// became of it, the meta value that goes with every commit, a step's counts. Grammars stand above
// each; the parts are those of ledger/codec/byte_codec.h.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "ledger/core/apply.h"
#include "ledger/core/digest.h"
#include "ledger/core/partition_state.h"
#include "ledger/ports/log_reader.h"
#include "ledger/ports/projection.h"
#include "projector/fold/mix_hash.h"

namespace projector {

// What a stream of work may have to say about an event, so that it need not decode the others.
enum class FeedKind : std::uint8_t {
  kNothing = 0,
  kIntent = 1,  // has a verdict
  kClaim = 2,
  kMayOwe = 3,  // a request, a decision, a withdrawal, a zone: may have made texts due (again)
  kReply = 4,   // a text that waits, or waited, for its decision
};

// One record with what became of it.
//   event = flags(feed + 8*hold_back + 16*about_partition) disposition reason signed(appended_at)
//           signed(time - appended_at) varint(offset - duplicate_of, 0: none)
//           [contact varint(offset - previous, 0: none)] detail value...
struct StoredEvent {
  FeedKind feed = FeedKind::kNothing;
  bool about_partition = false;
  ledger::ContactId contact;  // none if about the partition
  ledger::TimeMs appended_at_ms = ledger::kNoTime;
  ledger::TimeMs time_ms = ledger::kNoTime;     // the partition's time after it
  ledger::Offset previous = ledger::kNoOffset;  // the contact's record before this one
  ledger::Disposition disposition = ledger::Disposition::kApplied;
  ledger::Reason reason = ledger::Reason::kNone;
  ledger::Offset duplicate_of = ledger::kNoOffset;
  bool hold_back = false;
  std::string detail;
  std::string value;  // as it stands in the log

  friend bool operator==(const StoredEvent&, const StoredEvent&) = default;
};

[[nodiscard]] std::string EncodeStoredEvent(ledger::Offset offset, const StoredEvent& event);
// The same behind what is in `bytes`, with `value` instead of the event's own: saves a copy of it.
void AppendStoredEvent(ledger::Offset offset, const StoredEvent& event, std::string_view value,
                       std::string& bytes);
// DataLoss: not the bytes of an event of this format; the projection has to be rebuilt.
absl::StatusOr<StoredEvent> DecodeStoredEvent(ledger::Offset offset, std::string_view bytes);
// Whether a stream of work may have something to say about the encoded event.
[[nodiscard]] bool MayFeed(std::string_view encoded);
// The record of a stored event, decoded again.
[[nodiscard]] ledger::Record RecordOf(ledger::Offset offset, const StoredEvent& event);

// A sum over all states; see mix_hash.h.
struct DigestSum {
  Hash128 contacts;
  Hash128 messages;
  friend bool operator==(const DigestSum&, const DigestSum&) = default;
};

// The hash by which a reader knows the last record that it folded.
using RecordHash = ledger::Sha256Digest;
[[nodiscard]] RecordHash HashOf(const ledger::LogRecord& record);

// What is committed with every batch.
//   meta = 1 signed(next) last_hash(32) 4*varint partition
struct FoldMeta {
  ledger::Offset next = 0;  // all below is reflected
  RecordHash last_hash{};   // of the record at next - 1
  DigestSum sum;
  ledger::PartitionState partition;
  friend bool operator==(const FoldMeta&, const FoldMeta&) = default;
};

[[nodiscard]] std::string EncodeFoldMeta(const FoldMeta& meta);
absl::StatusOr<FoldMeta> DecodeFoldMeta(std::string_view bytes);

// The digest of a partition's state in lower-case hex: equal logs give equal digests.
[[nodiscard]] std::string DigestOf(const FoldMeta& meta);

//   result = 1 8*varint reason-count* reason-count* signed(first) signed(last) signed(finished)
// The step itself stands in the key.
[[nodiscard]] std::string EncodeStepResult(const ledger::StepResult& result);
absl::StatusOr<ledger::StepResult> DecodeStepResult(std::uint32_t step, std::string_view bytes);

}  // namespace projector
