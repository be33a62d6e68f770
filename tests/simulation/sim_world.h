// One run: everything that a seed gives rise to. A step lets some time pass and gives somebody a
// turn: a worker, the broker, the projector, a person, a marketer, or a fault. In the end the
// faults stop, time goes on until all is quiet, and what was promised must have come true.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/simulation/sim_processes.h"

namespace simulation {

struct RunResult {
  std::optional<Breach> breach;
  std::uint64_t fingerprint = 0;  // of the whole run: equal for equal seeds
  std::uint64_t records = 0;
  std::uint64_t grants = 0;
  std::uint64_t received = 0;
  std::uint64_t asks_by_text = 0;    // requests that texts made due
  std::uint64_t asks_by_source = 0;  // requests to who was synced from a source
  std::vector<std::string> story;  // the log in words, if asked for or if a law was broken
};

// Runs one seed. `tell`: the story also of a run without a breach.
RunResult RunSeed(std::uint64_t seed, bool tell);

class World {
 public:
  explicit World(std::uint64_t seed);
  RunResult Run();

 private:
  // Something that a source brings to the front door until it gets its 2xx.
  struct Mail {
    absl::Duration due;
    std::optional<ledger::InboundText> text;
    std::optional<ledger::Event> event;  // complete, with its id
    ledger::ContactId contact;
    bool acknowledged = false;
    int again = 0;  // how often it comes once more all the same
  };
  enum class Act {
    kText,
    kWebOut,
    kFormIn,
    kLateFormIn,
    kProviderOut,
    kImport,
    kRequest,
    kReject,
    kResolve,
    kAdmin,
    kAsk,
    kErase,
    kReassign,
    kTellZone
  };
  struct Plan {
    absl::Duration due;
    std::size_t person = 0;
    Act act = Act::kText;
    TextKind kind = TextKind::kChat;
  };

  // sim_world.cc: time, turns and faults.
  void SetUp();
  void Step();
  void StepDispatchers();
  void StayAway();
  void StepFaults();
  void Broker();
  void Restart();
  void StartDispatcher(std::uint32_t shard, absl::Duration skew);
  void Guard(std::unique_ptr<SimProcess>& process);
  bool IsQuiet();
  void CompareReachable();
  void Finish();
  bool GrowQuiet(ledger::TimeMs until_ms);
  void JudgeOwed(ledger::PartitionId p, const Person& person, const projector::StateStore& store);
  void JudgeEnd();
  Surroundings Around();
  absl::Duration Skew();
  void Note(ledger::PartitionId p, ledger::Offset offset, const Landed& landed);
  void Folded(ledger::PartitionId p, ledger::Offset from, ledger::Offset to);
  std::vector<std::string> Story() const;

  // sim_people.cc: what comes from outside.
  void PlanPeople();
  void Script(std::size_t person);
  void StepPeople();
  void Do(const Plan& plan);
  ledger::Event NewEvent(const Person& person, ledger::TimeMs occurred_ms, ledger::Fact fact);
  void Post(const Person& person, ledger::Event event);
  void React(const ledger::ContactId& contact, const dispatcher::OutboundText& text);
  void StepDoor();
  void Hand(std::size_t mail);
  void StepMarketer();
  void AcceptTruncation();
  void SendCommand(const consent::v1::ControlRecord& command, const ledger::CampaignId& campaign,
                   std::optional<bool> halts);
  void ResolveReviews();

  // sim_sources.cc: people who are synced, and asked for it.
  void AskWhomWeSync();
  void AskSynced(const Mail& mail);
  void RepeatSourceAsk();
  [[nodiscard]] ledger::ContactState StateOf(ledger::PartitionId p,
                                             const ledger::ContactId& contact) const;
  void TellZone(const Person& person);

  Random random_;
  Faults faults_;
  SimTime time_;
  const ledger::KeyRing keys_;
  std::vector<Person> people_;
  Oracle oracle_;
  Carrier carrier_;
  SimControl control_;
  SimLog log_;
  SimProjector projector_;
  std::uint32_t shards_ = 1;
  int writers_ = 0;
  std::unique_ptr<SimProcess> door_;
  std::unique_ptr<SimProcess> cli_;
  std::vector<std::unique_ptr<SimProcess>> handlers_;
  std::vector<std::unique_ptr<DispatcherProcess>> dispatchers_;
  absl::Duration projector_back_ = absl::ZeroDuration();
  std::vector<Mail> mails_;
  std::vector<Plan> plans_;
  std::uint64_t names_ = 0;  // given out to texts and events
  std::uint64_t fingerprint_ = 14695981039346656037ULL;
  std::uint64_t records_ = 0;
  bool absence_ = false;  // whether the handlers will be gone for minutes
  bool source_asks_ = false;  // whether everybody who is synced is asked
  bool commands_ = true;      // whether this run's marketers change their minds
};

}  // namespace simulation
