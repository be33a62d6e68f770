// The dispatcher's work on the steps of campaigns: marks, sweeps, intents, the end.
#include <algorithm>
#include <utility>

#include "dispatcher/dispatcher.h"
#include "ledger/core/derive_ids.h"

namespace dispatcher {
namespace {

// Contacts that one page of an audience looks at.
constexpr std::uint32_t kPageLimit = 1000;
// Intents that a step may append after its deadline in one turn: they cost no text, only a final
// verdict.
constexpr std::size_t kLateIntentsMax = 500;
// How long a step may be due before it is noticed; commands are noticed at once.
constexpr absl::Duration kPlanPause = absl::Milliseconds(50);
// After a query that failed, its partition is not asked for this long: each may hold up the loop.
constexpr absl::Duration kQueryPause = absl::Milliseconds(250);
// How far past a deadline the partition's time is asked to move on.
constexpr absl::Duration kDeadlineMargin = absl::Seconds(1);

}  // namespace

Dispatcher::StepAt Dispatcher::KeyOf(const StepPlan& plan, ledger::PartitionId partition) const {
  return {{{plan.account, plan.campaign}, plan.step}, plan.due_ms, partition};
}

void Dispatcher::PlanSteps(absl::Duration now) {
  if (planned_at_ != desk_.control.position() || now >= plan_again_) {
    if (planned_at_ != desk_.control.position()) results_.clear();
    plans_ = DueSteps(desk_.control, absl::ToUnixMillis(desk_.clock.Now()), done_);
    planned_at_ = desk_.control.position();
    plan_again_ = now + kPlanPause;
    DropDone();
  }
  for (const StepPlan& plan : plans_) {
    for (const auto& [p, partition] : partitions_) {
      if (partition.MayWork()) WorkOn(plan, p, now);
    }
  }
  Query(now);
}

// Steps that are finished everywhere are not looked at again.
void Dispatcher::DropDone() {
  std::erase_if(plans_, [this](const StepPlan& plan) {
    const bool done = std::all_of(owned_.begin(), owned_.end(), [&](ledger::PartitionId p) {
      const auto at = steps_.find(KeyOf(plan, p));
      return at != steps_.end() && at->second.in_flight == 0 &&
             at->second.progress.NeedAt(absl::ZeroDuration(), 0) == StepProgress::Need::kDone;
    });
    if (!done) return false;
    for (const ledger::PartitionId p : owned_) steps_.erase(KeyOf(plan, p));
    done_.insert({{{plan.account, plan.campaign}, plan.step}, plan.due_ms});
    return true;
  });
}

void Dispatcher::WorkOn(const StepPlan& plan, ledger::PartitionId partition, absl::Duration now) {
  const StepAt key = KeyOf(plan, partition);
  const auto at = steps_.find(key);
  if (at == steps_.end()) return;
  StepWork& work = at->second;
  NoteDeadline(plan, key, work, now);
  switch (work.progress.NeedAt(now, work.in_flight)) {
    case StepProgress::Need::kIntend:
      if (MayIntend(plan, work)) IntendMembers(plan, partition, work, now);
      break;
    case StepProgress::Need::kFinish:
      FinishStep(plan, partition, work);
      break;
    case StepProgress::Need::kScan:  // see Query()
    case StepProgress::Need::kWait:
    case StepProgress::Need::kDone:
      break;
  }
}

void Dispatcher::NoteDeadline(const StepPlan& plan, const StepAt& key, StepWork& work,
                              absl::Duration now) {
  const Partition& partition = partitions_.at(key.partition);
  if (!work.late && IsLate(partition, plan.deadline_ms)) {
    work.late = true;
    work.progress.Hurry(now);
  }
  if (work.past || work.progress.NeedAt(now, work.in_flight) == StepProgress::Need::kDone) return;
  if (desk_.clock.Now() <= absl::FromUnixMillis(plan.deadline_ms) + kDeadlineMargin) return;
  work.past = true;
  work.progress.Hurry(now);
  if (!work.late) Mark(key);  // on a quiet partition nothing else moves its time on
}

// Whether an intent may bring more than a denial that is known beforehand.
bool Dispatcher::MayIntend(const StepPlan& plan, const StepWork& work) {
  return work.late || (!plan.words.empty() && LinePace(plan.account, plan.line) != nullptr);
}

// A query may hold up the loop until its timeout, so there is one in a turn at most, and none while
// the projector is known to be away.
void Dispatcher::Query(absl::Duration now) {
  look_up_first_ = !look_up_first_;
  if (look_up_first_) {
    if (!LookUpOne(now)) ScanOne(now);
  } else {
    if (!ScanOne(now)) LookUpOne(now);
  }
}

// Begins the steps that are new here, the latest first; asks for the results of one campaign on one
// partition. False: nothing was to be asked.
bool Dispatcher::LookUpOne(absl::Duration now) {
  for (auto plan = plans_.rbegin(); plan != plans_.rend(); ++plan) {
    for (auto& [p, partition] : partitions_) {
      const StepAt key = KeyOf(*plan, p);
      if (!partition.MayWork() || steps_.contains(key)) continue;
      const auto known = results_.find({key.step.campaign, p});
      if (known != results_.end()) {
        // A step that an earlier life finished needs no scan.
        Begin(*plan, key, known->second.contains(plan->step));
        continue;
      }
      if (now < partition.query_again) continue;
      const auto results =
          desk_.projection.StepResults(p, plan->account, plan->campaign, partition.folded);
      if (!results.ok()) {
        partition.query_again = now + kQueryPause;
        return true;
      }
      std::set<std::uint32_t>& finished = results_[{key.step.campaign, p}];
      for (const ledger::StepResult& result : results->steps) {
        if (result.finished_at != ledger::kNoOffset) finished.insert(result.step);
      }
      Begin(*plan, key, finished.contains(plan->step));
      return true;
    }
  }
  return false;
}

void Dispatcher::Begin(const StepPlan& plan, const StepAt& key, bool finished) {
  StepWork& work = steps_.try_emplace(key).first->second;
  if (finished) return work.progress.Finish();
  const double share = 1.0 / desk_.outbox.partitions();
  if (plan.texts_per_second > 0) work.pace.emplace(plan.texts_per_second * share, kPaceBurst);
  Mark(key);
}

// Scans a page for one step, each in its turn. False: none wants one.
bool Dispatcher::ScanOne(absl::Duration now) {
  const std::size_t count = plans_.size() * owned_.size();
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t turn = (scan_turn_ + i) % count;
    const StepPlan& plan = plans_[turn / owned_.size()];
    const ledger::PartitionId p = owned_[turn % owned_.size()];
    const Partition& partition = partitions_.at(p);
    const auto at = steps_.find(KeyOf(plan, p));
    if (at == steps_.end() || !partition.MayWork() || now < partition.query_again) continue;
    StepWork& work = at->second;
    if (!work.marked || work.progress.NeedAt(now, work.in_flight) != StepProgress::Need::kScan) {
      continue;
    }
    scan_turn_ = turn + 1;
    Scan(plan, p, work, now);
    return true;
  }
  return false;
}

// Everyone who is in the audience when the step begins must be seen, also while the projection is
// behind the log: a repeat of our claim, which changes nothing but the partition's time, says up to
// where a scan must look.
void Dispatcher::Mark(const StepAt& key) {
  desk_.outbox.AddForPartition(key.partition, ClaimOf(key.partition),
                               [this, key](const ledger::Appended& at) {
                                 ledger::Offset& written = partitions_[key.partition].written;
                                 written = std::max(written, at.offset + 1);
                                 if (const auto step = steps_.find(key); step != steps_.end())
                                   step->second.marked = true;
                               });
}

void Dispatcher::Scan(const StepPlan& plan, ledger::PartitionId partition, StepWork& work,
                      absl::Duration now) {
  Partition& place = partitions_.at(partition);
  // The bound is of the moment at which the page was first wanted: other steps go on writing.
  if (!work.scan_from.has_value()) work.scan_from = place.written;
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
  query.at_least = *work.scan_from;
  absl::StatusOr<ledger::AudiencePage> page = desk_.projection.ScanAudience(query);
  if (!page.ok()) {
    place.query_again = now + kQueryPause;
    return;
  }
  work.scan_from.reset();
  work.progress.TakePage(*std::move(page), now, work.late);
}

void Dispatcher::IntendMembers(const StepPlan& plan, ledger::PartitionId partition, StepWork& work,
                               absl::Duration now) {
  Pace* line = LinePace(plan.account, plan.line);
  for (std::size_t begun = 0;
       work.progress.NeedAt(now, work.in_flight) == StepProgress::Need::kIntend; ++begun) {
    if (work.late) {
      if (begun >= kLateIntentsMax) return;
    } else if (line == nullptr || !HasRoom(plan.line, *line, now) ||
               (work.pace.has_value() &&
                (work.pace->Available(now) == 0 || work.in_flight >= work.pace->OpenMax()))) {
      return;
    }
    const ledger::AudienceMember member = work.progress.Next();
    // Its grant could only be withdrawn again, without end: the deadline ends it.
    if (!work.late && sender_.IsUnreadable(member.contact)) continue;
    if (!IntendMember(plan, partition, member, work.past || work.late, now)) continue;
    ++work.in_flight;
    if (work.late) continue;
    line->Take();
    if (work.pace.has_value()) work.pace->Take();
  }
}

bool Dispatcher::IntendMember(const StepPlan& plan, ledger::PartitionId partition,
                              const ledger::AudienceMember& member, bool past,
                              absl::Duration now) {
  absl::StatusOr<PendingIntent> draft =
      Draft({partition, plan.account, member.contact, member.sealed_number, member.zone},
            plan.message_class, plan.program);
  if (!draft.ok()) return false;  // the next sweep finds the member again
  PendingIntent intent = *std::move(draft);
  intent.intended.message =
      ledger::CampaignMessageId(plan.account, plan.campaign, plan.step, member.contact);
  if (table_.HasMessage(intent.intended.message) || sender_.IsInFlight(intent.intended.message)) {
    return false;
  }
  // Where it is night there: a later sweep finds the member again, or the deadline ends it.
  if (!past && IsClosed(intent.intended)) return false;
  intent.intended.because = {plan.campaign, plan.step, plan.first_due_ms, ledger::kNoOffset};
  intent.intended.line = plan.line;
  intent.intended.deadline_ms = plan.deadline_ms;
  intent.text = plan.words;
  step_of_.emplace(Intend(std::move(intent), now), KeyOf(plan, partition));
  return true;
}

void Dispatcher::FinishStep(const StepPlan& plan, ledger::PartitionId partition, StepWork& work) {
  if (work.finishing) return;
  work.finishing = true;
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
  // Only under the epoch that holds does it close the step; see Partition::MayWork().
  desk_.outbox.AddForPartition(partition, event,
                               [this, key = KeyOf(plan, partition)](const ledger::Appended&) {
                                 if (const auto at = steps_.find(key); at != steps_.end())
                                   at->second.progress.Finish();
                               });
}

}  // namespace dispatcher
