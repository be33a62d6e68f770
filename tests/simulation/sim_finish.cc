// The end of a run: no more faults, time goes on until all is quiet, and every promise is due.
#include <algorithm>
#include <utility>

#include "dispatcher/plan.h"
#include "ledger/codec/state_codec.h"
#include "ledger/core/check.h"
#include "ledger/core/derive_ids.h"
#include "tests/simulation/sim_world.h"

namespace simulation {
namespace {

using ledger::Offset;
using ledger::PartitionId;

using StepName = std::pair<ledger::CampaignId, std::uint32_t>;

constexpr int kRoundsMax = 1200;
constexpr int kRoundsFine = 100;
constexpr int kRoundsQuiet = 8;

// The steps that must be closed in the end: those of campaigns that nothing holds up.
std::set<StepName> StepsToClose(const ledger::ControlState& state) {
  std::set<StepName> due;
  for (const auto& [key, campaign] : state.campaigns()) {
    if (!ledger::IsActive(campaign) || state.FindAccount(kAccount)->halted) continue;
    for (std::size_t i = 0; i < campaign.steps.size(); ++i) {
      if (!campaign.steps[i].cancelled) due.emplace(campaign.id, static_cast<std::uint32_t>(i));
    }
  }
  return due;
}

}  // namespace

// Somebody looks at the texts that the handler was not sure about.
void World::ResolveReviews() {
  if (door_ == nullptr) return;
  for (const Oracle::Review& review : oracle_.Reviews()) {
    ledger::ReplyDecided decided;
    decided.reply_offset = review.offset;
    decided.reply_event = review.event;
    decided.actor = "ann";
    const bool revokes = review.event.bytes()[0] % 2 == 0;
    decided.reply_class = revokes ? ledger::ReplyClass::kRevoke : ledger::ReplyClass::kInbox;
    decided.consequence = revokes ? ledger::Consequence::kRevoke : ledger::Consequence::kNone;
    if (revokes) decided.revocation = {ledger::Reach::kEverything, {}};
    ledger::Event event;
    event.id = ledger::ConsequenceId(review.event, "person");
    event.account = kAccount;
    event.origin = ledger::Origin::kCli;
    event.fact = decided;
    door_->outbox().AddForContact(review.contact, event);
    if (revokes || review.event.bytes()[1] % 4 != 0) continue;
    // A second person sees more in it than the first.
    decided.actor = "bob";
    decided.reply_class = ledger::ReplyClass::kRevoke;
    decided.consequence = ledger::Consequence::kRevoke;
    decided.revocation = {ledger::Reach::kEverything, {}};
    event.id = ledger::ConsequenceId(review.event, "second person");
    event.fact = std::move(decided);
    door_->outbox().AddForContact(review.contact, event);
  }
}

bool World::IsQuiet() {
  const bool mails = std::all_of(mails_.begin(), mails_.end(), [](const Mail& mail) {
    return mail.acknowledged && mail.again == 0;
  });
  return mails && carrier_.reports.empty() && oracle_.Reviews().empty() && door_->IsQuiet() &&
         cli_->IsQuiet() &&
         std::all_of(handlers_.begin(), handlers_.end(),
                     [](const auto& h) { return h->IsQuiet(); }) &&
         std::all_of(dispatchers_.begin(), dispatchers_.end(),
                     [](const auto& d) { return d->IsQuiet(); }) &&
         projector_.CaughtUp();
}

void World::Finish() {
  faults_.on = false;
  log_.set_jitter_ms(0);
  carrier_.link_up = true;
  plans_.clear();
  if (!projector_.is_up()) projector_.Start();
  std::erase_if(dispatchers_, [](const auto& d) { return d->skewed(); });
  for (const auto& dispatcher : dispatchers_) dispatcher->WakeUp();
  Restart();
  ledger::ControlState state;
  control_.Follow(state, control_.size());
  if (state.FindAccount(kAccount)->halted) {
    // A request that a text made due waits for days, also for the end of a halt.
    consent::v1::ControlRecord command = NewCommand();
    command.mutable_account_resumed()->set_reason("go on");
    SendCommand(command, ledger::CampaignId(), false);
    control_.Follow(state, control_.size());
  }
  ledger::TimeMs last_ms = time_.now_ms();
  for (const auto& [key, campaign] : state.campaigns()) {
    for (const ledger::StepState& step : campaign.steps) {
      last_ms = std::max(last_ms, step.deadline_ms);
    }
  }
  bool quiet = GrowQuiet(last_ms);
  if (quiet && source_asks_) {
    RepeatSourceAsk();
    quiet = GrowQuiet(last_ms);
    if (quiet) oracle_.SeeSourceAsked();
  }
  if (oracle_.breach().has_value()) return;
  JudgeEnd();
  if (!quiet) oracle_.Fail("law 7: all comes to an end", "work never ended");
}

// Lets time pass until nothing happens any more and `until_ms` is over; false: something always
// does, or a law was broken.
bool World::GrowQuiet(ledger::TimeMs until_ms) {
  ledger::ControlState state;
  control_.Follow(state, control_.size());
  const std::set<StepName> due = StepsToClose(state);
  int quiet = 0;
  for (int round = 0; round < kRoundsMax && quiet < kRoundsQuiet; ++round) {
    time_.elapsed += absl::Milliseconds(round < kRoundsFine ? 100 : 600);
    if (round % 10 == 0) ResolveReviews();
    Broker();
    StepDoor();
    Guard(cli_);
    projector_.Step(true);
    CompareReachable();
    for (const auto& handler : handlers_) LEDGER_CHECK(handler->Step().ok());
    Broker();
    projector_.Step(true);
    StepDispatchers();
    Restart();
    if (oracle_.breach().has_value()) return false;
    const bool late = time_.now_ms() > until_ms + 2000;
    quiet = late && IsQuiet() && oracle_.AreClosed(due) ? quiet + 1 : 0;
  }
  return quiet >= kRoundsQuiet;
}

// What is owed in the end holds a grant of a dispatcher that is gone, and might have been given
// back.
void World::JudgeOwed(PartitionId p, const Person& person, const projector::StateStore& store) {
  const auto contact = store.LoadContacts({&person.contact, 1});
  LEDGER_CHECK(contact.ok());
  if (contact->front().empty()) return;
  const auto state = ledger::DecodeContactState(contact->front());
  LEDGER_CHECK(state.ok());
  for (const ledger::DueMessage& due : state->due) {
    const auto bytes = store.LoadMessages({&due.message, 1});
    const auto message = ledger::DecodeMessageState(bytes->front());
    if (message.ok() && message->state == ledger::AttemptState::kOpen) continue;
    oracle_.Fail("law 7: all comes to an end",
                 "a text of class " + std::to_string(static_cast<int>(due.message_class)) +
                     " is still owed for the record at offset " + std::to_string(due.origin),
                 p);
  }
}

void World::JudgeEnd() {
  ledger::ControlState state;
  control_.Follow(state, control_.size());
  const std::set<StepName> due = StepsToClose(state);
  std::map<ledger::CampaignId, Offset> commands;
  for (const ledger::HaltCommand& command : dispatcher::HaltCommands(state)) {
    commands[command.campaign] = command.revision;
  }
  oracle_.SeeEnd(due, commands);
  for (PartitionId p = 0; p < log_.partitions(); ++p) {
    const auto digest = projector_.local().StateDigest(p, static_cast<Offset>(log_.Of(p).size()));
    LEDGER_CHECK(digest.ok());
    if (digest->first != DigestFromZero(log_, p, random_)) {
      oracle_.Fail("law 5: equal logs, equal states", "the digest of a rebuild differs", p);
    }
    const auto reading = projector_.local().Find(p)->Read(0, absl::ZeroDuration());
    LEDGER_CHECK(reading.ok());
    for (const ledger::OpenGrant& open : reading->meta().partition.open) {
      oracle_.Fail("law 7: every grant gets an outcome",
                   "an open grant is left of a step " + std::to_string(open.step.step), p);
    }
    for (const Person& person : people_) JudgeOwed(p, person, reading->store());
  }
}

}  // namespace simulation
