// What one stream of work has still to be told about one partition (ledger/ports/work_stream.h). It
// keeps nothing but a place: verdicts, claims and notices are read from the events at it, owed
// texts and waiting replies from the states. So a stream that starts again repeats itself, a slow
// one costs no memory, and both the simulation and the gRPC service serve the same. Pure but for
// its reading of the store.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "ledger/ports/work_stream.h"
#include "projector/fold/partition_projection.h"

namespace projector {

// Thread rule: one thread owns it.
class WorkFeed {
 public:
  WorkFeed(ledger::WorkKind kind, ledger::PartitionId partition, ledger::Offset from)
      : kind_(kind), partition_(partition), from_(from) {}

  // Adds the next items to `out`: a bounded share of what is ready, and FoldedTo when all is told.
  // `now` is monotonic time. Returns whether more is ready at once. DataLoss: a damaged store.
  absl::StatusOr<bool> Take(const Reading& reading, absl::Duration now,
                            std::vector<ledger::WorkItem>& out);

 private:
  // Where a turn ended in the middle of a contact: all up to here is told.
  struct ToldWithin {
    ledger::ContactId contact;
    ledger::MessageId message;  // of what is due
    ledger::Offset position;    // of the replies that wait
  };
  enum class Phase {
    kStart,
    kHistory,  // verdicts, claims and notices from `from_` on, up to where the stream started
    kOwed,     // all that is owed or waits
    kLive,     // everything that follows
  };

  absl::Status TakeEvents(const Reading& reading, ledger::Offset end,
                          std::vector<ledger::WorkItem>& out);
  absl::Status TakeOwed(const Reading& reading, std::vector<ledger::WorkItem>& out);
  using TurnIsOver = std::function<bool()>;
  absl::Status TakeDueOf(const ledger::ContactId& id, const ledger::ContactState& contact,
                         const StateStore& store, const TurnIsOver& over,
                         std::vector<ledger::WorkItem>& out);
  absl::Status TakeHeldOf(const ledger::ContactId& id, const ledger::ContactState& contact,
                          const StateStore& store, const TurnIsOver& over,
                          std::vector<ledger::WorkItem>& out);
  void TellPosition(const Reading& reading, absl::Duration now, std::vector<ledger::WorkItem>& out);
  absl::Status See(ledger::Offset offset, const StoredEvent& event, const Reading& reading,
                   std::vector<ledger::WorkItem>& out) const;
  absl::Status SeeOwing(ledger::Offset offset, const StoredEvent& event, const Reading& reading,
                        std::vector<ledger::WorkItem>& out) const;

  const ledger::WorkKind kind_;
  const ledger::PartitionId partition_;
  const ledger::Offset from_;
  Phase phase_ = Phase::kStart;
  ledger::Offset cursor_ = 0;   // the next event to look at
  ledger::Offset started_ = 0;  // the position when the stream started
  std::optional<ledger::ContactId> owed_after_;
  std::optional<ToldWithin> told_within_;
  ledger::Offset told_ = ledger::kNoOffset;  // of the last FoldedTo
  bool told_halted_ = false;
  absl::Duration told_at_;
};

}  // namespace projector
