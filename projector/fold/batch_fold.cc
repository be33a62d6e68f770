#include "projector/fold/batch_fold.h"

#include <utility>
#include <variant>

#include "ledger/core/apply.h"
#include "ledger/core/status_macros.h"
#include "projector/fold/batch_states.h"
#include "projector/fold/step_results.h"

namespace projector {
namespace {

using ledger::Disposition;
using ledger::Effect;
using ledger::Event;
using ledger::LogRecord;
using ledger::MessageState;
using ledger::Offset;
using ledger::PartitionState;
using ledger::Reason;
using ledger::Record;
using ledger::StepKey;

const Event* EventOf(const Record& record) { return std::get_if<Event>(&record.content); }

FeedKind FeedOf(const Record& record, const Effect& effect) {
  const Event* event = EventOf(record);
  if (event == nullptr) return FeedKind::kNothing;
  // A repeat had its answer when it came first.
  if (effect.disposition == Disposition::kIgnored && effect.reason == Reason::kDuplicate) {
    return FeedKind::kNothing;
  }
  if (std::holds_alternative<ledger::SendIntended>(event->fact)) return FeedKind::kIntent;
  if (effect.disposition != Disposition::kApplied) return FeedKind::kNothing;
  if (std::holds_alternative<ledger::DispatcherClaimed>(event->fact)) return FeedKind::kClaim;
  if (std::holds_alternative<ledger::KeywordReplied>(event->fact)) return FeedKind::kReply;
  const bool may_owe = std::holds_alternative<ledger::MessageRequested>(event->fact) ||
                       std::holds_alternative<ledger::ReplyDecided>(event->fact);
  return may_owe ? FeedKind::kMayOwe : FeedKind::kNothing;
}

StoredEvent ToStored(const Record& record, const LogRecord& raw, Offset previous, Effect effect,
                     ledger::TimeMs time_ms) {
  StoredEvent stored;
  stored.feed = FeedOf(record, effect);
  stored.about_partition = record.about_partition;
  stored.contact = record.contact;
  stored.appended_at_ms = record.appended_at_ms;
  stored.time_ms = time_ms;
  stored.previous = previous;
  stored.disposition = effect.disposition;
  stored.reason = effect.reason;
  stored.duplicate_of = effect.duplicate_of;
  stored.hold_back = effect.hold_back;
  stored.detail = std::move(effect.detail);
  stored.value = std::string(raw.value);
  return stored;
}

// One batch on its way: what the loop over its records carries along.
struct Run {
  BatchStates states;
  StateChanges changes;
};

absl::Status CountGrant(const Event& event, const MessageState& message, ledger::TimeMs now_ms,
                        Run& run) {
  if (message.campaign.value().empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(ledger::StepResult * result,
                   run.states.Result({{event.account, message.campaign}, message.step}));
  NoteGrant(now_ms, *result);
  return absl::OkStatus();
}

// Moves a message's count from where it stood to where it stands.
absl::Status CountChange(const Event& event, const MessageState& before, const MessageState& after,
                         Offset epoch, Run& run) {
  if (before == after) return absl::OkStatus();
  for (const auto& [message, by] : {std::pair(&before, -1), std::pair(&after, 1)}) {
    if (message->campaign.value().empty()) continue;
    ASSIGN_OR_RETURN(ledger::StepResult * result,
                     run.states.Result({{event.account, message->campaign}, message->step}));
    CountMessage(*message, epoch, by, *result);
  }
  return absl::OkStatus();
}

// What facts about the partition do to the counts of steps.
absl::Status CountPartitionFact(const Record& record, const Effect& effect,
                                const PartitionState& partition, Run& run) {
  for (const ledger::OpenGrant& open : effect.became_unknown) {
    if (open.step.campaign.campaign.value().empty()) continue;
    ASSIGN_OR_RETURN(ledger::StepResult * result, run.states.Result(open.step));
    MoveToUnknown(*result);
  }
  const Event* event = EventOf(record);
  const auto* finished =
      event == nullptr ? nullptr : std::get_if<ledger::StepFinished>(&event->fact);
  if (finished == nullptr || effect.disposition != Disposition::kApplied) return absl::OkStatus();
  const StepKey step{{event->account, finished->campaign}, finished->step};
  const auto at = partition.finished.find(step);
  // Only the first one closes a step.
  if (at == partition.finished.end() || at->second != record.offset) return absl::OkStatus();
  ASSIGN_OR_RETURN(ledger::StepResult * result, run.states.Result(step));
  result->finished_at = record.offset;
  result->excluded.clear();
  for (const ledger::ReasonCount& count : finished->counts) {
    if (count.count > 0) result->excluded[count.reason] += count.count;
  }
  return absl::OkStatus();
}

// Folds one record. Returns why the partition halts before it, or an empty string.
absl::StatusOr<std::string> FoldOne(const Record& record, const LogRecord& raw, Run& run) {
  PartitionState& partition = run.changes.meta.partition;
  ledger::ContactState scratch_contact;
  MessageState scratch_message;
  const Event* event = EventOf(record);
  const ledger::MessageId id = event == nullptr ? ledger::MessageId() : MessageOf(event->fact);
  ledger::ContactState& contact =
      record.about_partition ? scratch_contact : run.states.Contact(record.contact);
  MessageState& message = id.empty() ? scratch_message : run.states.Message(id);
  const Offset previous = contact.last_offset;
  const MessageState before = message;

  ledger::FoldState state{partition, contact, message, std::nullopt};
  if (event != nullptr) state.seen_at = run.states.SeenAt(event->id);
  Effect effect = ledger::Apply(state, record);
  if (effect.disposition == Disposition::kHalts) return effect.detail;

  if (event != nullptr && effect.disposition != Disposition::kBlocked) {
    run.states.NoteSeen(event->id, record.offset);
  }
  if (!id.empty()) {
    RETURN_IF_ERROR(CountChange(*event, before, message, partition.epoch, run));
    if (effect.disposition == Disposition::kGranted) {
      RETURN_IF_ERROR(CountGrant(*event, message, partition.time_ms, run));
    }
  }
  if (record.about_partition) {
    RETURN_IF_ERROR(CountPartitionFact(record, effect, partition, run));
  }
  run.changes.events.emplace_back(
      record.offset,
      EncodeStoredEvent(record.offset,
                        ToStored(record, raw, previous, std::move(effect), partition.time_ms)));
  run.changes.meta.next = record.offset + 1;
  return std::string();
}

}  // namespace

absl::Status BatchFold::Load() {
  ASSIGN_OR_RETURN(const std::optional<FoldMeta> meta, store_.LoadMeta());
  if (meta.has_value()) meta_ = *meta;
  seam_checked_ = meta_.next == 0;
  return absl::OkStatus();
}

absl::StatusOr<std::string> BatchFold::CheckSeam(std::span<const LogRecord>& records,
                                                 bool& checked) const {
  checked = seam_checked_;
  while (!records.empty() && records.front().offset < meta_.next) {
    const LogRecord& record = records.front();
    if (record.offset == meta_.next - 1 && !checked) {
      if (HashOf(record) != meta_.last_hash) {
        return "the log shows another record at offset " + std::to_string(record.offset) +
               " than the one that was folded: records were lost and replaced; accept the "
               "truncation and rebuild";
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
      return absl::DataLossError("partition " + std::to_string(partition_) + ": offset " +
                                 std::to_string(record.offset) + " came where " +
                                 std::to_string(expected) + " was due");
    }
    ++expected;
  }
  return std::string();
}

absl::StatusOr<FoldedBatch> BatchFold::Fold(std::span<const LogRecord> records) {
  FoldedBatch batch;
  ASSIGN_OR_RETURN(batch.halted_why, CheckSeam(records, batch.seam_checked));
  if (!batch.halted_why.empty() || records.empty()) return batch;

  std::vector<Record> decoded;
  decoded.reserve(records.size());
  for (const LogRecord& raw : records) {
    decoded.push_back(decoder_.Decode(raw.offset, raw.appended_at_ms, raw.key, raw.value));
  }
  Run run{BatchStates(store_), {}};
  run.changes.meta = meta_;
  run.changes.events.reserve(records.size());
  RETURN_IF_ERROR(run.states.Load(decoded));
  for (std::size_t i = 0; i < decoded.size(); ++i) {
    ASSIGN_OR_RETURN(std::string why, FoldOne(decoded[i], records[i], run));
    if (!why.empty()) {
      batch.halted_why = "offset " + std::to_string(decoded[i].offset) + ": " + why;
      break;
    }
    batch.advances = true;
  }
  if (!batch.advances) return batch;
  const auto last = static_cast<std::size_t>(run.changes.meta.next - records.front().offset) - 1;
  run.changes.meta.last_hash = HashOf(records[last]);
  RETURN_IF_ERROR(run.states.Collect(run.changes));
  batch.changes = std::move(run.changes);
  return batch;
}

}  // namespace projector
