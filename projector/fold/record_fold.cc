#include "projector/fold/record_fold.h"

#include <optional>
#include <utility>
#include <variant>

#include "ledger/core/apply.h"
#include "ledger/core/status_macros.h"
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
using ledger::TimeMs;

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
  const auto* concluded = std::get_if<ledger::SendConcluded>(&event->fact);
  const bool may_owe =
      std::holds_alternative<ledger::MessageRequested>(event->fact) ||
      std::holds_alternative<ledger::ReplyDecided>(event->fact) ||
      std::holds_alternative<ledger::ZoneTold>(event->fact) ||
      (concluded != nullptr && concluded->outcome == ledger::SendOutcome::kWithdrawn);
  return may_owe ? FeedKind::kMayOwe : FeedKind::kNothing;
}

void PutStored(const Record& record, const LogRecord& raw, Offset previous, Effect effect,
               TimeMs time_ms, std::string& stored) {
  StoredEvent event;
  event.feed = FeedOf(record, effect);
  event.about_partition = record.about_partition;
  event.contact = record.contact;
  event.appended_at_ms = record.appended_at_ms;
  event.time_ms = time_ms;
  event.previous = previous;
  event.disposition = effect.disposition;
  event.reason = effect.reason;
  event.duplicate_of = effect.duplicate_of;
  event.hold_back = effect.hold_back;
  event.detail = std::move(effect.detail);
  AppendStoredEvent(record.offset, event, raw.value, stored);
}

absl::Status CountGrant(const Event& event, const MessageState& message, TimeMs now_ms,
                        FoldStates& states) {
  if (message.campaign.value().empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(ledger::StepResult * result,
                   states.Result({{event.account, message.campaign}, message.step}));
  NoteGrant(now_ms, *result);
  return absl::OkStatus();
}

// Moves a message's count from where it stood to where it stands.
absl::Status CountChange(const Event& event, const MessageState& before, const MessageState& after,
                         Offset epoch, FoldStates& states) {
  if (before == after) return absl::OkStatus();
  for (const auto& [message, by] : {std::pair(&before, -1), std::pair(&after, 1)}) {
    if (message->campaign.value().empty()) continue;
    ASSIGN_OR_RETURN(ledger::StepResult * result,
                     states.Result({{event.account, message->campaign}, message->step}));
    CountMessage(*message, epoch, by, *result);
  }
  return absl::OkStatus();
}

// What facts about the partition do to the counts of steps.
absl::Status CountPartitionFact(const Record& record, const Effect& effect, FoldStates& states) {
  for (const ledger::OpenGrant& open : effect.became_unknown) {
    if (open.step.campaign.campaign.value().empty()) continue;
    ASSIGN_OR_RETURN(ledger::StepResult * result, states.Result(open.step));
    MoveToUnknown(*result);
  }
  const Event* event = EventOf(record);
  const auto* finished =
      event == nullptr ? nullptr : std::get_if<ledger::StepFinished>(&event->fact);
  if (finished == nullptr || effect.disposition != Disposition::kApplied) return absl::OkStatus();
  const StepKey step{{event->account, finished->campaign}, finished->step};
  ASSIGN_OR_RETURN(ledger::StepResult * result, states.Result(step));
  result->finished_at = record.offset;
  result->excluded.clear();
  for (const ledger::ReasonCount& count : finished->counts) {
    if (count.count > 0) result->excluded[count.reason] += count.count;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> FoldRecord(const Record& record, const LogRecord& raw,
                                       FoldStates& states, FoldMeta& meta, std::string& stored) {
  PartitionState& partition = meta.partition;
  std::optional<ledger::ContactState> scratch_contact;
  std::optional<MessageState> scratch_message;
  const Event* event = EventOf(record);
  const ledger::MessageId id = event == nullptr ? ledger::MessageId() : MessageOf(event->fact);
  ledger::ContactState& contact =
      record.about_partition ? scratch_contact.emplace() : states.Contact(record.contact);
  MessageState& message = id.empty() ? scratch_message.emplace() : states.Message(id);
  const Offset previous = contact.last_offset;
  const MessageState before = message;

  ledger::FoldState state{partition, contact, message, std::nullopt};
  if (event != nullptr) state.seen_at = states.SeenAt(event->id);
  Effect effect = ledger::Apply(state, record);
  if (effect.disposition == Disposition::kHalts) return effect.detail;

  if (event != nullptr && effect.disposition != Disposition::kBlocked) {
    states.NoteSeen(event->id, record.offset);
  }
  if (!id.empty()) {
    RETURN_IF_ERROR(CountChange(*event, before, message, partition.epoch, states));
    if (effect.disposition == Disposition::kGranted) {
      RETURN_IF_ERROR(CountGrant(*event, message, partition.time_ms, states));
    }
  }
  if (record.about_partition) {
    RETURN_IF_ERROR(CountPartitionFact(record, effect, states));
  }
  PutStored(record, raw, previous, std::move(effect), partition.time_ms, stored);
  meta.next = record.offset + 1;
  return std::string();
}

}  // namespace projector
