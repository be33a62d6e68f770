// What a text from a handset and its decision do. A decision counts at its reply's place, whenever
// it is made.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "ledger/core/apply_facts.h"
#include "ledger/core/consent.h"
#include "ledger/core/derive_ids.h"
#include "ledger/core/rules.h"

namespace ledger {
namespace {

// What an answer is to its reply; one reply may join or ask for several programs.
std::string RoleOf(const AnswerDue& answer) {
  switch (answer.message_class) {
    case MessageClass::kOptInConfirmation:
      return "opt-in-confirmation/" + answer.program.program.value();
    case MessageClass::kOptOutConfirmation:
      return "opt-out-confirmation";
    case MessageClass::kHelp:
      return "help";
    case MessageClass::kCustomReply:
      return "custom-reply";
    case MessageClass::kOptInRequest:
      return "opt-in-request/" + answer.program.program.value();
    case MessageClass::kUnknown:
    case MessageClass::kCampaign:
    case MessageClass::kSingle:
      break;
  }
  return "none";
}

// What a decision changed, so that only what is owed is answered.
struct Change {
  bool was_erased = false;                            // before it
  std::vector<std::pair<ProgramRef, Mark>> opted_in;  // programs, and the opt-in that made them so
  bool stopped = false;                               // a covered program became stopped ...
  ProgramRef one_stopped;                             // (one of them, where they are known)
  Mark revocation_ground;                             // ... by this revocation
};

// What an opt-in confirmation confirms: the opt-in to the program that it speaks of. Returns false
// if nobody was opted in to that: then there is nothing to confirm.
bool GroundOptIn(const Change& change, DueMessage& due) {
  const auto in =
      std::find_if(change.opted_in.begin(), change.opted_in.end(),
                   [&](const auto& one) { return one.first.program == due.program.program; });
  if (in == change.opted_in.end()) return false;
  due.program = in->first;
  due.ground = in->second;
  return true;
}

// Notes every answer of `fact` that the change makes owed. Returns false if one had no room.
bool OweAnswers(const ReplyDecided& fact, const HeldReply& reply, const Change& change,
                const Place& place) {
  // An erasure takes the number away: what was said before it is answered to nobody.
  if (reply.at.position < place.state.contact.erased_at) return true;
  bool all = true;
  for (const AnswerDue& answer : fact.answers) {
    DueMessage due;
    due.message = AnswerMessageId(reply.event, RoleOf(answer));
    due.message_class = answer.message_class;
    due.program = answer.program;
    due.line = fact.line.value().empty() ? reply.line : fact.line;
    due.origin = reply.at.position;
    due.deadline_ms = reply.at.time_ms + kRulesV1.answer_term_ms;
    due.template_key = answer.template_key;
    due.language = answer.language;
    if (answer.message_class == MessageClass::kOptInConfirmation) {
      if (!GroundOptIn(change, due)) continue;
    } else if (answer.message_class == MessageClass::kOptOutConfirmation) {
      if (!change.stopped) continue;
      // Who decides for a person names no program: the words are those of one that was stopped.
      if (due.program.program.value().empty()) due.program = change.one_stopped;
      due.ground = change.revocation_ground;
      due.deadline_ms = reply.at.time_ms + kRulesV1.opt_out_confirmation_term_ms;
    } else if (answer.message_class == MessageClass::kOptInRequest) {
      // Whether the person may be asked is judged at the grant, as of every request. A person who
      // decides a reply never opts in, and does not ask either.
      if (!fact.actor.empty() || answer.program.program.value().empty()) continue;
      due.deadline_ms = reply.at.time_ms + kRulesV1.ask_by_reply_term_ms;
    } else if (!IsAnswer(answer.message_class)) {
      continue;
    }
    all &= AddDue(place.state.contact, std::move(due), place.now_ms());
  }
  return all;
}

bool Covers(const RevocationScope& scope, const ProgramRef& program) {
  if (ReachesEverything(scope)) return true;
  if (scope.reach == Reach::kMarketing) return program.category != Category::kInformational;
  return std::any_of(scope.programs.begin(), scope.programs.end(),
                     [&](const ProgramRef& p) { return p.program == program.program; });
}

// The number of programs that `scope` covers and that are stopped now.
std::size_t CountStopped(const ContactState& contact, const RevocationScope& scope, TimeMs now_ms) {
  return static_cast<std::size_t>(
      std::count_if(contact.programs.begin(), contact.programs.end(), [&](const ProgramConsent& p) {
        return Covers(scope, p.ref) && StatusOf(contact, p.ref, now_ms) == Status::kStopped;
      }));
}

bool KnowsProgram(const ContactState& contact, const RevocationScope& scope) {
  return std::any_of(contact.programs.begin(), contact.programs.end(),
                     [&](const ProgramConsent& p) { return Covers(scope, p.ref); });
}

// Revokes at `mark`; says whether that stopped something that was not stopped before.
Change RevokeFromHandset(const RevocationScope& scope, const Mark& mark, const Place& place) {
  ContactState& contact = place.state.contact;
  const bool known = KnowsProgram(contact, scope);
  const std::size_t before = CountStopped(contact, scope, place.now_ms());
  const auto standing = std::find_if(
      contact.programs.begin(), contact.programs.end(), [&](const ProgramConsent& p) {
        return Covers(scope, p.ref) && StatusOf(contact, p.ref, place.now_ms()) != Status::kStopped;
      });
  const ProgramRef one = standing != contact.programs.end() ? standing->ref : ProgramRef();
  const bool first = !contact.everything.handset.set() && !contact.marketing.handset.set();
  Revoke(contact, scope, mark, true);
  Change change;
  change.one_stopped = one;
  const bool named = scope.reach == Reach::kPrograms && !ReachesEverything(scope);
  change.stopped = known || named
                       ? CountStopped(contact, scope, place.now_ms()) > before
                       : first;
  change.revocation_ground = mark;
  return change;
}

// Raises the handset's opt-in for `program`, and notes whether that opted the contact in. Returns
// false if a revocation that is not older stands above it.
bool OptInFromHandset(const ProgramRef& program, const Mark& mark, const Place& place,
                      Change& change) {
  ContactState& contact = place.state.contact;
  const auto opted_in = [&] {
    return StatusOf(contact, program, place.now_ms()) == Status::kOptedIn;
  };
  const bool before = !change.was_erased && opted_in();
  ProgramConsent& consent = ProgramOf(contact, program);
  consent.handset_in = LatestOptIn(consent.handset_in, mark);
  if (!opted_in()) return false;
  // A handset that opts in again is a person again, under a new key; an opt-in from before the
  // erasure is not that.
  if (mark.position > contact.erased_at) contact.erased_at = kNoOffset;
  if (!before && !contact.erased()) {
    change.opted_in.emplace_back(consent.ref, consent.handset_in);
  }
  return true;
}

// A YES: opts in to what was asked, counted at the grant of each ask.
Reason Confirm(const ReplyDecided& fact, const HeldReply& reply, const Place& place,
               Change& change) {
  Reason reason = Reason::kNoPendingAsk;
  bool in = false;
  for (const AskAtReply& ask : reply.asks) {
    const bool named =
        fact.programs.empty() ||
        std::any_of(fact.programs.begin(), fact.programs.end(),
                    [&](const ProgramRef& program) { return program.program == ask.ref.program; });
    if (!named) continue;
    if (reply.at.time_ms >= ask.expires_at_ms && !fact.expired_ask_counts) {
      if (reason == Reason::kNoPendingAsk) reason = Reason::kAskExpired;
      continue;
    }
    in |= OptInFromHandset(ask.ref, ask.granted, place, change);
    reason = in ? Reason::kNone : Reason::kRevokedLater;
  }
  return reason;
}

// Whether an opt-in was decided that a revocation stands above, for every program that it names,
// and it asks for no other: a START of the same second as a STOP opts in to nothing, and says so.
bool DidNothing(const ReplyDecided& fact, Reason reason, const Place& place) {
  if (reason != Reason::kRevokedLater) return false;
  const auto in = [&](const ProgramRef& program) {
    return StatusOf(place.state.contact, program, place.now_ms()) == Status::kOptedIn;
  };
  const auto asks = [](const AnswerDue& due) {
    return due.message_class == MessageClass::kOptInRequest;
  };
  return std::none_of(fact.programs.begin(), fact.programs.end(), in) &&
         std::none_of(fact.answers.begin(), fact.answers.end(), asks);
}

// A decision for a reply that is not held (any more): it was decided, or it stands as a block, or
// it is not there at all. Only a revocation still counts, at its own append: fail closed. Not the
// keyword-handler's where a person was first: the order of the decisions would show.
Effect ApplyLate(const ReplyDecided& fact, const Place& place) {
  const std::vector<Offset>& by_person = place.state.contact.decided_by_person;
  const bool overtaken =
      fact.actor.empty() &&
      std::find(by_person.begin(), by_person.end(), fact.reply_offset) != by_person.end();
  if (overtaken) return Effect::Ignored(Reason::kReplyAlreadyDecided);
  if (fact.consequence != Consequence::kRevoke) {
    const std::vector<Offset>& blocks = place.state.contact.blocks;
    const bool here = fact.reply_offset >= 0 && fact.reply_offset < place.offset &&
                      std::find(blocks.begin(), blocks.end(), fact.reply_offset) == blocks.end();
    return Effect::Ignored(here ? Reason::kReplyAlreadyDecided : Reason::kUnknownReply);
  }
  RevokeFromHandset(fact.revocation, place.AtAppend(), place);
  Effect effect;
  effect.hold_back = true;
  return effect;
}

void NoteDecidedByPerson(ContactState& contact, Offset reply) {
  std::vector<Offset>& replies = contact.decided_by_person;
  if (replies.size() >= kRulesV1.held_max) replies.erase(replies.begin());
  replies.push_back(reply);
}

}  // namespace

bool AddDue(ContactState& contact, DueMessage due, TimeMs now_ms) {
  std::erase_if(contact.due, [&](const DueMessage& old) {
    return old.deadline_ms != kNoTime && old.deadline_ms <= now_ms;
  });
  if (contact.due.size() >= kRulesV1.due_max &&
      due.message_class == MessageClass::kOptOutConfirmation) {
    // The law wants this one within five minutes: a request makes room for it.
    const auto request = std::find_if(contact.due.begin(), contact.due.end(),
                                      [](const auto& old) { return !IsAnswer(old.message_class); });
    if (request != contact.due.end()) contact.due.erase(request);
  }
  const auto at = std::lower_bound(
      contact.due.begin(), contact.due.end(), due,
      [](const DueMessage& a, const DueMessage& b) { return a.message < b.message; });
  if (at != contact.due.end() && at->message == due.message) {
    *at = std::move(due);
    return true;
  }
  if (contact.due.size() >= kRulesV1.due_max) return false;
  contact.due.insert(at, std::move(due));
  return true;
}

HeldReply ReplyOf(const EventId& event, const KeywordReplied& fact, TimeMs now_ms, Offset offset) {
  HeldReply reply;
  reply.event = event;
  const TimeMs sent_ms = fact.gateway_time_ms == kNoTime ? now_ms : fact.gateway_time_ms;
  reply.at = {std::min(sent_ms, now_ms), offset};
  reply.line = fact.line;
  return reply;
}

Effect ApplyFact(const KeywordReplied& fact, const Place& place) {
  ContactState& contact = place.state.contact;
  // Also of one who was erased: an opt-in from the handset brings the contact back under this
  // number.
  if (!place.event.sealed_number.empty()) contact.sealed_number = place.event.sealed_number;
  contact.bad_number = false;  // a number that texts is alive, and what failed before may arrive
  for (ProgramConsent& program : contact.programs) program.failed_asks = 0;
  Effect effect;
  effect.hold_back = true;  // it may be a STOP: senders hold back until it is decided
  if (contact.held.size() >= kRulesV1.held_max) {
    Block(contact, place.offset);
    effect.reason = Reason::kBlocked;
    return effect;
  }
  HeldReply reply = ReplyOf(place.event.id, fact, place.now_ms(), place.offset);
  for (const ProgramConsent& program : contact.programs) {
    if (!program.ask.is_out() || program.ask.line != fact.line) continue;
    reply.asks.push_back({program.ref, program.ask.granted, program.ask.expires_at_ms});
  }
  contact.held.push_back(std::move(reply));
  return effect;
}

Effect ApplyFact(const ReplyDecided& fact, const Place& place) {
  ContactState& contact = place.state.contact;
  const auto held = std::find_if(contact.held.begin(), contact.held.end(), [&](const HeldReply& r) {
    return r.at.position == fact.reply_offset && r.event == fact.reply_event;
  });
  if (held == contact.held.end()) return ApplyLate(fact, place);
  const bool by_person = !fact.actor.empty();
  const bool opts_in =
      fact.consequence == Consequence::kOptIn || fact.consequence == Consequence::kConfirm;
  if (by_person && opts_in) return Effect::Ignored(Reason::kPersonMayNotOptIn);
  if (!by_person && held->review) return Effect::Ignored(Reason::kReplyAlreadyDecided);
  if (fact.consequence == Consequence::kHold || fact.consequence == Consequence::kUnknown) {
    held->review = true;
    return {};
  }
  if (by_person && !held->review) NoteDecidedByPerson(contact, fact.reply_offset);
  const HeldReply reply = std::move(*held);
  contact.held.erase(held);
  Effect effect;
  Change change;
  change.was_erased = contact.erased();
  switch (fact.consequence) {
    case Consequence::kRevoke:
      change = RevokeFromHandset(fact.revocation, reply.at, place);
      effect.hold_back = true;
      break;
    case Consequence::kOptIn:
      for (const ProgramRef& program : fact.programs) {
        const bool in = OptInFromHandset(program, reply.at, place, change);
        if (!in) effect.reason = Reason::kRevokedLater;
      }
      break;
    case Consequence::kConfirm:
      effect.reason = Confirm(fact, reply, place, change);
      break;
    case Consequence::kNone:
    case Consequence::kHold:
    case Consequence::kUnknown:
      break;
  }
  if (DidNothing(fact, effect.reason, place)) effect.disposition = Disposition::kIgnored;
  if (!OweAnswers(fact, reply, change, place)) effect.reason = Reason::kTooManyDue;
  return effect;
}

}  // namespace ledger
