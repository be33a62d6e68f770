// The intents of one dispatcher whose fate is not settled: the heart of its side of the send
// protocol (send.pml is the checked model). A verdict is acted on only for an intent that stands
// here, matched by intent id and nothing else; the entry is taken out before the first byte leaves,
// so a stream that repeats itself finds nothing. Keeps law 3. Pure.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "ledger/core/facts_sending.h"
#include "ledger/core/ids.h"
#include "ledger/core/phone_number.h"
#include "ledger/ports/work_stream.h"

namespace dispatcher {

// An intent, and all that is needed to send its text once it is granted.
struct PendingIntent {
  ledger::SendIntended intended;
  ledger::PartitionId partition = 0;
  ledger::AccountId account;
  ledger::ContactId contact;
  std::string sealed_number;
  // Opened from it and checked, where the window needed it: personal, never logged. Nothing: the
  // sender opens it.
  std::optional<ledger::PhoneNumber> number;
  std::string text;     // the words, UTF-8: personal, never logged
  absl::Duration born;  // monotonic, from before the append: the grant's age counts from here
  ledger::Offset granted_at = ledger::kNoOffset;  // of the intent, once its grant is known
};

// Whether a revocation or a reply of the contact at `offset` takes back the granted intent.
[[nodiscard]] bool IsHeldBack(const PendingIntent& intent, const ledger::ContactId& contact,
                              ledger::Offset offset);

// A verdict that settles nothing here: the intent is not, or no longer, in the table.
enum class Settled : std::uint8_t { kNotOurs = 0, kGranted = 1, kDenied = 2 };

// Thread rule: one thread.
class IntentTable {
 public:
  // Adds an intent before it is appended. REQUIRES: no intent of the same message is in the table.
  void Add(PendingIntent intent);

  [[nodiscard]] bool HasMessage(const ledger::MessageId& message) const;
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

  // How many intents of the line are in the table.
  [[nodiscard]] std::size_t CountLine(const ledger::LineId& line) const;

  // Notes a verdict. kDenied takes the entry out; kGranted marks it.
  Settled Note(const ledger::VerdictGiven& verdict, ledger::Offset offset);

  // Takes out the intent that is to be sent next: granted, younger than its age limit, and of a
  // line that `has_room`; the most urgent class first, then the oldest. Nothing: there is none. A
  // line whose first intent is too old waits for TakeTooOld().
  [[nodiscard]] std::optional<PendingIntent> TakeNextGranted(
      absl::Duration now, const std::function<bool(const ledger::LineId&)>& has_room);

  // Takes out the granted intents that are older than their age limit.
  [[nodiscard]] std::vector<PendingIntent> TakeTooOld(absl::Duration now);

  // Takes out the granted intents that are to be given back.
  [[nodiscard]] std::vector<PendingIntent> TakeGrantedOf(
      const std::function<bool(const PendingIntent&)>& which);

 private:
  // A granted intent at its place in the order of sending: urgency, born, id.
  using Place = std::tuple<int, absl::Duration, ledger::IntentId>;
  // When a granted intent grows too old, and which one.
  using Expiry = std::pair<absl::Duration, ledger::IntentId>;
  [[nodiscard]] static Place PlaceOf(const PendingIntent& intent);
  [[nodiscard]] static Expiry ExpiryOf(const PendingIntent& intent);
  PendingIntent Take(const ledger::IntentId& intent);
  void PutGranted(const PendingIntent& intent);
  void DropGranted(const PendingIntent& intent);

  absl::flat_hash_map<ledger::IntentId, PendingIntent> entries_;
  absl::flat_hash_map<ledger::MessageId, ledger::IntentId> by_message_;
  std::map<ledger::LineId, std::size_t> line_counts_;
  // The granted ones of entries_. By line, for room is a line's: however many texts wait for a line
  // without room, they cost one question.
  std::map<ledger::LineId, std::set<Place>> granted_;     // no set is empty
  std::set<std::pair<Place, ledger::LineId>> first_;      // the first of each line
  std::set<Expiry> expiries_;
};

}  // namespace dispatcher
