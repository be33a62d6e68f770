// People who are synced from a source, and asked to opt in because of it: by the front door behind
// their import, and by the command that an operator gives, and gives again. And what others tell of
// where people live.
#include <algorithm>

#include "ledger/admission/source_ask.h"
#include "ledger/codec/record_codec.h"
#include "ledger/codec/state_codec.h"
#include "ledger/core/check.h"
#include "ledger/core/partitioner.h"
#include "tests/simulation/sim_world.h"

namespace simulation {

void World::AskWhomWeSync() {
  source_asks_ = random_.Chance(0.35);
  if (!source_asks_) return;
  consent::v1::ControlRecord command = NewCommand();
  consent::v1::SourceAskDefined& ask = *command.mutable_source_ask_defined();
  ask.set_source(kAskingSource);
  ask.set_program(kMarketing.program.value());
  ask.set_after_ms(time_.now_ms());
  control_.Append(std::move(command), time_.now_ms());
}

// As the front door does behind an import.
void World::AskSynced(const Mail& mail) {
  if (!std::holds_alternative<ledger::ContactImported>(mail.event->fact)) return;
  const auto person = std::find_if(people_.begin(), people_.end(),
                                   [&](const Person& p) { return p.contact == mail.contact; });
  consent::v1::IntakeEvent imported;
  imported.set_account(kAccount.value());
  imported.set_number(person->number);
  imported.mutable_contact_imported()->set_source(kAskingSource);
  const SimDirectory directory(door_->control());
  const auto asks = ledger::AsksAfter(imported, time_.now_ms(), {ledger::Origin::kImport, "sync"},
                                      {directory, keys_, time_.start + time_.elapsed});
  LEDGER_CHECK(asks.ok());
  for (const ledger::Admitted& ask : asks->asks) {
    door_->outbox().AddForContact(ask.contact, ask.event);
  }
}

ledger::ContactState World::StateOf(ledger::PartitionId p, const ledger::ContactId& contact) const {
  const auto bytes = projector_.store(p).LoadContacts({&contact, 1});
  LEDGER_CHECK(bytes.ok());
  if (bytes->front().empty()) return {};
  const auto state = ledger::DecodeContactState(bytes->front());
  LEDGER_CHECK(state.ok());
  return *state;
}

// `consent source ask`: reads the log to its end, and the projection up to there.
void World::RepeatSourceAsk() {
  if (!source_asks_ || cli_ == nullptr || !projector_.is_up()) return;
  const SimDirectory directory(cli_->control());
  if (directory.AsksOf(kAccount, kAskingSource).empty()) return;
  ledger::SourceAskLog asked(kAskingSource, kMarketing.program);
  for (ledger::PartitionId p = 0; p < log_.partitions(); ++p) {
    if (projector_.Next(p) != static_cast<ledger::Offset>(log_.Of(p).size())) continue;
    std::set<ledger::ContactId> synced;
    ledger::Offset offset = 0;
    for (const Landed& landed : log_.Of(p)) {
      const ledger::Record record =
          ledger::Decode(offset++, landed.appended_at_ms, landed.key, landed.value);
      const auto* event = std::get_if<ledger::Event>(&record.content);
      if (event == nullptr || record.about_partition) continue;
      asked.Note(record.contact, *event);
      const auto* imported = std::get_if<ledger::ContactImported>(&event->fact);
      if (imported != nullptr && imported->source == kAskingSource) synced.insert(record.contact);
    }
    for (const Person& person : people_) {
      if (!synced.contains(person.contact)) continue;
      const auto attempt = asked.NextAttempt(person.contact, StateOf(p, person.contact));
      if (!attempt.has_value()) continue;
      const ledger::TimeMs deadline_ms =
          time_.now_ms() + absl::ToInt64Milliseconds(ledger::kSourceAskTerm);
      const auto admission = ledger::Admit(
          ledger::SourceAskEvent(
              {kAccount, kAskingSource, kMarketing.program, *attempt, deadline_ms}, person.number),
          {ledger::Origin::kCli, "ask"}, {directory, keys_, time_.start + time_.elapsed});
      LEDGER_CHECK(admission.ok() && std::holds_alternative<ledger::Admitted>(*admission));
      const auto& admitted = std::get<ledger::Admitted>(*admission);
      cli_->outbox().AddForContact(admitted.contact, admitted.event);
    }
  }
}

void World::TellZone(const Person& person) {
  // At no hour of a run is it midnight in any of these: the account is open all day.
  static constexpr const char* kZones[] = {"America/Chicago", "Pacific/Honolulu", "Asia/Kolkata"};
  const ledger::ZoneTold told{kZones[random_.Below(std::size(kZones))], "shipping address", ""};
  Post(person, NewEvent(person, time_.now_ms(), told));
}

}  // namespace simulation
