// The fold: what each record does. The only place where an event changes anything; projector,
// rebuild, auditors and the simulation all replay through it, so equal logs give equal states (law
// 5). Pure: no clock, no settings, no I/O.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/core/contact_state.h"
#include "ledger/core/event.h"
#include "ledger/core/message_state.h"
#include "ledger/core/partition_state.h"
#include "ledger/core/reason.h"

namespace ledger {

// What became of a record. Stored with the history: never renumber.
enum class Disposition : std::uint8_t {
  kApplied = 1,
  kIgnored = 2,  // changed nothing, for `reason`
  kGranted = 3,  // a send intent that may be acted on
  kDenied = 4,   // a send intent that may not, for `reason`
  kBlocked = 5,  // not understood: the contact is blocked until somebody resolves it
  kHalts = 6,    // not understood, and about the partition: folding must stop before this record
};

// What a record did, beside the new states.
struct Effect {
  Disposition disposition = Disposition::kApplied;
  Reason reason = Reason::kNone;    // also set on kApplied where an opt-in has no effect now
  Offset duplicate_of = kNoOffset;  // with Reason::kDuplicate
  bool hold_back = false;           // senders withdraw at once what they hold for this contact
  std::vector<OpenGrant> became_unknown;  // grants that a new claim left without a holder
  std::string detail;                     // for kBlocked and kHalts: what was not understood

  [[nodiscard]] static Effect Ignored(Reason why) {
    Effect effect;
    effect.disposition = Disposition::kIgnored;
    effect.reason = why;
    return effect;
  }
};

// The states that a record is folded into. The caller loads them and keeps what comes back.
struct FoldState {
  PartitionState& partition;
  ContactState& contact;  // of the record's key; a scratch value for records about the partition
  MessageState& message;  // of MessageOf(fact); a scratch value if that is empty
  std::optional<Offset> seen_at;  // where an event of this id stands already, if one does
};

// The reply that stands at `offset` of the log as `event`, as it waits for its decision. `now_ms`:
// the partition's time there. Its asks are left out.
[[nodiscard]] HeldReply ReplyOf(const EventId& event, const KeywordReplied& fact, TimeMs now_ms,
                                Offset offset);

// Folds `record` into `state`. Total: accepts any record in any state. On kHalts nothing has
// changed, the record must not count as folded, and the partition stays where it is until a binary
// that knows the record takes over. On kBlocked the event's id does not count as seen; in every
// other case it does.
Effect Apply(FoldState state, const Record& record);

}  // namespace ledger
