// What is noted of a contact's history. What follows from it is plain_table.cc.
#include "ledger/verify/plain_consent.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace ledger::verify {
namespace {

// So many undecided replies are held one by one, and so many blocks are remembered.
constexpr std::size_t kRememberedMax = 256;

bool IsGradedPermission(const ContactImported& fact) {
  if (fact.grade == EvidenceGrade::kA || fact.grade == EvidenceGrade::kB) return true;
  return fact.grade == EvidenceGrade::kC && !fact.attestation.empty();
}

}  // namespace

void PlainConsent::Revoke(const RevocationScope& scope, bool handset, const Observed& observed) {
  revocations_.push_back({scope, handset, observed.fold.state.time_ms, observed.record.offset,
                          observed.record.appended_at_ms, observed.record.appended_at_ms});
}

// A decision that comes late only revokes, and counts where it stands; of a reply that was decided
// only if a person says so. Texts may have gone out since the reply came.
void PlainConsent::RevokeLate(const ReplyDecided& fact, const Reply* reply,
                              const Observed& observed) {
  const bool counts = reply == nullptr || !fact.actor.empty();
  if (!counts || fact.consequence != Consequence::kRevoke) return;
  Revoke(fact.revocation, true, observed);
  if (reply != nullptr) revocations_.back().received_ms = reply->time_ms;
}

void PlainConsent::OptInElsewhere(const ProgramRef& program, TimeMs claimed_ms,
                                  const Observed& observed) {
  opt_ins_.push_back({program.program, false, std::min(claimed_ms, observed.fold.state.time_ms),
                      observed.record.offset});
}

// Who opts in again by the handset is a person again, but only if that opt-in holds: under a stop
// it brings nobody back.
void PlainConsent::OptInByHandset(const ProgramRef& program, TimeMs time_ms, Offset position) {
  opt_ins_.push_back({program.program, true, time_ms, position});
  if (position > erased_at_ && Agrees(program)) erased_at_ = kNoOffset;
}

// What was asked for before, and what is owed to what was said before, goes to nobody.
void PlainConsent::Erase(Offset offset) {
  erased_at_ = offset;
  segments_.clear();
  requests_.clear();
  for (Reply& reply : replies_) reply.forgotten |= reply.decided;
}

void PlainConsent::BlockAt(Offset offset) {
  if (blocks_.size() >= kRememberedMax) blocks_.pop_back();  // the newest stands for the rest
  blocks_.push_back(offset);
}

void PlainConsent::Note(const Observed& observed) {
  const auto* event = std::get_if<Event>(&observed.record.content);
  if (event == nullptr || observed.effect.disposition == Disposition::kBlocked) {
    return BlockAt(observed.record.offset);
  }
  if (const auto* intent = std::get_if<SendIntended>(&event->fact)) {
    return NoteIntent(*intent, observed);
  }
  // An opt-in by other means counts for its place also where a stop stands above it.
  const bool ignored_opt_in = observed.effect.reason == Reason::kStoppedNeedsHandset ||
                              observed.effect.reason == Reason::kRevokedLater;
  if (observed.effect.disposition != Disposition::kApplied && !ignored_opt_in) return;
  if (const auto* reply = std::get_if<KeywordReplied>(&event->fact)) {
    NoteReply(*event, *reply, observed);
  } else if (const auto* decided = std::get_if<ReplyDecided>(&event->fact)) {
    NoteDecision(*decided, observed);
  } else if (const auto* request = std::get_if<MessageRequested>(&event->fact)) {
    requests_[observed.record.offset] = *request;
  } else if (const auto* concluded = std::get_if<SendConcluded>(&event->fact)) {
    NoteOutcome(*concluded, observed);
  } else if (const auto* report = std::get_if<DeliveryReported>(&event->fact)) {
    NoteReport(*report, observed);
  } else {
    NoteConsent(*event, observed);
    NoteContact(*event, observed);
  }
}

void PlainConsent::NoteIntent(const SendIntended& intent, const Observed& observed) {
  if (observed.effect.disposition != Disposition::kGranted) return;
  const bool ask = intent.message_class == MessageClass::kOptInRequest;
  for (Granted& earlier : granted_) {
    if (ask && earlier.intent.program.program == intent.program.program) earlier.latest_ask = false;
  }
  granted_.push_back({.intent = intent,
                      .time_ms = observed.fold.state.time_ms,
                      .position = observed.record.offset,
                      .latest_ask = ask});
}

void PlainConsent::NoteConsent(const Event& event, const Observed& observed) {
  if (const auto* out = std::get_if<OptedOut>(&event.fact)) {
    Revoke(out->scope, out->means == OptOutMeans::kProvider, observed);
  } else if (std::holds_alternative<NumberReassigned>(event.fact)) {
    Revoke({Reach::kEverything, {}}, true, observed);
  } else if (const auto* in = std::get_if<OptedIn>(&event.fact)) {
    for (const ProgramRef& program : in->programs) {
      OptInElsewhere(program, event.occurred_at_ms, observed);
    }
  } else if (const auto* set = std::get_if<PermissionSet>(&event.fact)) {
    if (set->permission == Permission::kOptIn) {
      OptInElsewhere(set->program, event.occurred_at_ms, observed);
    } else if (set->permission == Permission::kOptOut) {
      Revoke({Reach::kPrograms, {set->program}}, false, observed);
    } else if (set->permission == Permission::kStopped) {
      Revoke({Reach::kEverything, {}}, true, observed);
    } else if (set->permission == Permission::kBadNumber) {
      bad_number_ = true;
    }
  } else if (const auto* imported = std::get_if<ContactImported>(&event.fact)) {
    segments_.insert(imported->segments.begin(), imported->segments.end());
    if (!IsGradedPermission(*imported)) return;
    for (const ProgramRef& p : imported->programs) imported_opt_ins_.push_back(p.program);
  }
}

void PlainConsent::NoteContact(const Event& event, const Observed& observed) {
  if (const auto* listed = std::get_if<ContactListed>(&event.fact)) {
    segments_.insert(listed->segment);
  } else if (const auto* unlisted = std::get_if<ContactUnlisted>(&event.fact)) {
    segments_.erase(unlisted->segment);
  } else if (std::holds_alternative<NumberDeactivated>(event.fact)) {
    bad_number_ = true;
  } else if (std::holds_alternative<ContactErased>(event.fact)) {
    Erase(observed.record.offset);
  } else if (std::holds_alternative<EventRejected>(event.fact)) {
    BlockAt(observed.record.offset);
  } else if (const auto* resolved = std::get_if<BlockResolved>(&event.fact)) {
    std::erase_if(blocks_, [&](Offset block) {
      return resolved->position == kNoOffset || block == resolved->position;
    });
  }
}

PlainConsent::Granted* PlainConsent::FindGrant(const IntentId& intent) {
  const auto at = std::find_if(granted_.begin(), granted_.end(),
                               [&](const Granted& g) { return g.intent.intent == intent; });
  return at == granted_.end() ? nullptr : &*at;
}

// Nobody was asked, so nobody answered.
void PlainConsent::Unask(const Granted& ask) {
  std::erase_if(opt_ins_, [&](const OptIn& in) {
    return in.handset && in.program == ask.intent.program.program && in.position == ask.position;
  });
}

void PlainConsent::NoteOutcome(const SendConcluded& fact, const Observed& observed) {
  if (fact.provider_opt_out) Revoke({Reach::kEverything, {}}, true, observed);
  if (observed.effect.reason != Reason::kNone) return;  // it says nothing else of the attempt
  const bool withdrawn = fact.outcome == SendOutcome::kWithdrawn;
  if (Granted* grant = FindGrant(fact.intent); grant != nullptr) {
    if (withdrawn) Unask(*grant);
    grant->withdrawn |= withdrawn;
    const bool refused = fact.outcome == SendOutcome::kRejected && !grant->delivered;
    grant->failed |= refused;
  }
  if (!withdrawn) bad_number_ |= fact.permanent;
}

void PlainConsent::NoteReport(const DeliveryReported& fact, const Observed& observed) {
  if (fact.provider_opt_out) Revoke({Reach::kEverything, {}}, true, observed);
  if (observed.effect.reason != Reason::kNone) return;
  Granted* grant = FindGrant(fact.intent);
  if (fact.delivery == Delivery::kDelivered) {
    if (grant != nullptr) grant->delivered = true;
    bad_number_ = false;
    return;
  }
  if (grant != nullptr && grant->delivered) return;
  if (grant != nullptr) {
    grant->reported |= !grant->failed;
    grant->failed = true;
  }
  bad_number_ |= fact.permanent;
}

void PlainConsent::NoteReply(const Event& event, const KeywordReplied& fact,
                             const Observed& observed) {
  bad_number_ = false;
  for (Granted& ask : granted_) ask.reported = false;
  const auto undecided = std::count_if(replies_.begin(), replies_.end(),
                                       [](const Reply& reply) { return !reply.decided; });
  if (static_cast<std::size_t>(undecided) >= kRememberedMax) {
    return BlockAt(observed.record.offset);
  }
  const TimeMs now_ms = observed.fold.state.time_ms;
  const TimeMs sent_ms = fact.gateway_time_ms == kNoTime ? now_ms : fact.gateway_time_ms;
  Reply reply{event.id,
              observed.record.offset,
              std::min(sent_ms, now_ms),
              observed.record.appended_at_ms,
              {},
              false,
              {},
              false};
  for (std::size_t i = 0; i < granted_.size(); ++i) {
    if (granted_[i].IsOut() && granted_[i].intent.line == fact.line) reply.asks.push_back(i);
  }
  replies_.push_back(std::move(reply));
}

// A YES answers the latest request for each program that was out from its line when it came, if the
// request's term ran still, or the policy counts a late one; it counts where that request was
// granted.
void PlainConsent::NoteConfirmation(const ReplyDecided& fact, const Reply& reply) {
  for (const std::size_t at : reply.asks) {
    const Granted& ask = granted_[at];
    const ProgramRef& asked = ask.intent.program;
    const bool named = fact.programs.empty() ||
                       std::any_of(fact.programs.begin(), fact.programs.end(),
                                   [&](const ProgramRef& p) { return p.program == asked.program; });
    const bool runs = reply.time_ms < ask.time_ms + ask.intent.pending_term_ms;
    if (ask.withdrawn || !named || (!runs && !fact.expired_ask_counts)) continue;
    OptInByHandset(asked, ask.time_ms, ask.position);
  }
}

void PlainConsent::NoteDecision(const ReplyDecided& fact, const Observed& observed) {
  if (fact.consequence == Consequence::kHold || fact.consequence == Consequence::kUnknown) return;
  const auto reply = std::find_if(replies_.begin(), replies_.end(), [&](const Reply& r) {
    return r.event == fact.reply_event && r.offset == fact.reply_offset;
  });
  if (reply == replies_.end() || reply->decided) {
    return RevokeLate(fact, reply == replies_.end() ? nullptr : &*reply, observed);
  }
  reply->decided = true;
  reply->decision = fact;
  switch (fact.consequence) {
    case Consequence::kRevoke:
      revocations_.push_back(
          {fact.revocation, true, reply->time_ms, reply->offset, reply->time_ms,
           reply->appended_at_ms});
      break;
    case Consequence::kOptIn:
      for (const ProgramRef& program : fact.programs) {
        OptInByHandset(program, reply->time_ms, reply->offset);
      }
      break;
    case Consequence::kConfirm:
      NoteConfirmation(fact, *reply);
      break;
    case Consequence::kNone:
    case Consequence::kHold:
    case Consequence::kUnknown:
      break;
  }
  reply->forgotten = reply->offset < erased_at_;
}

}  // namespace ledger::verify
