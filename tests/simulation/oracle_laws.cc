// The laws, as the oracle judges them.
#include <algorithm>
#include <string>

#include "tests/simulation/oracle.h"
#include "tests/simulation/sim_setup.h"

namespace simulation {

using ledger::ContactId;
using ledger::IntentId;
using ledger::MessageClass;
using ledger::Offset;
using ledger::PartitionId;
using ledger::SendIntended;

namespace {

// How far the broker's clock may be wrong, both ways.
constexpr ledger::TimeMs kClockSlackMs = 300;

bool MayGoWhileHeld(MessageClass c) {
  return c == MessageClass::kHelp || c == MessageClass::kOptOutConfirmation;
}

}  // namespace

// Whether some STOP was confirmed that stands for this one too: nobody agreed in between.
bool Oracle::ConfirmedAlready(const Contact& contact, Offset stop) const {
  for (const IntentId& id : contact.confirmed_stops) {
    const Grant& grant = grants_.at(id);
    if (grant.fate == Fate::kWithdrawn) continue;
    const auto [low, high] = std::minmax(stop, grant.intent.because.origin);
    const When begin = contact.texts.at(low).when;
    const When end = contact.texts.at(high).when;
    // Between the two in the log, or as the handset sent them.
    const auto agrees = [&](const auto& entry) {
      const Text& text = entry.second;
      const auto [first, last] = std::minmax(begin.time, end.time);
      return (text.kind == TextKind::kStart || text.kind == TextKind::kYes) &&
             ((text.when.at > low && text.when.at < high) ||
              (text.when.time >= first && text.when.time <= last));
    };
    const bool agreed = std::any_of(contact.texts.begin(), contact.texts.end(), agrees);
    if (!agreed) return true;
  }
  return false;
}

std::string Oracle::WhyNotAnswer(const Contact& contact, const SendIntended& intent,
                                 const Partition& partition) const {
  const auto origin = contact.texts.find(intent.because.origin);
  if (origin == contact.texts.end()) return "answers a text that never came";
  const Text& text = origin->second;
  switch (intent.message_class) {
    case MessageClass::kOptInConfirmation:
      if (text.kind != TextKind::kStart && text.kind != TextKind::kYes) return "nobody opted in";
      if (!contact.reading.Wants(intent.program)) return "confirms an opt-in after a STOP";
      if (contact.flagged()) return "to a contact that is blocked or erased, or a bad number";
      return {};
    case MessageClass::kOptOutConfirmation: {
      if (text.kind != TextKind::kStop && text.kind != TextKind::kUnsure) return "nobody stopped";
      if (partition.time >= text.received_ms + kOptOutConfirmationTermMs) {
        return "confirms a STOP after more than five minutes";
      }
      if (ConfirmedAlready(contact, intent.because.origin)) return "confirms a STOP twice";
      return {};
    }
    case MessageClass::kHelp:
      return text.kind == TextKind::kHelp ? "" : "nobody asked for help";
    case MessageClass::kCustomReply:
    case MessageClass::kCampaign:
    case MessageClass::kSingle:
    case MessageClass::kOptInRequest:
    case MessageClass::kUnknown:
      break;
  }
  return "a class that nobody sends here";
}

bool Oracle::IsLost(const SendIntended& intent, const Partition& partition) const {
  if (intent.because.campaign.value().empty()) return intent.because.origin < partition.lost_at;
  return step_due_.at({intent.because.campaign, intent.because.step}) <= partition.lost_ms;
}

std::string Oracle::WhyNot(const ContactId& id, const SendIntended& intent,
                           const Partition& partition) const {
  const Contact& contact = contacts_.at(id);
  if (!contact.held.empty() && !MayGoWhileHeld(intent.message_class)) {
    return "a text of the person at offset " + std::to_string(*contact.held.begin()) +
           " was not decided yet";
  }
  if (IsLost(intent, partition)) return "the work is older than a loss of the log";
  if (AnswersText(intent.message_class)) {
    if (CountGrants(id, true) >= kAnswersMax) return "one more answer than a day allows";
    return WhyNotAnswer(contact, intent, partition);
  }
  if (IsPastDeadline(intent, partition.time)) return "granted after its deadline";
  for (const ledger::CampaignId& name : {ledger::CampaignId(), intent.because.campaign}) {
    const auto halt = partition.halts.find(name);
    if (halt != partition.halts.end() && halt->second.halted) {
      return "'" + name.value() + "' was halted before it";
    }
  }
  if (contact.flagged()) return "to a contact that is blocked or erased, or a bad number";
  const bool wants = contact.reading.Wants(intent.program);
  if (intent.message_class != MessageClass::kOptInRequest) {
    if (CountGrants(id, false) >= kCapMax) return "one more text than the account's cap allows";
    return wants ? "" : "the person has not agreed, or took it back";
  }
  if (contact.reading.EverRevoked(intent.program)) return "asks somebody who revoked";
  if (wants) return "asks somebody who agreed already";
  if (contact.asks > 0) return "asks a second time";
  if (contact.failed_asks >= kFailedAsksMax) return "asks again after too many that failed";
  return WhyNotAskedFor(contact, intent, partition);
}

void Oracle::JudgeGrant(PartitionId p, const ledger::Record& record, const SendIntended& intent) {
  Partition& partition = At(p);
  Contact& contact = contacts_[record.contact];
  ++grant_count_;
  const int writer = partition.writers[static_cast<std::size_t>(record.offset)];
  if (writer != partition.holder) {
    Fail("no grant to an older epoch", "granted to a dispatcher that was replaced", p,
         record.offset);
  }
  if (std::string why = WhyNot(record.contact, intent, partition); !why.empty()) {
    Fail("law 2: no grant against the table", std::move(why), p, record.offset);
  }
  for (const IntentId& earlier : grants_of_[intent.message]) {
    if (grants_.at(earlier).fate != Fate::kWithdrawn) {
      Fail("law 3: a grant takes the message id",
           "granted again; the grant at offset " + std::to_string(grants_.at(earlier).at) +
               " was not withdrawn",
           p, record.offset);
    }
  }
  grants_of_[intent.message].push_back(intent.intent);
  Grant grant{intent, record.contact, p, record.offset, partition.time, writer, Fate::kOpen, false,
              false};
  if (!grants_.emplace(intent.intent, std::move(grant)).second) {
    Fail("law 3: at most once", "one intent granted twice", p, record.offset);
  }
  if (intent.message_class == MessageClass::kOptInRequest) {
    if (IsAskedFor(contact, intent)) ++asks_by_text_;
    if (source_requests_.contains(intent.message)) ++asks_by_source_;
    ++contact.asks;
    contact.ask = intent.intent;
    contact.ever_asked = true;
    // A YES counts here: a text that was sent before and comes later is out of order, too.
    contact.last_text_ms = std::max(contact.last_text_ms, partition.time);
  } else if (intent.message_class == MessageClass::kOptOutConfirmation) {
    contact.confirmed_stops.push_back(intent.intent);
  }
}

void Oracle::SeeReachable(PartitionId p, Offset next, const ledger::ProgramRef& program,
                          const std::map<ContactId, std::string>& reachable) {
  const Partition& partition = At(p);
  if (next != partition.next) return;  // a projection that starts again from zero
  for (const ContactId& id : partition.contacts) {
    const Contact& contact = contacts_[id];
    if (!contact.held.empty()) continue;
    const bool plain = contact.reading.Wants(program) && !contact.flagged();
    const auto found = reachable.find(id);
    const bool folded = found != reachable.end();
    // Whether an undecided START had brought an erased contact back before a zone was told is
    // unclear.
    if (folded && !contact.ever_erased && found->second != contact.zone) {
      Fail("a told zone is the present owner's",
           "'" + found->second + "' is not what was told last, '" + contact.zone + "'", p,
           next - 1);
    }
    if (folded && !plain) {
      Fail("laws 2 and 8: nobody else lifts a revocation",
           "reachable for " + program.program.value() + " against the plain reading", p, next - 1);
    }
    if (plain && !folded && contact.reading.in_order()) {
      Fail("law 7: nobody is forgotten",
           "agreed to " + program.program.value() + ", and the projection says not reachable", p,
           next - 1);
    }
  }
}

void Oracle::SeeSourceAsked() {
  for (std::size_t p = 0; p < partitions_.size(); ++p) {
    for (const ContactId& id : partitions_[p].contacts) {
      const Contact& contact = contacts_[id];
      const bool askable = contact.held.empty() && contact.reading.in_order() &&
                           !contact.flagged() && !contact.ever_erased &&
                           !contact.reading.Wants(kMarketing) &&
                           !contact.reading.EverRevoked(kMarketing) && contact.asks == 0 &&
                           contact.failed_asks < kFailedAsksMax;
      if (!contact.synced || !askable) continue;
      Fail("law 7: nobody is forgotten",
           "imported, never reached by a request, and not asked by a repeat of the source's",
           static_cast<PartitionId>(p));
    }
  }
}

void Oracle::SeeHoldBack(int writer, const ContactId& contact, Offset offset) {
  Offset& told = told_.try_emplace({writer, contact}, offset).first->second;
  told = std::max(told, offset);
}

void Oracle::SeeFirstByte(int writer, const IntentId& intent, const ContactId& person,
                          absl::Duration now) {
  const auto at = grants_.find(intent);
  if (at == grants_.end()) return Fail("law 2: no text without a grant", "attempt without a grant");
  const Grant& grant = at->second;
  const auto fail = [&](std::string law, std::string what) {
    Fail(std::move(law), std::move(what), grant.partition, grant.at);
  };
  if (grant.writer != writer) fail("law 2: no text without a grant", "the grant of another");
  if (grant.fate == Fate::kWithdrawn) fail("law 2: no text without a grant", "it was withdrawn");
  if (grant.contact != person) fail("law 2: no text without a grant", "sent to somebody else");
  if (!attempts_.emplace(grant.intent.message, intent).second) {
    fail("law 3: at most once", "the message was attempted before");
  }
  if (MayGoWhileHeld(grant.intent.message_class)) return;
  const auto told = told_.find({writer, grant.contact});
  if (told != told_.end() && grant.at < told->second) {
    fail("no attempt starts after the dispatcher was told",
         "told of the record at offset " + std::to_string(told->second));
  }
  for (const auto& [offset, durable_at] : contacts_[grant.contact].durable_revocations) {
    if (grant.at < offset && now > durable_at + age_limit_) {
      fail("no attempt starts later than the age limit after a revocation is durable",
           "the revocation stands at offset " + std::to_string(offset));
    }
  }
}

void Oracle::SeeReceived(const IntentId& intent) {
  ++received_count_;
  const ledger::MessageId message = MessageOf(intent);
  if (message.empty()) return Fail("law 2: no text without a grant", "a handset got such a text");
  if (++received_[message] > 1) {
    const Grant& grant = grants_.at(intent);
    Fail("law 3: at most once", "a handset got one message twice", grant.partition, grant.at);
  }
}

void Oracle::JudgeFinish(PartitionId p, Offset offset, const StepName& step) {
  Partition& partition = At(p);
  if (!partition.finished.emplace(step, offset).second) return;
  const auto due = step_due_.find(step);
  if (due == step_due_.end()) return;
  // Who was in the audience throughout: for the request to agree, whoever may be asked.
  const auto& program = programs_.front();
  const bool asks = step.first.value() == "phone_text_default";
  for (const ContactId& id : partition.contacts) {
    const Contact& contact = contacts_[id];
    if (partition.settled[step][id]) continue;
    if (!contact.reading.in_order()) continue;  // only what must not be is known of these
    const auto since = contact.wants_since.find(program.program);
    const bool reachable =
        since != contact.wants_since.end() && since->second + kClockSlackMs <= due->second;
    const bool askable = contact.known_since + kClockSlackMs <= due->second &&
                         contact.opt_ins == 0 && !contact.reading.Wants(program) &&
                         !contact.reading.EverRevoked(program) && !contact.ever_flagged &&
                         !contact.ever_asked;
    if (asks ? !askable : !reachable) continue;
    Fail("law 7: nobody is forgotten",
         "step " + std::to_string(step.second) + " of " + step.first.value() +
             " was closed without an attempt or a final reason for a contact who was there "
             "throughout",
         p, offset);
  }
}

bool Oracle::AreClosed(const std::set<StepName>& steps) const {
  return std::all_of(partitions_.begin(), partitions_.end(), [&](const Partition& partition) {
    return std::all_of(steps.begin(), steps.end(),
                       [&](const StepName& step) { return partition.finished.contains(step); });
  });
}

void Oracle::SeeEnd(const std::set<StepName>& due,
                    const std::map<ledger::CampaignId, Offset>& commands) {
  for (std::size_t p = 0; p < partitions_.size(); ++p) {
    const auto id = static_cast<PartitionId>(p);
    for (const StepName& step : due) {
      if (!partitions_[p].finished.contains(step)) {
        Fail("law 7: steps end",
             "step " + std::to_string(step.second) + " of " + step.first.value() +
                 " was never closed",
             id);
      }
    }
    for (const auto& [campaign, revision] : commands) {
      if (partitions_[p].halts[campaign].revision < revision) {
        Fail("a stop is a place in the log",
             "command " + std::to_string(revision) + " about '" + campaign.value() +
                 "' never reached the partition",
             id);
      }
    }
  }
  for (const auto& [id, contact] : contacts_) {
    if (!contact.held.empty()) Fail("law 7", "a text was never decided", 0, *contact.held.begin());
    JudgeAnswered(id, contact);
  }
  for (const ledger::EventId& id : acknowledged_) {
    if (!in_log_.contains(id))
      Fail("law 4: nothing is lost", "an acknowledged event is not in the log");
  }
  for (const auto& [id, grant] : grants_) {
    if (grant.fate == Fate::kOpen && At(grant.partition).holder == grant.writer) {
      Fail("law 7: every grant gets an outcome", "a grant of the present holder is still open",
           grant.partition, grant.at);
    }
  }
}

}  // namespace simulation
