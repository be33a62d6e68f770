// The dispatcher's planning: which intents to append next, at what pace.
#include <algorithm>
#include <utility>

#include "dispatcher/dispatcher.h"
#include "dispatcher/send_window.h"
#include "ledger/core/derive_ids.h"
#include "ledger/core/digest.h"

namespace dispatcher {
namespace {

// Contacts that one page of an audience looks at.
constexpr std::uint32_t kPageLimit = 1000;
// Intents that a step may append after its deadline in one turn: they cost no text, only a final
// verdict.
constexpr std::size_t kLateIntentsMax = 500;
// How long a step may be due before it is noticed; commands are noticed at once.
constexpr absl::Duration kPlanPause = absl::Milliseconds(50);
// What a pace may save up while nothing was due.
constexpr absl::Duration kBurst = absl::Milliseconds(100);
// How long an answer may wait for its own deadline at the latest; the fold knows the exact one.
constexpr absl::Duration kAnswerTerm = absl::Hours(24);

}  // namespace

absl::StatusOr<ledger::SendIntended> Dispatcher::Draft(const ledger::AccountId& account,
                                                       const ledger::ProgramRef& program,
                                                       ledger::PartitionId partition) {
  absl::StatusOr<Terms> terms = TermsOf(desk_.control, account, program);
  if (!terms.ok()) return terms.status();
  const absl::Time now = desk_.clock.Now();
  absl::StatusOr<ledger::Window> window = WindowAt(terms->window, terms->zone, now);
  ledger::SendIntended intended;
  intended.program = program;
  intended.epoch = partitions_.at(partition).epoch;
  intended.revision = desk_.control.position() - 1;
  intended.planned_at_ms = absl::ToUnixMillis(now);
  intended.age_limit_ms = absl::ToInt64Milliseconds(conduct_.age_limit);
  intended.validity_ms = absl::ToInt64Milliseconds(conduct_.validity);
  if (window.ok()) intended.window = *std::move(window);  // without one the fold denies marketing
  intended.cap = terms->cap;
  intended.ask_limit = terms->ask_limit;
  intended.pending_term_ms = terms->pending_term_ms;
  return intended;
}

ledger::IntentId Dispatcher::Intend(PendingIntent intent, absl::Duration now) {
  ledger::SendIntended& intended = intent.intended;
  intended.intent = ledger::MakeIntentId(intended.message, intended.epoch, attempts_++);
  const ledger::IntentId id = intended.intent;
  ++tally_.intents;
  intended.body_sha256 = ledger::Sha256(intent.text);
  intent.born = now;
  ledger::Event event;
  event.id = ledger::IntentEventId(intended.intent);
  event.account = intent.account;
  event.origin = ledger::Origin::kWorker;
  event.fact = intended;
  const ledger::PartitionId partition = intent.partition;
  const ledger::ContactId contact = intent.contact;
  table_.Add(std::move(intent));  // before the append: its fate may stay unknown
  desk_.outbox.AddForContact(contact, event, [this, partition](const ledger::Appended& at) {
    ledger::Offset& written = partitions_[partition].written;
    written = std::max(written, at.offset + 1);
  });
  return id;
}

Pace* Dispatcher::LinePace(const ledger::AccountId& account, const ledger::LineId& line) {
  const double share = static_cast<double>(partitions_.size()) / desk_.outbox.partitions();
  const double rate = LineRate(desk_.control, account, line) * share;
  if (rate <= 0) return nullptr;
  Pace& pace = paces_.try_emplace(line, rate, kBurst).first->second;
  if (pace.per_second() != rate) pace.SetRate(rate);
  return &pace;
}

bool Dispatcher::HasRoom(const ledger::LineId& line, Pace& pace, absl::Duration now) {
  return desk_.gateway.IsUp(line) && pace.Available(now) > 0 &&
         table_.CountLine(line) < pace.OpenMax();
}

void Dispatcher::PlanOwed(absl::Duration now) {
  for (DueText* due : due_.Ready(now)) {
    const ledger::TextDue& text = due->text;
    const ledger::MessageId& message = text.due.message;
    if (partitions_.at(due->partition).halted) continue;
    if (table_.HasMessage(message) || sender_.IsInFlight(message)) continue;
    const ledger::LineId line = LineOf(desk_.control, text);
    Pace* pace = LinePace(text.account, line);
    if (pace == nullptr || !HasRoom(line, *pace, now)) continue;
    std::string requested;
    if (!text.sealed_details.empty()) {
      absl::StatusOr<ledger::Personal> details =
          desk_.keys.Open(text.account, text.contact, text.sealed_details);
      if (details.ok()) requested = std::move(details->text);
    }
    absl::StatusOr<std::string> words = WordsOf(desk_.control, text, requested);
    absl::StatusOr<ledger::SendIntended> draft =
        Draft(text.account, text.due.program, due->partition);
    if (!words.ok() || !draft.ok()) {
      due_.Postpone(message, now);
      continue;
    }
    PendingIntent intent;
    intent.intended = *std::move(draft);
    intent.intended.message = message;
    intent.intended.message_class = text.due.message_class;
    intent.intended.because.origin = text.due.origin;
    intent.intended.line = line;
    intent.intended.deadline_ms =
        text.due.deadline_ms != ledger::kNoTime
            ? text.due.deadline_ms
            : intent.intended.planned_at_ms + absl::ToInt64Milliseconds(kAnswerTerm);
    intent.partition = due->partition;
    intent.account = text.account;
    intent.contact = text.contact;
    intent.sealed_number = text.sealed_number;
    intent.text = *std::move(words);
    pace->Take();
    Intend(std::move(intent), now);
  }
}

Dispatcher::StepAt Dispatcher::KeyOf(const StepPlan& plan, ledger::PartitionId partition) const {
  return {{{plan.account, plan.campaign}, plan.step}, plan.due_ms, partition};
}

void Dispatcher::PlanSteps(absl::Duration now) {
  if (planned_at_ != desk_.control.position() || now >= plan_again_) {
    plans_ = DueSteps(desk_.control, absl::ToUnixMillis(desk_.clock.Now()));
    planned_at_ = desk_.control.position();
    plan_again_ = now + kPlanPause;
  }
  for (const StepPlan& plan : plans_) {
    for (const auto& [p, partition] : partitions_) {
      if (!partition.halted) WorkOn(plan, p, now);
    }
  }
}

void Dispatcher::WorkOn(const StepPlan& plan, ledger::PartitionId partition, absl::Duration now) {
  const StepAt key = KeyOf(plan, partition);
  auto at = steps_.find(key);
  if (at == steps_.end()) {
    // A step that an earlier life finished needs no scan; one whose results cannot be read waits.
    const auto results = desk_.projection.StepResults(partition, plan.account, plan.campaign);
    if (!results.ok()) return;
    at = steps_.try_emplace(key).first;
    for (const ledger::StepResult& result : *results) {
      if (result.step == plan.step && result.finished_at != ledger::kNoOffset) {
        at->second.progress.Finish();
      }
    }
    const double share = 1.0 / desk_.outbox.partitions();
    if (plan.texts_per_second > 0) at->second.pace.emplace(plan.texts_per_second * share, kBurst);
    MarkBeginning(key);
  }
  StepWork& work = at->second;
  switch (work.progress.NeedAt(now, work.in_flight)) {
    case StepProgress::Need::kScan:
      if (work.marked) Scan(plan, partition, work, now);
      break;
    case StepProgress::Need::kIntend:
      IntendMembers(plan, partition, work, now);
      break;
    case StepProgress::Need::kFinish:
      FinishStep(plan, partition, work);
      break;
    case StepProgress::Need::kWait:
    case StepProgress::Need::kDone:
      break;
  }
}

// Everyone who is in the audience when the step begins must be seen, also while the projection is
// behind the log: a repeat of our claim, which changes nothing, says up to where a scan must look.
void Dispatcher::MarkBeginning(const StepAt& key) {
  desk_.outbox.AddForPartition(key.partition, ClaimOf(key.partition),
                               [this, key](const ledger::Appended& at) {
                                 ledger::Offset& written = partitions_[key.partition].written;
                                 written = std::max(written, at.offset + 1);
                                 steps_.at(key).marked = true;
                               });
}

void Dispatcher::Scan(const StepPlan& plan, ledger::PartitionId partition, StepWork& work,
                      absl::Duration now) {
  ledger::AudienceQuery query;
  query.partition = partition;
  query.account = plan.account;
  query.segment = plan.segment;
  query.campaign = plan.campaign;
  query.step = plan.step;
  query.message_class = plan.message_class;
  query.program = plan.program;
  if (const absl::StatusOr<Terms> terms = TermsOf(desk_.control, plan.account, plan.program);
      terms.ok()) {
    query.ask_limit = terms->ask_limit;
  }
  query.after = work.progress.cursor();
  query.limit = kPageLimit;
  query.at_least = partitions_.at(partition).written;
  absl::StatusOr<ledger::AudiencePage> page = desk_.projection.ScanAudience(query);
  if (page.ok()) work.progress.TakePage(*std::move(page), now);
}

void Dispatcher::IntendMembers(const StepPlan& plan, ledger::PartitionId partition, StepWork& work,
                               absl::Duration now) {
  Pace* line = LinePace(plan.account, plan.line);
  if (line == nullptr) return;
  const bool late = absl::ToUnixMillis(desk_.clock.Now()) > plan.deadline_ms;
  for (std::size_t begun = 0;
       work.progress.NeedAt(now, work.in_flight) == StepProgress::Need::kIntend; ++begun) {
    if (late ? begun >= kLateIntentsMax : !HasRoom(plan.line, *line, now)) return;
    if (!late && work.pace.has_value() &&
        (work.pace->Available(now) == 0 || work.in_flight >= work.pace->OpenMax())) {
      return;
    }
    absl::StatusOr<ledger::SendIntended> draft = Draft(plan.account, plan.program, partition);
    if (!draft.ok()) return;
    const ledger::AudienceMember member = work.progress.Next();
    PendingIntent intent;
    intent.intended = *std::move(draft);
    intent.intended.message =
        ledger::CampaignMessageId(plan.account, plan.campaign, plan.step, member.contact);
    if (table_.HasMessage(intent.intended.message) || sender_.IsInFlight(intent.intended.message))
      continue;
    intent.intended.message_class = plan.message_class;
    intent.intended.because = {plan.campaign, plan.step, plan.due_ms, ledger::kNoOffset};
    intent.intended.line = plan.line;
    intent.intended.deadline_ms = plan.deadline_ms;
    intent.partition = partition;
    intent.account = plan.account;
    intent.contact = member.contact;
    intent.sealed_number = member.sealed_number;
    intent.text = plan.words;
    ++work.in_flight;
    if (!late) {
      line->Take();
      if (work.pace.has_value()) work.pace->Take();
    }
    step_of_.emplace(Intend(std::move(intent), now), KeyOf(plan, partition));
  }
}

void Dispatcher::FinishStep(const StepPlan& plan, ledger::PartitionId partition, StepWork& work) {
  ledger::StepFinished finished;
  finished.campaign = plan.campaign;
  finished.step = plan.step;
  finished.epoch = partitions_.at(partition).epoch;
  for (const auto& [reason, count] : work.progress.counts())
    finished.counts.push_back({reason, count});
  ledger::Event event;
  event.id = ledger::PartitionEventId(
      "step_finished", partition,
      plan.account.value() + "/" + plan.campaign.value() + "/" + std::to_string(plan.step) + "/" +
          std::to_string(plan.due_ms) + "/" + std::to_string(finished.epoch));
  event.account = plan.account;
  event.origin = ledger::Origin::kWorker;
  event.fact = std::move(finished);
  desk_.outbox.AddForPartition(partition, event);
  work.progress.Finish();
}

}  // namespace dispatcher
