// What the log says, read plainly. What must follow from it is oracle_laws.cc.
#include "tests/simulation/oracle.h"

#include <algorithm>

#include "tests/simulation/sim_setup.h"

namespace simulation {

using ledger::Event;
using ledger::Offset;
using ledger::PartitionId;
using ledger::Record;

Oracle::Oracle(int partitions, std::vector<ledger::ProgramRef> programs,
               std::set<ledger::ProgramId> twice, absl::Duration age_limit)
    : programs_(std::move(programs)),
      double_(std::move(twice)),
      age_limit_(age_limit),
      partitions_(static_cast<std::size_t>(partitions)) {}

void Oracle::Fail(std::string law, std::string what, PartitionId p, Offset offset) {
  if (!breach_.has_value()) breach_ = Breach{std::move(law), std::move(what), p, offset};
}

ledger::MessageId Oracle::MessageOf(const ledger::IntentId& intent) const {
  const auto at = grants_.find(intent);
  return at == grants_.end() ? ledger::MessageId() : at->second.intent.message;
}

void Oracle::SeeAppended(PartitionId p, const Record& record, int writer, absl::Duration now) {
  At(p).writers.push_back(writer);
  const auto* event = std::get_if<Event>(&record.content);
  if (event == nullptr)
    return Fail("codec", "a record of ours cannot be decoded", p, record.offset);
  in_log_.insert(event->id);
  const auto* text = std::get_if<ledger::KeywordReplied>(&event->fact);
  const auto* edit = std::get_if<ledger::PermissionSet>(&event->fact);
  bool revokes = std::holds_alternative<ledger::OptedOut>(event->fact) ||
                 std::holds_alternative<ledger::NumberReassigned>(event->fact) ||
                 (edit != nullptr && (edit->permission == ledger::Permission::kOptOut ||
                                      edit->permission == ledger::Permission::kStopped));
  if (text != nullptr) {
    // A repeat of the same text says nothing new.
    revokes =
        texts_in_log_.insert(text->gateway_id).second && sent_[text->gateway_id] == TextKind::kStop;
  }
  if (revokes) contacts_[record.contact].durable_revocations.emplace_back(record.offset, now);
}

void Oracle::SeeFolded(PartitionId p, const Record& record, Ruling ruling, ledger::Reason reason) {
  Partition& partition = At(p);
  const Verdict verdict{ruling, reason};
  if (record.offset < partition.next) {
    if (partition.verdicts[static_cast<std::size_t>(record.offset)] != verdict) {
      Fail("law 5: equal logs, equal states", "a verdict changed when it was folded again", p,
           record.offset);
    }
    return;
  }
  if (record.offset != partition.next) return Fail("dense", "the fold skipped", p, record.offset);
  ++partition.next;
  partition.verdicts.push_back(verdict);
  partition.time = std::max(partition.time, record.appended_at_ms);
  const auto* event = std::get_if<Event>(&record.content);
  if (event == nullptr) return;
  if (!partition.seen.insert(event->id).second) {
    if (ruling == Ruling::kGranted) {
      Fail("law 3: at most once", "a repeated intent was granted", p, record.offset);
    }
    return;
  }
  if (!record.about_partition) partition.contacts.insert(record.contact);
  if (ruling == Ruling::kBlocked) {
    return Fail("nothing was wrong, and yet", "a record was not understood", p, record.offset);
  }
  ReadPartitionFact(p, record, *event, verdict);
  ReadFact(p, record, *event);
  if (!record.about_partition) NoteWants(contacts_[record.contact], partition.time);
}

void Oracle::ReadFact(PartitionId p, const Record& record, const Event& event) {
  Partition& partition = At(p);
  if (const auto* text = std::get_if<ledger::KeywordReplied>(&event.fact)) {
    ReadText(record, event.id, *text, partition);
  } else if (const auto* decided = std::get_if<ledger::ReplyDecided>(&event.fact)) {
    ReadDecision(record, *decided, partition.time);
  } else if (const auto* intent = std::get_if<ledger::SendIntended>(&event.fact)) {
    const Verdict& verdict = partition.verdicts.back();
    const StepName step{intent->because.campaign, intent->because.step};
    if (verdict.ruling == Ruling::kGranted) {
      JudgeGrant(p, record, *intent);
      partition.settled[step][record.contact] = true;
    } else if (verdict.ruling == Ruling::kDenied) {
      ReadDenial(p, record, *intent, verdict.reason);
    }
  } else if (const auto* request = std::get_if<ledger::MessageRequested>(&event.fact)) {
    if (partition.verdicts.back().ruling != Ruling::kApplied) return;
    // What is requested again is due until the latest deadline that was given.
    requests_[request->message] = {request->deadline_ms, record.offset};
    if (request->requester == "source ask") source_requests_.insert(request->message);
    ended_.erase(request->message);
  } else {
    ReadOutcome(p, record, event);
    ReadConsent(record, event, partition);
    ReadEdit(record, event, partition);
    ReadFlags(record, event);
  }
}

void Oracle::ReadText(const Record& record, const ledger::EventId& event,
                      const ledger::KeywordReplied& text, Partition& partition) {
  Contact& contact = contacts_[record.contact];
  // The same text of the gateway, under whatever event id: one text all the same.
  if (!contact.text_ids.insert(text.gateway_id).second) return;
  Text& read = contact.texts[record.offset];
  read.event = event;
  read.kind = sent_[text.gateway_id];
  read.when = {std::min(text.gateway_time_ms, partition.time), record.offset};
  read.received_ms = read.when.time;
  const bool undecided = !contact.held.empty();
  const bool wanted =
      std::any_of(programs_.begin(), programs_.end(),
                  [&](const ledger::ProgramRef& p) { return contact.reading.Wants(p); });
  contact.held.insert(record.offset);
  contact.bad_number = false;
  contact.failed_asks = 0;
  NoteJoin(contact, undecided, read);
  if (read.when.time < contact.last_text_ms) contact.reading.Disordered();
  contact.last_text_ms = std::max(contact.last_text_ms, read.when.time);
  if (read.kind == TextKind::kStop) {
    contact.reading.Revokes({ledger::Reach::kEverything, {}}, read.when, true);
  } else if (read.kind == TextKind::kStart) {
    ++contact.opt_ins;  // to what, its decision says (oracle_join.cc)
  } else if (read.kind == TextKind::kYes && IsAsked(contact)) {
    const Grant& ask = grants_.at(*contact.ask);
    read.ask = ask.at;
    if (ask.at > contact.erased_at) contact.erased_at = ledger::kNoOffset;
    contact.reading.OptsIn(ask.intent.program.program, {ask.time, ask.at}, true);
    ++contact.opt_ins;
  }
  NoteChange(contact, wanted, undecided, read);
}

void Oracle::ReadDecision(const Record& record, const ledger::ReplyDecided& decided,
                          ledger::TimeMs time) {
  Contact& contact = contacts_[record.contact];
  const auto text = contact.texts.find(decided.reply_offset);
  if (text == contact.texts.end()) return;
  const bool person = !decided.actor.empty();
  if (text->second.decided) {
    // Whoever looks at it once more may still revoke.
    if (person && decided.consequence == ledger::Consequence::kRevoke) {
      contact.reading.Revokes(decided.revocation, {time, record.offset}, true);
    }
    return;
  }
  if (decided.consequence == ledger::Consequence::kHold) {
    text->second.review = true;
    return;
  }
  if (text->second.review && !person) return;
  text->second.decided = true;
  ReadJoin(record, decided, text->second);
  NoteOwed(contact, time, text->second);
  contact.held.erase(decided.reply_offset);
  // What a person reads in an unsure text is what it means.
  if (person && decided.consequence == ledger::Consequence::kRevoke) {
    contact.reading.Revokes(decided.revocation, text->second.when, true);
  }
}

// What an administrator sets, and what a change of owners means.
void Oracle::ReadEdit(const Record& record, const Event& event, const Partition& partition) {
  Contact& contact = contacts_[record.contact];
  const When here{partition.time, record.offset};
  if (std::holds_alternative<ledger::NumberReassigned>(event.fact)) {
    contact.reading.Revokes({ledger::Reach::kEverything, {}}, here, true);
    contact.reading.ChangesOwner(here.time);
  }
  const auto* edit = std::get_if<ledger::PermissionSet>(&event.fact);
  if (edit == nullptr) return;
  switch (edit->permission) {
    case ledger::Permission::kOptIn:
      if (contact.erased_at != ledger::kNoOffset) break;
      contact.reading.OptsIn(edit->program.program,
                             {std::min(event.occurred_at_ms, partition.time), record.offset},
                             false);
      ++contact.opt_ins;
      break;
    case ledger::Permission::kOptOut:
      contact.reading.Revokes({ledger::Reach::kPrograms, {edit->program}}, here, false);
      break;
    case ledger::Permission::kStopped:
      contact.reading.Revokes({ledger::Reach::kEverything, {}}, here, true);
      break;
    case ledger::Permission::kBadNumber:
      contact.bad_number = true;
      break;
    case ledger::Permission::kUnknown:
    case ledger::Permission::kNotSet:
      break;
  }
}

void Oracle::ReadFlags(const Record& record, const Event& event) {
  Contact& contact = contacts_[record.contact];
  if (std::holds_alternative<ledger::EventRejected>(event.fact)) {
    contact.blocks.insert(record.offset);
  } else if (std::holds_alternative<ledger::BlockResolved>(event.fact)) {
    contact.blocks.clear();
  } else if (std::holds_alternative<ledger::ContactErased>(event.fact)) {
    contact.erased_at = record.offset;
    contact.ever_erased = true;
    contact.zone.clear();
    contact.synced = false;
  } else if (const auto* told = std::get_if<ledger::ZoneTold>(&event.fact)) {
    if (contact.erased_at == ledger::kNoOffset) contact.zone = told->tzid;
  } else if (std::holds_alternative<ledger::NumberReassigned>(event.fact)) {
    contact.zone.clear();  // the next owner may live anywhere
  }
}

void Oracle::ReadConsent(const Record& record, const Event& event, Partition& partition) {
  Contact& contact = contacts_[record.contact];
  const bool erased = contact.erased_at != ledger::kNoOffset;  // only the handset counts
  if (const auto* imported = std::get_if<ledger::ContactImported>(&event.fact)) {
    if (erased) return;
    contact.synced |= imported->source == kAskingSource;
    const bool permits = imported->grade == ledger::EvidenceGrade::kA ||
                         imported->grade == ledger::EvidenceGrade::kB;
    for (const ledger::ProgramRef& program : imported->programs) {
      if (!permits) continue;
      contact.reading.Imports(program.program);
      ++contact.opt_ins;  // before a YES is decided it leaves nothing to confirm
    }
  } else if (const auto* in = std::get_if<ledger::OptedIn>(&event.fact)) {
    const When when{std::min(event.occurred_at_ms, partition.time), record.offset};
    if (erased) return;
    for (const ledger::ProgramRef& program : in->programs) {
      contact.reading.OptsIn(program.program, when, false);
      ++contact.opt_ins;
    }
  } else if (const auto* out = std::get_if<ledger::OptedOut>(&event.fact)) {
    contact.reading.Revokes(out->scope, {partition.time, record.offset},
                            out->means == ledger::OptOutMeans::kProvider);
  }
}

std::vector<Oracle::Review> Oracle::Reviews() const {
  std::vector<Review> reviews;
  for (const auto& [id, contact] : contacts_) {
    for (const Offset offset : contact.held) {
      const Text& text = contact.texts.at(offset);
      if (text.review) reviews.push_back({id, offset, text.event});
    }
  }
  return reviews;
}

bool Oracle::IsAsked(const Contact& contact) const {
  return contact.ask.has_value() && !grants_.at(*contact.ask).missed;
}

void Oracle::TakeBackAsk(Contact& contact, const Grant& grant) {
  contact.reading.NeverAsked(grant.at);
  // Nor is a YES to it confirmed.
  for (auto& [offset, text] : contact.texts) {
    if (text.ask == grant.at) text.owed = ledger::MessageClass::kUnknown;
  }
  if (contact.ask.has_value() && *contact.ask == grant.intent.intent) contact.ask.reset();
}

void Oracle::NoteMissed(Contact& contact, Grant& grant, bool missed) {
  if (grant.missed == missed) return;
  grant.missed = missed;
  if (grant.intent.message_class == ledger::MessageClass::kOptInRequest) {
    contact.asks += missed ? -1 : 1;
  }
}

void Oracle::ReadOutcome(PartitionId p, const Record& record, const Event& event) {
  Contact& contact = contacts_[record.contact];
  if (const auto* concluded = std::get_if<ledger::SendConcluded>(&event.fact)) {
    const auto at = grants_.find(concluded->intent);
    if (at == grants_.end()) {
      return Fail("every conclusion belongs to a grant", "concluded an intent without a grant", p,
                  record.offset);
    }
    Grant& grant = at->second;
    const bool withdrawn = concluded->outcome == ledger::SendOutcome::kWithdrawn;
    if (withdrawn && grant.fate == Fate::kOpen) {
      grant.fate = Fate::kWithdrawn;
      // What a dispatcher that was replaced gives back may come too late for its successor's sweep.
      const bool replaced = At(p).holder != grant.writer;
      if (!replaced && !grant.intent.because.campaign.value().empty()) {
        At(p).settled[{grant.intent.because.campaign, grant.intent.because.step}][grant.contact] =
            false;
      }
      if (grant.intent.message_class == ledger::MessageClass::kOptInRequest) --contact.asks;
      TakeBackAsk(contact, grant);
    } else if (!withdrawn) {
      grant.fate = Fate::kEnded;
      if (concluded->outcome == ledger::SendOutcome::kRejected && !grant.delivered) {
        NoteMissed(contact, grant, true);
      }
    }
    contact.bad_number |= concluded->permanent;
  } else if (const auto* report = std::get_if<ledger::DeliveryReported>(&event.fact)) {
    const auto at = grants_.find(report->intent);
    if (at == grants_.end()) return;
    at->second.fate = Fate::kEnded;
    const bool delivered = report->delivery == ledger::Delivery::kDelivered;
    at->second.delivered |= delivered;
    const bool missed = !at->second.delivered;
    const bool is_ask = at->second.intent.message_class == ledger::MessageClass::kOptInRequest;
    if (is_ask && missed && !at->second.missed) ++contact.failed_asks;
    NoteMissed(contact, at->second, missed);
    if (delivered) contact.bad_number = false;
    if (missed) contact.bad_number |= report->permanent;  // a delivery is not unsaid
  }
}

void Oracle::ReadPartitionFact(PartitionId p, const Record& record, const Event& event,
                               const Verdict& verdict) {
  Partition& partition = At(p);
  const auto note_halt = [&](const ledger::CampaignId& campaign, Offset revision, bool halted) {
    Halt& halt = partition.halts[campaign];
    if (revision > halt.revision) halt = {revision, halted};
  };
  if (std::holds_alternative<ledger::DispatcherClaimed>(event.fact)) {
    partition.holder = partition.writers[static_cast<std::size_t>(record.offset)];
  } else if (const auto* halted = std::get_if<ledger::Halted>(&event.fact)) {
    note_halt(halted->campaign, halted->revision, true);
  } else if (const auto* resumed = std::get_if<ledger::Resumed>(&event.fact)) {
    note_halt(resumed->campaign, resumed->revision, false);
  } else if (std::holds_alternative<ledger::TruncationAccepted>(event.fact)) {
    partition.lost_at = record.offset;
    partition.lost_ms = partition.time;
  } else if (const auto* finished = std::get_if<ledger::StepFinished>(&event.fact)) {
    if (verdict.ruling != Ruling::kApplied) return;
    JudgeFinish(p, record.offset, {finished->campaign, finished->step});
  }
}

void Oracle::NoteWants(Contact& contact, ledger::TimeMs time) const {
  contact.ever_flagged |= contact.flagged();
  for (const ledger::ProgramRef& program : programs_) {
    if (contact.reading.Wants(program)) contact.ever_wanted.insert(program.program);
    if (!contact.reading.Wants(program) || contact.flagged()) {
      contact.wants_since.erase(program.program);
    } else if (contact.held.empty()) {  // an undecided START does not make anyone reachable yet
      contact.wants_since.emplace(program.program, time);
    }
  }
  if (contact.known_since == 0) contact.known_since = time;
}

}  // namespace simulation
