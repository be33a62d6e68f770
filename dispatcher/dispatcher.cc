// The loop: claims, the stream, what verdicts and outcomes mean for what is planned. Planning
// itself is dispatcher_plan.cc.
#include "dispatcher/dispatcher.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/core/derive_ids.h"
#include "ledger/core/status_macros.h"

namespace dispatcher {
namespace {

constexpr absl::Duration kStreamPause = absl::Milliseconds(500);
// How long answers of the gateway are waited for while verdicts are outstanding.
constexpr absl::Duration kVerdictPause = absl::Milliseconds(1);

}  // namespace

Dispatcher::Dispatcher(const Conduct& conduct, const Desk& desk)
    : conduct_(conduct),
      desk_(desk),
      sender_(table_, desk_.gateway, desk_.outbox, desk_.keys,
              [this](const PendingIntent& intent, ledger::SendOutcome outcome) {
                Settle(intent, outcome);
              }) {
  for (ledger::PartitionId p = 0; p < desk_.outbox.partitions(); ++p) {
    if (static_cast<std::uint32_t>(p) % conduct_.shards == conduct_.shard) {
      partitions_[p];
      owned_.push_back(p);
    }
  }
}

absl::Status Dispatcher::RunOnce(absl::Duration wait) {
  if (!claim_queued_ && !stopping_) Claim();
  RETURN_IF_ERROR(desk_.outbox.Pump(desk_.clock.Monotonic()));
  if (!HasClaimed()) {
    sender_.TakeResults(wait);  // nothing is there: it only waits
    return absl::OkStatus();
  }
  // With attempts at the gateway the answers are waited for there, but never long while verdicts
  // may come.
  const bool attempting = sender_.InFlight() > 0;
  RETURN_IF_ERROR(Follow(attempting ? absl::ZeroDuration() : wait));
  // A command that cannot be understood may have been a stop (law 6).
  const bool may_send = !stopping_ && desk_.control.complete();
  if (may_send) {
    sender_.Withdraw([this](const PendingIntent& i) { return IsCalledOff(i); },
                     "the account or the campaign is stopped");
    sender_.SubmitGranted(desk_.clock.Monotonic());
  } else {
    sender_.Withdraw([](const PendingIntent&) { return true; },
                     stopping_ ? "the dispatcher stops"
                               : "the control topic holds a command that is not understood");
  }
  sender_.TakeResults(WaitForAnswers(wait));
  if (!streaming_ || !may_send) return desk_.outbox.Pump(desk_.clock.Monotonic());
  AppendHalts();
  const absl::Duration now = desk_.clock.Monotonic();
  PlanOwed(now);
  PlanSteps(now);
  return desk_.outbox.Pump(now);
}

// Each turn waits somewhere, or the loop would spin: at the gateway, unless nothing is under way
// there and the stream was waited for.
absl::Duration Dispatcher::WaitForAnswers(absl::Duration wait) const {
  if (!streaming_) return wait;
  if (sender_.InFlight() == 0) return absl::ZeroDuration();
  return table_.size() > 0 ? std::min(wait, kVerdictPause) : wait;
}

std::vector<ledger::ContactId> Dispatcher::TakeUnreadable() {
  std::vector<ledger::ContactId> news = sender_.TakeUnreadable();
  tally_.unreadable += news.size();
  return news;
}

absl::Status Dispatcher::Ready() const {
  if (!HasClaimed())
    return absl::UnavailableError("the claims of the partitions are not durable yet");
  if (!streaming_) return absl::UnavailableError("the projector's stream of work is not there");
  if (!desk_.control.complete()) {
    return absl::FailedPreconditionError(
        "the control topic holds a command that this version does not know; upgrade");
  }
  for (const auto& [p, partition] : partitions_) {
    if (partition.folded_epoch != partition.epoch) {
      return absl::UnavailableError(
          absl::StrCat("the projection of partition ", p, " does not know our claim yet"));
    }
    if (partition.halted)
      return absl::UnavailableError(absl::StrCat("partition ", p, " is halted"));
  }
  return absl::OkStatus();
}

ledger::Event Dispatcher::ClaimOf(ledger::PartitionId partition) const {
  ledger::Event event;
  event.id = ledger::PartitionEventId("claim", partition, conduct_.instance);
  event.origin = ledger::Origin::kWorker;
  event.fact = ledger::DispatcherClaimed{conduct_.shard, conduct_.shards, conduct_.instance};
  return event;
}

void Dispatcher::Claim() {
  claim_queued_ = true;
  for (const auto& [p, partition] : partitions_) {
    desk_.outbox.AddForPartition(p, ClaimOf(p), [this, p = p](const ledger::Appended& at) {
      partitions_[p].epoch = at.offset;
      partitions_[p].written = at.offset + 1;
    });
  }
}

bool Dispatcher::HasClaimed() const {
  for (const auto& [p, partition] : partitions_) {
    if (partition.epoch == ledger::kNoOffset) return false;
  }
  return true;
}

absl::Status Dispatcher::Follow(absl::Duration wait) {
  const absl::Duration now = desk_.clock.Monotonic();
  if (!streaming_) {
    if (now < stream_again_) return absl::OkStatus();
    std::map<ledger::PartitionId, ledger::Offset> from;
    // All below the position that we were told of has been told; it is not asked for again.
    for (const auto& [p, partition] : partitions_)
      from[p] = std::max(partition.epoch, partition.folded);
    streaming_ = desk_.stream.Open(ledger::WorkKind::kSending, from).ok();
    stream_again_ = now + kStreamPause;
    if (!streaming_) return absl::OkStatus();
  }
  const absl::StatusOr<std::vector<ledger::WorkItem>> items = desk_.stream.Poll(wait);
  if (!items.ok()) {
    streaming_ = false;
    return absl::OkStatus();
  }
  for (const ledger::WorkItem& item : *items) RETURN_IF_ERROR(Take(item));
  return absl::OkStatus();
}

absl::Status Dispatcher::Take(const ledger::WorkItem& item) {
  const auto at = partitions_.find(item.partition);
  if (at == partitions_.end()) return absl::OkStatus();
  Partition& partition = at->second;
  if (const auto* verdict = std::get_if<ledger::VerdictGiven>(&item.what)) {
    TakeVerdict(*verdict, item.offset);
  } else if (const auto* hold = std::get_if<ledger::HoldBack>(&item.what)) {
    sender_.Withdraw(
        [&](const PendingIntent& i) { return IsHeldBack(i, hold->contact, item.offset); },
        "the contact revoked or replied");
  } else if (const auto* text = std::get_if<ledger::TextDue>(&item.what)) {
    due_.Add(item.partition, *text);
  } else if (std::holds_alternative<ledger::Claimed>(item.what)) {
    if (item.offset > partition.epoch) {
      return absl::AbortedError(absl::StrCat(
          "another dispatcher claimed partition ", item.partition, " at offset ", item.offset,
          "; this one ends. If both were meant to run, give each its own shard"));
    }
  } else if (const auto* folded = std::get_if<ledger::FoldedTo>(&item.what)) {
    return TakePosition(item.offset, *folded, partition);
  }
  return absl::OkStatus();
}

absl::Status Dispatcher::TakePosition(ledger::Offset next, const ledger::FoldedTo& folded,
                                      Partition& partition) {
  partition.folded = next;
  partition.time_ms = folded.time_ms;
  partition.folded_epoch = folded.epoch;
  partition.halted = folded.halted;
  if (next <= partition.epoch || folded.epoch == ledger::kNoOffset ||
      folded.epoch == partition.epoch) {
    return absl::OkStatus();
  }
  // Our claim is folded and does not hold. Either a newer one does; or its append was repeated
  // after a lost acknowledgement, and the fold counts the first. Only a new life helps.
  return absl::AbortedError(
      absl::StrCat("our claim was acknowledged at offset ", partition.epoch, ", but the one at ",
                   folded.epoch, " holds; this dispatcher ends, and is to be started again"));
}

void Dispatcher::TakeVerdict(const ledger::VerdictGiven& verdict, ledger::Offset offset) {
  const Settled settled = table_.Note(verdict, offset);
  if (settled == Settled::kGranted) {
    ++tally_.grants;
    if (const auto at = step_of_.find(verdict.intent); at != step_of_.end()) {
      steps_.at(at->second).progress.NoteGrant(desk_.clock.Monotonic());
    }
  }
  if (settled != Settled::kDenied) return;
  ++tally_.denials[verdict.reason];
  if (const auto at = step_of_.find(verdict.intent); at != step_of_.end()) {
    --steps_.at(at->second).in_flight;
    step_of_.erase(at);
  } else if (ledger::IsFinal(verdict.reason) || verdict.reason == ledger::Reason::kMalformed) {
    // What contradicts itself would do so again.
    due_.Deny(verdict.message);
  } else {
    due_.Postpone(verdict.message, desk_.clock.Monotonic());
  }
}

void Dispatcher::Settle(const PendingIntent& intent, ledger::SendOutcome outcome) {
  ++tally_.outcomes[outcome];
  if (const auto at = step_of_.find(intent.intended.intent); at != step_of_.end()) {
    --steps_.at(at->second).in_flight;
    step_of_.erase(at);
  } else if (outcome == ledger::SendOutcome::kWithdrawn) {
    due_.Postpone(intent.intended.message, desk_.clock.Monotonic());
  } else {
    due_.Forget(intent.intended.message);
  }
}

// The command is known here before its place in the log: nothing more of it starts.
bool Dispatcher::IsCalledOff(const PendingIntent& intent) const {
  const ledger::SendIntended& intended = intent.intended;
  if (ledger::IsAnswer(intended.message_class)) return false;
  return IsHalted(desk_.control, intent.account) ||
         (!intended.because.campaign.value().empty() &&
          IsStopped(desk_.control, intent.account, intended.because.campaign));
}

void Dispatcher::AppendHalts() {
  if (halts_at_ == desk_.control.position()) return;
  halts_at_ = desk_.control.position();
  for (const ledger::HaltCommand& command : HaltCommands(desk_.control)) {
    const std::string name = command.account.value() + "/" + command.campaign.value();
    for (const auto& [p, partition] : partitions_) {
      ledger::Offset& written =
          halts_written_.try_emplace({p, name}, ledger::kNoOffset).first->second;
      if (written >= command.revision) continue;
      written = command.revision;
      desk_.outbox.AddForPartition(p, ledger::HaltEvent(command, p));
    }
  }
}

}  // namespace dispatcher
