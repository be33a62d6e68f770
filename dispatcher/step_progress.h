// How far one step of a campaign has come on one partition. The scan's cursor is only a hint: after
// it, sweeps go on until nobody is left whose message may still be granted, and only then is the
// step finished (law 7). Pure.
#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "absl/time/time.h"
#include "ledger/core/ids.h"
#include "ledger/core/reason.h"
#include "ledger/ports/projection.h"

namespace dispatcher {

class StepProgress {
 public:
  // What the step needs next.
  enum class Need : std::uint8_t {
    kScan = 1,    // ask for the page behind cursor()
    kIntend = 2,  // Next() has a member to intend
    kWait = 3,    // members are in flight, or a sweep is not due yet
    kFinish = 4,  // a whole sweep found nobody left
    kDone = 5,
  };

  // `in_flight`: intents of this step in the table.
  [[nodiscard]] Need NeedAt(absl::Duration now, std::size_t in_flight) const;

  [[nodiscard]] const std::optional<ledger::ContactId>& cursor() const { return cursor_; }

  // Takes a page that was asked for at cursor(). `late`: the deadline is over, so whoever is held
  // back is intended too, to be denied for good.
  void TakePage(ledger::AudiencePage page, absl::Duration now, bool late);

  // A member was granted: the next sweep is worth its cost soon. Without this the pause between
  // sweeps doubles, up to a minute.
  void NoteGrant(absl::Duration now);

  // The next sweep need not wait beyond `at`.
  void Hurry(absl::Duration at) { next_sweep_ = std::min(next_sweep_, at); }

  // The next member to intend. REQUIRES: NeedAt() was kIntend.
  [[nodiscard]] ledger::AudienceMember Next();

  // What the last whole sweep counted: who stayed out and who was denied for good, by reason.
  [[nodiscard]] const std::map<ledger::Reason, std::uint64_t>& counts() const { return counts_; }

  void Finish() { finished_ = true; }

 private:
  std::deque<ledger::AudienceMember> open_;
  std::optional<ledger::ContactId> cursor_;
  bool sweeping_ = true;      // pages of the present sweep are still to come
  bool swept_clean_ = false;  // the last whole sweep found nobody left
  std::uint64_t left_ = 0;    // seen in the present sweep: may still be granted
  std::map<ledger::Reason, std::uint64_t> counting_;
  std::map<ledger::Reason, std::uint64_t> counts_;
  absl::Duration next_sweep_ = absl::ZeroDuration();
  absl::Duration pause_ = absl::Milliseconds(500);  // after the present sweep
  bool finished_ = false;
};

}  // namespace dispatcher
