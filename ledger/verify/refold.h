// The whole log, folded again from its first record with states in memory, and shown record by
// record to whoever checks the laws. Uses the fold (ledger/core/apply.h) and nothing of the
// projector's, so that a fault there cannot hide itself.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "absl/container/node_hash_map.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "ledger/codec/record_codec.h"
#include "ledger/core/apply.h"
#include "ledger/ports/clock.h"
#include "ledger/ports/log_reader.h"
#include "ledger/verify/breach.h"

namespace ledger::verify {

// What is known of one partition after its last folded record.
struct PartitionFold {
  PartitionState state;
  absl::node_hash_map<ContactId, ContactState> contacts;
  absl::node_hash_map<MessageId, MessageState> messages;
  absl::node_hash_map<EventId, Offset> seen;
  Offset next = 0;
  bool closed = false;  // a breach stopped the fold here
};

// One record with what became of it. References live during the call.
struct Observed {
  PartitionId partition = 0;
  const Record& record;
  const Effect& effect;
  const PartitionFold& fold;      // after the record
  const ContactState& before;     // the contact before the record; scratch for `~p`
  const ContactState& after;      // and after it
  Reason judged = Reason::kNone;  // for an intent: Judge() at its place, asked apart from the fold
};

// Thread rule: one thread.
class Refold {
 public:
  using OnRecord = std::function<void(const Observed&)>;
  explicit Refold(OnRecord on_record) : on_record_(std::move(on_record)) {}

  // Folds the next record of its partition. A hole in the offsets, or a record that halts the
  // partition, is a breach: the partition is closed and the rest of it is passed over.
  void Add(const LogRecord& record);

  [[nodiscard]] const std::map<PartitionId, PartitionFold>& partitions() const {
    return partitions_;
  }
  [[nodiscard]] const std::vector<Breach>& breaches() const { return breaches_; }
  [[nodiscard]] std::uint64_t records() const { return records_; }

 private:
  void Fold(PartitionId partition, const Record& record, PartitionFold& fold);

  OnRecord on_record_;
  Decoder decoder_;
  std::map<PartitionId, PartitionFold> partitions_;
  std::vector<Breach> breaches_;
  std::uint64_t records_ = 0;
};

// Reads `topic` from `from` (a partition that it does not name: the first record) to `end` (both
// next offsets), in order within each partition, and shows every record to `on_record`.
// DeadlineExceeded: nothing came for `patience`; errors else as the reader's. Records behind `end`
// are passed over.
absl::Status ReadAll(LogReader& reader, std::string_view topic,
                     const std::map<PartitionId, Offset>& end, const Clock& clock,
                     absl::Duration patience,
                     const std::function<void(const LogRecord&)>& on_record,
                     const std::map<PartitionId, Offset>& from = {});

}  // namespace ledger::verify
