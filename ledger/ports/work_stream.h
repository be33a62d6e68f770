// The port through which the projection hands out work: verdicts and owed texts to dispatchers,
// undecided replies to the keyword-handler. A stream may break and start again at any moment, and
// then repeats itself; whoever reads it acts only on what stands in its own table (section 6 of the
// design).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "ledger/core/contact_state.h"
#include "ledger/core/ids.h"
#include "ledger/core/reason.h"

namespace ledger {

// The fold's answer to a send intent.
struct VerdictGiven {
  IntentId intent;
  MessageId message;
  ContactId contact;
  bool granted = false;
  Reason reason = Reason::kNone;  // why not
  TimeMs at_ms = kNoTime;         // the partition's time at the verdict
};

// The contact revoked, or a reply of it waits to be understood: withdraw what is not yet out.
struct HoldBack {
  ContactId contact;
};

// A text is owed. Comes when it becomes due, and again for all that is still owed whenever the
// stream starts.
struct TextDue {
  ContactId contact;
  AccountId account;
  DueMessage due;
  std::string sealed_number;
  std::string sealed_details;  // of a request: its words
  std::string zone;            // that somebody told for the contact; empty: none
};

// A reply waits for its decision. Comes when it arrives, and again for all that wait whenever the
// stream starts; also for one that came when the contact had too many and that stands as a block: a
// revocation of it counts, and the block stays until a person resolves it.
struct ReplyHeld {
  ContactId contact;
  AccountId account;
  HeldReply reply;
  // The contact's consent now: the programs, the wider revocations and the erasure, nothing else.
  ContactState consent;
  std::string sealed_details;        // the words
  std::uint8_t provider_action = 0;  // ledger::ProviderAction
};

// A dispatcher claimed the partition; the epoch is the item's offset.
struct Claimed {};

// Nothing below `offset` of the item is missing; comes at least once a second.
struct FoldedTo {
  TimeMs time_ms = kNoTime;
  bool halted = false;
  Offset epoch = kNoOffset;  // of the claim that holds; kNoOffset: none is known
};

struct WorkItem {
  PartitionId partition = 0;
  Offset offset = kNoOffset;  // of the record that gave rise to it; for FoldedTo the next offset
  std::variant<VerdictGiven, HoldBack, TextDue, ReplyHeld, Claimed, FoldedTo> what;
};

enum class WorkKind : std::uint8_t {
  kSending = 1,  // VerdictGiven, HoldBack, TextDue, Claimed, FoldedTo
  kReplies = 2,  // ReplyHeld, FoldedTo
};

// Thread rule: one thread owns a stream.
class WorkStream {
 public:
  virtual ~WorkStream() = default;

  // Starts the stream, or starts it again. For each partition `from` is the offset from which
  // verdicts and claims are given (again); owed texts and waiting replies come whole in any case.
  virtual absl::Status Open(WorkKind kind, const std::map<PartitionId, Offset>& from) = 0;

  // Returns items in order within each partition; waits at most `wait` for the first. Unavailable:
  // the stream broke; call Open() again after a pause.
  virtual absl::StatusOr<std::vector<WorkItem>> Poll(absl::Duration wait) = 0;
};

}  // namespace ledger
