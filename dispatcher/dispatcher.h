// The dispatcher: owns the partitions of its shard, plans what is due, asks the log for a grant of
// each text, and acts on the grants. Decides nothing about consent: the fold does (law 1).
// RunOnce() is one turn of its loop; tests and the simulation drive it with ports of their own.
//
// It claims each of its partitions once in its life, and ends when it sees a newer claim: at most
// one dispatcher holds a partition, and what an older one left open is `unknown`.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "dispatcher/due_texts.h"
#include "dispatcher/gateway/gateway.h"
#include "dispatcher/intent_table.h"
#include "dispatcher/pace.h"
#include "dispatcher/plan.h"
#include "dispatcher/sender.h"
#include "dispatcher/step_progress.h"
#include "ledger/control/control_state.h"
#include "ledger/outbox/event_outbox.h"
#include "ledger/ports/clock.h"
#include "ledger/ports/projection.h"
#include "ledger/ports/work_stream.h"
#include "ledger/seal/key_ring.h"

namespace dispatcher {

// How a dispatcher works; all fixed for its life.
struct Conduct {
  std::uint32_t shard = 0;  // it owns the partitions p with p mod shards == shard
  std::uint32_t shards = 1;
  std::string instance;  // unique to this life of the process; names its claims
  absl::Duration age_limit = absl::Seconds(2);  // how long a grant may be acted on
  absl::Duration validity = absl::Minutes(1);   // how long the gateway may keep a text
};

// What the dispatcher works with. All must outlive it.
struct Desk {
  ledger::EventOutbox& outbox;
  ledger::WorkStream& stream;
  ledger::ProjectionQueries& projection;
  Gateway& gateway;
  const ledger::Clock& clock;
  const ledger::ControlState& control;
  const ledger::KeyRing& keys;
};

// Thread rule: one thread.
class Dispatcher {
 public:
  Dispatcher(const Conduct& conduct, const Desk& desk);

  // One turn: follow the stream, act on grants, plan. Waits at most `wait` when there is nothing to
  // do. Aborted: a newer dispatcher holds a partition; end the process. FailedPrecondition: the
  // producer failed for good; end the process. Anything else that goes wrong is waited out inside.
  absl::Status RunOnce(absl::Duration wait);

  // From here on RunOnce() plans and hands over nothing, and withdraws each grant, those that are
  // still to come too: so nobody's message stays granted and becomes `unknown`. Turn on until
  // IsDone() and the outbox is empty, for a bounded time.
  void Stop() { stopping_ = true; }
  [[nodiscard]] bool IsDone() const { return InFlight() == 0 && OpenIntents() == 0; }

  // Appends what became of attempts that end meanwhile; for the end of a process that was
  // superseded, which must not follow the stream any more.
  void TakeAnswers(absl::Duration wait) { sender_.TakeResults(wait); }

  // OK when every partition is claimed and the stream follows; else what is missing.
  [[nodiscard]] absl::Status Ready() const;

  // What happened in this life, for metrics.
  struct Tally {
    std::uint64_t intents = 0;
    std::uint64_t grants = 0;
    std::map<ledger::Reason, std::uint64_t> denials;
    std::map<ledger::SendOutcome, std::uint64_t> outcomes;
    std::uint64_t unreadable = 0;  // contacts
  };
  [[nodiscard]] const Tally& tally() const { return tally_; }

  // Attempts at the gateway, intents in the table, texts owed: for metrics and a bounded stop.
  [[nodiscard]] std::size_t InFlight() const { return sender_.InFlight(); }
  [[nodiscard]] std::size_t OpenIntents() const { return table_.size(); }
  [[nodiscard]] std::size_t Owed() const { return due_.size(); }

  // Contacts whose number could not be opened, each once in this life: for the log. They are not
  // intended again.
  [[nodiscard]] std::vector<ledger::ContactId> TakeUnreadable();

 private:
  // What is known of a partition that this dispatcher owns.
  struct Partition {
    ledger::Offset epoch = ledger::kNoOffset;  // of our claim, once it is durable
    ledger::Offset written = 0;                // all that we appended lies below
    ledger::Offset folded = 0;                 // as the stream says; the next three too
    ledger::TimeMs time_ms = ledger::kNoTime;
    ledger::Offset folded_epoch = ledger::kNoOffset;
    bool halted = false;
    absl::Duration query_again = absl::ZeroDuration();  // after a query that failed
    // Whether our claim is known to hold here: nothing is planned before.
    [[nodiscard]] bool MayWork() const { return !halted && folded_epoch == epoch; }
  };
  // Whom an intent is about.
  struct Addressee {
    ledger::PartitionId partition = 0;
    const ledger::AccountId& account;
    const ledger::ContactId& contact;
    const std::string& sealed_number;
    const std::string& zone;  // that somebody told; empty: none
  };
  struct StepAt {
    ledger::StepKey step;
    ledger::TimeMs due_ms = ledger::kNoTime;  // a restarted step is planned anew
    ledger::PartitionId partition = 0;
    friend auto operator<=>(const StepAt&, const StepAt&) = default;
  };
  struct StepWork {
    StepProgress progress;
    std::size_t in_flight = 0;
    std::optional<Pace> pace;
    bool marked = false;     // its beginning has a place in the log; see Mark()
    bool past = false;       // the deadline is over by our clock ...
    bool late = false;       // ... and for the fold: an intent costs no text any more
    bool finishing = false;  // StepFinished is on its way
    std::optional<ledger::Offset> scan_from;  // the bound of the page that is wanted
  };

  [[nodiscard]] ledger::Event ClaimOf(ledger::PartitionId partition) const;
  void Claim();
  [[nodiscard]] bool HasClaimed() const;
  absl::Status Follow(absl::Duration wait);
  [[nodiscard]] absl::Duration WaitForAnswers(absl::Duration wait) const;
  absl::Status Take(const ledger::WorkItem& item);
  absl::Status TakePosition(ledger::Offset next, const ledger::FoldedTo& folded,
                            Partition& partition);
  void TakeVerdict(const ledger::VerdictGiven& verdict, ledger::Offset offset);
  void Settle(const PendingIntent& intent, ledger::SendOutcome outcome);
  [[nodiscard]] bool IsCalledOff(const PendingIntent& intent) const;
  void AppendHalts();
  void PlanOwed(absl::Duration now);
  DueTexts::Tried IntendOwed(const DueText& due, absl::Duration now);
  [[nodiscard]] bool IsLate(const Partition& partition, ledger::TimeMs deadline_ms) const;
  [[nodiscard]] bool IsClosed(const ledger::SendIntended& intended) const;
  [[nodiscard]] absl::StatusOr<std::string> WordsToSend(const ledger::TextDue& text) const;
  void PlanSteps(absl::Duration now);
  void DropDone();
  void WorkOn(const StepPlan& plan, ledger::PartitionId partition, absl::Duration now);
  void NoteDeadline(const StepPlan& plan, const StepAt& key, StepWork& work, absl::Duration now);
  [[nodiscard]] bool MayIntend(const StepPlan& plan, const StepWork& work);
  void Query(absl::Duration now);
  bool LookUpOne(absl::Duration now);
  bool ScanOne(absl::Duration now);
  void Begin(const StepPlan& plan, const StepAt& key, bool finished);
  void Mark(const StepAt& key);
  void Scan(const StepPlan& plan, ledger::PartitionId partition, StepWork& work,
            absl::Duration now);
  void IntendMembers(const StepPlan& plan, ledger::PartitionId partition, StepWork& work,
                     absl::Duration now);
  bool IntendMember(const StepPlan& plan, ledger::PartitionId partition,
                    const ledger::AudienceMember& member, bool past, absl::Duration now);
  void FinishStep(const StepPlan& plan, ledger::PartitionId partition, StepWork& work);
  [[nodiscard]] StepAt KeyOf(const StepPlan& plan, ledger::PartitionId partition) const;
  ledger::IntentId Intend(PendingIntent intent, absl::Duration now);
  [[nodiscard]] absl::StatusOr<PendingIntent> Draft(const Addressee& addressee,
                                                    ledger::MessageClass message_class,
                                                    const ledger::ProgramRef& program);
  void PutWindow(const Addressee& addressee, const Terms& terms, absl::Time now,
                 PendingIntent& intent);
  Pace* LinePace(const ledger::AccountId& account, const ledger::LineId& line);
  [[nodiscard]] bool HasRoom(const ledger::LineId& line, Pace& pace, absl::Duration now);

  Conduct conduct_;
  Desk desk_;
  IntentTable table_;
  Sender sender_;
  DueTexts due_;
  std::map<ledger::PartitionId, Partition> partitions_;
  std::vector<ledger::PartitionId> owned_;  // the keys of partitions_
  std::map<StepAt, StepWork> steps_;
  std::map<ledger::LineId, Pace> paces_;
  absl::flat_hash_map<ledger::IntentId, StepAt> step_of_;
  std::map<std::pair<ledger::PartitionId, std::string>, ledger::Offset> halts_written_;
  ledger::Offset halts_at_ = ledger::kNoOffset;  // the control topic, when they were looked through
  std::vector<StepPlan> plans_;                  // the steps that were due when ...
  ledger::Offset planned_at_ = ledger::kNoOffset;  // ... the control topic was here
  absl::Duration plan_again_ = absl::ZeroDuration();
  std::set<StepOnce> done_;  // finished on all our partitions
  // Steps that the projection calls finished, as it was asked at planned_at_.
  std::map<std::pair<ledger::CampaignKey, ledger::PartitionId>, std::set<std::uint32_t>> results_;
  bool look_up_first_ = false;  // lookups and scans take turns
  std::size_t scan_turn_ = 0;   // where the next scan is looked for
  bool stopping_ = false;
  bool claim_queued_ = false;
  bool streaming_ = false;
  absl::Duration stream_again_ = absl::ZeroDuration();
  Tally tally_;
  std::uint32_t attempts_ = 0;  // of any message in this life: makes intent ids new
};

}  // namespace dispatcher
