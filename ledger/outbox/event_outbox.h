// Appends events to the ledger until they are durable: the one way in which workers and the command
// line write there, so key, partition, id and encoding are right by construction. An append that
// fails for now, or whose fate is unknown, is repeated under the same event id, which the fold
// recognises (law 4: nothing is lost, and a repeat is a repeat).
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "ledger/core/event.h"
#include "ledger/core/ids.h"
#include "ledger/ports/appender.h"

namespace ledger {

// Thread rule: one thread, that of the appender. `appender` must outlive it.
class EventOutbox {
 public:
  // Called once, when the event is durable.
  using Durable = std::function<void(const Appended&)>;

  // `partitions`: of the ledger topic, frozen.
  EventOutbox(Appender& appender, std::int32_t partitions);
  ~EventOutbox();
  EventOutbox(const EventOutbox&) = delete;
  EventOutbox& operator=(const EventOutbox&) = delete;

  // Queues an event about a contact; its partition follows from the contact.
  void AddForContact(const ContactId& contact, const Event& event, Durable done = nullptr);
  // Queues an event about a partition.
  void AddForPartition(PartitionId partition, const Event& event, Durable done = nullptr);

  // Starts what is due at `now` (monotonic): new records at once, repeats after a pause. Call it in
  // every turn of the loop, beside the appender's Poll(). FailedPrecondition: the producer has
  // failed for good, or the broker refuses a record for good and the message names why; end the
  // process, what is not durable will be done again by whoever takes over.
  absl::Status Pump(absl::Duration now);

  // Events that are not durable yet.
  [[nodiscard]] std::size_t pending() const;

  [[nodiscard]] std::int32_t partitions() const { return partitions_; }

 private:
  struct Entry {
    OutgoingRecord record;
    Durable done;
    absl::Duration not_before = absl::ZeroDuration();
  };
  struct Shared;

  void Add(PartitionId partition, std::string key, const Event& event, Durable done);

  Appender& appender_;
  std::int32_t partitions_;
  std::shared_ptr<Shared>
      shared_;  // outlives this object in callbacks that the appender still holds
};

// The partition of a contact's events.
[[nodiscard]] PartitionId PartitionOfContact(const ContactId& contact, std::int32_t partitions);

}  // namespace ledger
