#include "projector/fold/batch_fold.h"

#include <utility>

#include "ledger/core/status_macros.h"
#include "projector/fold/batch_states.h"
#include "projector/fold/record_fold.h"

namespace projector {
using ledger::LogRecord;
using ledger::Offset;
using ledger::Record;

absl::Status BatchFold::Load() {
  ASSIGN_OR_RETURN(const std::optional<FoldMeta> meta, store_.LoadMeta());
  if (meta.has_value()) meta_ = *meta;
  seam_checked_ = meta_.next == 0;
  return absl::OkStatus();
}

std::string BatchFold::CheckSeam(std::span<const LogRecord>& records, bool& checked) const {
  checked = seam_checked_;
  while (!records.empty() && records.front().offset < meta_.next) {
    const LogRecord& record = records.front();
    if (record.offset == meta_.next - 1 && !checked) {
      if (HashOf(record) != meta_.last_hash) {
        return "the log shows another record at offset " + std::to_string(record.offset) +
               " than the one that was folded: records were lost and replaced; mend: restore the "
               "log, or `consent log accept-truncation --partition " +
               std::to_string(partition_) + "` and restart the projector with --rebuild";
      }
      checked = true;
    }
    records = records.subspan(1);
  }
  if (records.empty()) return std::string();
  if (!checked) {
    return "the log does not show the last folded record, offset " +
           std::to_string(meta_.next - 1) + ": rebuild the projection";
  }
  Offset expected = meta_.next;
  for (const LogRecord& record : records) {
    if (record.offset != expected) {
      return "the log has a gap: offset " + std::to_string(record.offset) + " came where " +
             std::to_string(expected) + " was due; was the topic compacted or cut?";
    }
    ++expected;
  }
  return std::string();
}

absl::StatusOr<FoldedBatch> BatchFold::Fold(std::span<const LogRecord> records) {
  FoldedBatch batch;
  batch.halted_why = CheckSeam(records, batch.seam_checked);
  if (!batch.halted_why.empty() || records.empty()) return batch;

  std::vector<Record> decoded;
  decoded.reserve(records.size());
  for (const LogRecord& raw : records) {
    decoded.push_back(decoder_.Decode(raw.offset, raw.appended_at_ms, raw.key, raw.value));
  }
  BatchStates states(store_);
  StateChanges changes;
  changes.meta = meta_;
  changes.events.reserve(records.size());
  RETURN_IF_ERROR(states.Load(decoded));
  for (std::size_t i = 0; i < decoded.size(); ++i) {
    std::string stored;
    ASSIGN_OR_RETURN(std::string why,
                     FoldRecord(decoded[i], records[i], states, changes.meta, stored));
    if (!why.empty()) {
      batch.halted_why = "offset " + std::to_string(decoded[i].offset) + ": " + why;
      break;
    }
    changes.events.emplace_back(decoded[i].offset, std::move(stored));
    batch.advances = true;
  }
  if (!batch.advances) return batch;
  const auto last = static_cast<std::size_t>(changes.meta.next - records.front().offset) - 1;
  changes.meta.last_hash = HashOf(records[last]);
  RETURN_IF_ERROR(states.Collect(changes));
  batch.changes = std::move(changes);
  return batch;
}

}  // namespace projector
