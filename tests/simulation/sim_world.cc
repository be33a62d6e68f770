#include "tests/simulation/sim_world.h"

#include <algorithm>
#include <utility>

#include "ledger/codec/record_codec.h"
#include "ledger/core/check.h"
#include "tests/simulation/sim_story.h"

namespace simulation {
namespace {

using ledger::Offset;
using ledger::PartitionId;

constexpr absl::Duration kAgeLimit = absl::Seconds(2);
constexpr int kStepsMin = 900;
constexpr int kStepsMax = 2200;

std::uint64_t Mix(std::uint64_t hash, std::uint64_t value) {
  return (hash ^ value) * 1099511628211ULL;
}

Ruling RulingOf(ledger::Disposition disposition) {
  switch (disposition) {
    case ledger::Disposition::kApplied:
      return Ruling::kApplied;
    case ledger::Disposition::kIgnored:
      return Ruling::kIgnored;
    case ledger::Disposition::kGranted:
      return Ruling::kGranted;
    case ledger::Disposition::kDenied:
      return Ruling::kDenied;
    case ledger::Disposition::kBlocked:
    case ledger::Disposition::kHalts:
      break;
  }
  return Ruling::kBlocked;
}

}  // namespace

World::World(std::uint64_t seed)
    : random_(seed),
      keys_(SimKeys()),
      people_(MakePeople(4 + random_.Below(8), keys_)),
      oracle_(static_cast<int>(2 + seed % 2), {kMarketing, kOrders}, {kMarketing.program},
              kAgeLimit),
      log_(static_cast<int>(2 + seed % 2), time_, random_,
           [this](PartitionId p, Offset offset, const Landed& landed) { Note(p, offset, landed); }),
      projector_(log_, random_, faults_,
                 [this](PartitionId p, Offset from, Offset to) { Folded(p, from, to); }) {}

Surroundings World::Around() {
  return {log_, time_, random_, faults_, control_, projector_, carrier_, oracle_, keys_};
}

void World::Note(PartitionId p, Offset offset, const Landed& landed) {
  const ledger::Record record =
      ledger::Decode(offset, landed.appended_at_ms, landed.key, landed.value);
  ++records_;
  fingerprint_ = Mix(fingerprint_, static_cast<std::uint64_t>(p));
  fingerprint_ = Mix(fingerprint_, static_cast<std::uint64_t>(landed.appended_at_ms));
  fingerprint_ = Mix(fingerprint_, static_cast<std::uint64_t>(landed.writer));
  if (const auto* event = std::get_if<ledger::Event>(&record.content)) {
    for (const std::uint8_t byte : event->id.bytes()) fingerprint_ = Mix(fingerprint_, byte);
  }
  oracle_.SeeAppended(p, record, landed.writer, time_.elapsed);
}

void World::Folded(PartitionId p, Offset from, Offset to) {
  const absl::Status scanned =
      projector_.store(p).ScanEvents(from, [&](Offset offset, std::string_view bytes) {
        if (offset >= to) return false;
        const auto stored = projector::DecodeStoredEvent(offset, bytes);
        LEDGER_CHECK(stored.ok());
        oracle_.SeeFolded(p, projector::RecordOf(offset, *stored), RulingOf(stored->disposition),
                          stored->reason);
        return true;
      });
  LEDGER_CHECK(scanned.ok());
}

absl::Duration World::Skew() {
  if (!faults_.on || !random_.Chance(faults_.skew)) return absl::ZeroDuration();
  return random_.Chance(0.3) ? random_.Millis(-90'000, 90'000) : random_.Millis(-400, 400);
}

void World::SetUp() {
  const bool calm = random_.Chance(0.15);
  const auto rate = [&](double most) {
    return calm ? 0.0 : most * static_cast<double>(random_.Below(5)) / 4;
  };
  faults_.lost_ack = rate(0.06);
  faults_.not_written = rate(0.06);
  faults_.twice = rate(0.06);
  faults_.dead_producer = rate(0.003);
  faults_.break_stream = rate(0.06);
  faults_.stall_stream = rate(0.3);
  faults_.crash = rate(1.0);
  faults_.skew = rate(0.2);
  if (random_.Chance(0.3)) log_.set_jitter_ms(150);
  commands_ = random_.Chance(0.6);
  shards_ = random_.Chance(0.3) ? 2 : 1;
  absence_ = random_.Chance(0.05);
  SetUpBusiness(control_, time_.now_ms());
  for (const Person& person : people_) carrier_.people[person.number] = person.contact;
  carrier_.on_received = [this](const ledger::ContactId& contact,
                                const dispatcher::OutboundText& text) { React(contact, text); };
  AskWhomWeSync();
  PlanPeople();
  Restart();
}

// Its clock may be late, not early: else a step would begin before its time, and nobody could say
// who had been there throughout.
void World::StartDispatcher(std::uint32_t shard, absl::Duration skew) {
  dispatcher::Conduct conduct;
  conduct.shard = shard;
  conduct.shards = shards_;
  conduct.instance = "life " + std::to_string(++writers_);
  conduct.age_limit = kAgeLimit;
  dispatchers_.push_back(
      std::make_unique<DispatcherProcess>(Around(), writers_, -absl::AbsDuration(skew), conduct));
}

// Brings back what is gone.
void World::Restart() {
  if (door_ == nullptr) door_ = std::make_unique<SimProcess>(Around(), ++writers_, Skew() / 100);
  if (cli_ == nullptr) {
    cli_ = std::make_unique<SimProcess>(Around(), ++writers_, absl::ZeroDuration());
  }
  if (handlers_.empty()) {
    handlers_.push_back(std::make_unique<HandlerProcess>(Around(), ++writers_, Skew()));
  }
  for (std::uint32_t shard = 0; shard < shards_; ++shard) {
    const bool held = std::any_of(dispatchers_.begin(), dispatchers_.end(),
                                  [&](const auto& d) { return d->shard() == shard; });
    if (!held) StartDispatcher(shard, Skew());
  }
}

void World::Broker() {
  if (door_ != nullptr) door_->appender().Arrive();
  if (cli_ != nullptr) cli_->appender().Arrive();
  for (const auto& handler : handlers_) handler->appender().Arrive();
  for (const auto& dispatcher : dispatchers_) dispatcher->appender().Arrive();
}

void World::Guard(std::unique_ptr<SimProcess>& process) {
  if (process != nullptr && !process->Step().ok()) process.reset();
}

void World::StepDispatchers() {
  for (std::size_t i = 0; i < dispatchers_.size(); ++i) {
    if (faults_.on && random_.Chance(0.3)) continue;
    if (dispatchers_[i]->Step().ok()) continue;
    dispatchers_.erase(dispatchers_.begin() + static_cast<std::ptrdiff_t>(i--));
  }
}

void World::StepFaults() {
  if (random_.Chance(0.6)) Restart();
  if (!projector_.is_up() && time_.elapsed >= projector_back_) projector_.Start();
  if (!carrier_.link_up && random_.Chance(0.5)) carrier_.link_up = true;
  if (!random_.Chance(faults_.crash)) return;
  const std::size_t d = dispatchers_.empty() ? 0 : random_.Below(dispatchers_.size());
  switch (random_.Below(12)) {
    case 0:
    case 1:
      if (!dispatchers_.empty()) dispatchers_.erase(dispatchers_.begin() + static_cast<long>(d));
      break;
    case 2:
    case 3:
      if (!dispatchers_.empty()) {
        dispatchers_[d]->SleepUntil(time_.elapsed + random_.Millis(300, 5000));
      }
      break;
    case 4:
    case 5:
    case 6:
      if (dispatchers_.size() < 4) {
        StartDispatcher(static_cast<std::uint32_t>(random_.Below(shards_)), Skew());
      }
      break;
    case 7:
      if (!handlers_.empty() && random_.Chance(0.5)) {
        handlers_.pop_back();
      } else if (handlers_.size() < 2) {
        handlers_.push_back(std::make_unique<HandlerProcess>(Around(), ++writers_, Skew()));
      }
      break;
    case 8:
      if (random_.Chance(0.7)) {
        door_.reset();
      } else {
        cli_.reset();
      }
      break;
    case 9:
    case 10:
      if (projector_.is_up()) projector_.Crash(random_.Chance(0.5));
      projector_back_ = time_.elapsed + random_.Millis(0, 2000);
      break;
    default:
      carrier_.link_up = false;
      break;
  }
}

// No handler for longer than a STOP may wait for its confirmation.
void World::StayAway() {
  if (!absence_ || !random_.Chance(0.003)) return;
  absence_ = false;
  handlers_.clear();
  time_.elapsed += absl::Minutes(6);
}

void World::Step() {
  StayAway();
  const std::size_t pace = random_.Below(100);
  time_.elapsed += pace < 70   ? random_.Millis(1, 20)
                   : pace < 98 ? random_.Millis(20, 120)
                               : random_.Millis(200, 2500);
  const std::size_t turn = random_.Below(100);
  if (turn < 25) {
    Broker();
  } else if (turn < 48) {
    projector_.Step(false);
    CompareReachable();
  } else if (turn < 73) {
    StepDispatchers();
  } else if (turn < 81) {
    for (std::size_t i = 0; i < handlers_.size(); ++i) {
      if (handlers_[i]->Step().ok()) continue;
      handlers_.erase(handlers_.begin() + static_cast<std::ptrdiff_t>(i--));
    }
  } else if (turn < 89) {
    StepDoor();
  } else if (turn < 94) {
    StepPeople();
  } else if (turn < 97) {
    Guard(cli_);
    if (commands_) StepMarketer();
    if (random_.Chance(0.05)) RepeatSourceAsk();
  } else {
    StepFaults();
  }
}

void World::CompareReachable() {
  if (!projector_.is_up()) return;
  SimQueries queries(projector_);
  for (PartitionId p = 0; p < log_.partitions(); ++p) {
    const Offset next = projector_.Next(p);
    if (next != oracle_.Folded(p)) continue;
    for (const ledger::ProgramRef& program : {kMarketing, kOrders}) {
      ledger::AudienceQuery query;
      query.partition = p;
      query.account = kAccount;
      query.campaign = ledger::CampaignId("nobody's");
      query.message_class = ledger::MessageClass::kCampaign;
      query.program = program;
      const auto page = queries.ScanAudience(query);
      LEDGER_CHECK(page.ok());
      std::map<ledger::ContactId, std::string> reachable;
      for (const ledger::AudienceMember& member : page->open) {
        reachable.emplace(member.contact, member.zone);
      }
      oracle_.SeeReachable(p, next, program, reachable);
    }
  }
}

RunResult World::Run() {
  SetUp();
  const int steps = static_cast<int>(random_.Between(kStepsMin, kStepsMax));
  for (int i = 0; i < steps && !oracle_.breach().has_value(); ++i) Step();
  if (!oracle_.breach().has_value()) Finish();
  RunResult result;
  result.breach = oracle_.breach();
  result.fingerprint = fingerprint_;
  result.records = records_;
  result.grants = oracle_.grants();
  result.received = oracle_.received();
  result.asks_by_text = oracle_.asks_by_text();
  result.asks_by_source = oracle_.asks_by_source();
  result.story = Story();
  return result;
}

std::vector<std::string> World::Story() const {
  std::vector<std::string> story;
  for (PartitionId p = 0; p < log_.partitions(); ++p) TellPartition(log_, p, projector_, story);
  return story;
}

RunResult RunSeed(std::uint64_t seed, bool tell) {
  World world(seed);
  RunResult result = world.Run();
  if (!tell && !result.breach.has_value()) result.story.clear();
  return result;
}

}  // namespace simulation
