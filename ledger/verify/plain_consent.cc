#include "ledger/verify/plain_consent.h"

#include <algorithm>
#include <variant>

namespace ledger::verify {
namespace {

bool Covers(const RevocationScope& scope, const ProgramRef& program) {
  if (scope.reach == Reach::kMarketing) return program.category != Category::kInformational;
  if (scope.reach != Reach::kPrograms || scope.programs.empty()) return true;
  return std::any_of(scope.programs.begin(), scope.programs.end(),
                     [&](const ProgramRef& p) { return p.program == program.program; });
}

bool IsGradedPermission(const ContactImported& fact) {
  if (fact.grade == EvidenceGrade::kA || fact.grade == EvidenceGrade::kB) return true;
  return !fact.attestation.empty() && fact.grade != EvidenceGrade::kD;
}

}  // namespace

void PlainConsent::Revoke(const RevocationScope& scope, bool handset, const Observed& observed) {
  revocations_.push_back({scope, handset, observed.fold.state.time_ms, observed.record.offset,
                          observed.record.appended_at_ms});
}

void PlainConsent::OptInElsewhere(const ProgramRef& program, TimeMs claimed_ms,
                                  const Observed& observed) {
  opt_ins_.push_back({program.program, false, std::min(claimed_ms, observed.fold.state.time_ms),
                      observed.record.offset});
}

void PlainConsent::Note(const Observed& observed, const Event& event) {
  if (const auto* intent = std::get_if<SendIntended>(&event.fact);
      intent != nullptr && observed.effect.disposition == Disposition::kGranted &&
      intent->message_class == MessageClass::kOptInRequest) {
    asks_.push_back(
        {intent->intent, intent->program, observed.fold.state.time_ms, observed.record.offset});
    return;
  }
  // An opt-in by other means counts for its place also where a stop stands above it.
  const bool ignored_opt_in = observed.effect.reason == Reason::kStoppedNeedsHandset ||
                              observed.effect.reason == Reason::kRevokedLater;
  if (observed.effect.disposition != Disposition::kApplied && !ignored_opt_in) return;
  if (const auto* reply = std::get_if<KeywordReplied>(&event.fact)) {
    const TimeMs now_ms = observed.fold.state.time_ms;
    const TimeMs sent_ms = reply->gateway_time_ms == kNoTime ? now_ms : reply->gateway_time_ms;
    replies_.push_back({event.id, observed.record.offset, std::min(sent_ms, now_ms),
                        observed.record.appended_at_ms, false});
  } else if (const auto* decided = std::get_if<ReplyDecided>(&event.fact)) {
    NoteDecision(*decided, observed);
  } else if (const auto* out = std::get_if<OptedOut>(&event.fact)) {
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
      Revoke({Reach::kEverything, {}}, false, observed);
    }
  } else if (const auto* imported = std::get_if<ContactImported>(&event.fact)) {
    if (!IsGradedPermission(*imported)) return;
    for (const ProgramRef& p : imported->programs) imported_opt_ins_.push_back(p.program);
  } else if (const auto* concluded = std::get_if<SendConcluded>(&event.fact)) {
    if (concluded->outcome == SendOutcome::kWithdrawn) {
      std::erase_if(asks_, [&](const Ask& ask) { return ask.intent == concluded->intent; });
    } else if (concluded->provider_opt_out) {
      Revoke({Reach::kEverything, {}}, true, observed);
    }
  } else if (const auto* report = std::get_if<DeliveryReported>(&event.fact)) {
    if (report->provider_opt_out && report->delivery != Delivery::kDelivered) {
      Revoke({Reach::kEverything, {}}, true, observed);
    }
  }
}

void PlainConsent::NoteDecision(const ReplyDecided& fact, const Observed& observed) {
  if (fact.consequence == Consequence::kHold || fact.consequence == Consequence::kUnknown) return;
  const auto reply = std::find_if(replies_.begin(), replies_.end(), [&](const Reply& r) {
    return r.event == fact.reply_event && r.offset == fact.reply_offset;
  });
  if (reply == replies_.end() || reply->decided) {
    // A decision that comes late only revokes, and counts where it stands.
    if (fact.consequence == Consequence::kRevoke) Revoke(fact.revocation, true, observed);
    return;
  }
  reply->decided = true;
  switch (fact.consequence) {
    case Consequence::kRevoke:
      revocations_.push_back(
          {fact.revocation, true, reply->time_ms, reply->offset, reply->appended_at_ms});
      break;
    case Consequence::kOptIn:
      for (const ProgramRef& program : fact.programs) {
        opt_ins_.push_back({program.program, true, reply->time_ms, reply->offset});
      }
      break;
    case Consequence::kConfirm:
      if (observed.effect.reason != Reason::kNone) break;
      // The latest request before the reply; a YES counts where that was granted.
      for (const Ask& ask : asks_) {
        if (ask.position > reply->offset) continue;
        opt_ins_.push_back({ask.program.program, true, ask.time_ms, ask.position});
      }
      break;
    case Consequence::kNone:
    case Consequence::kHold:
    case Consequence::kUnknown:
      break;
  }
}

bool PlainConsent::Stands(const Revocation& revocation, const ProgramRef& program) const {
  if (!Covers(revocation.scope, program)) return false;
  return std::none_of(opt_ins_.begin(), opt_ins_.end(), [&](const OptIn& in) {
    return in.program == program.program && (in.handset || !revocation.handset) &&
           in.time_ms > revocation.time_ms && in.position > revocation.position;
  });
}

std::optional<std::string> PlainConsent::WhyForbidden(const ProgramRef& program,
                                                      MessageClass message_class) const {
  switch (message_class) {
    case MessageClass::kCampaign:
    case MessageClass::kSingle:
    case MessageClass::kOptInRequest:
      break;
    case MessageClass::kOptInConfirmation:
    case MessageClass::kCustomReply: {
      for (const Revocation& r : revocations_) {
        if (!Stands(r, program)) continue;
        return "a revocation at offset " + std::to_string(r.position) + " stands";
      }
      return std::nullopt;
    }
    case MessageClass::kUnknown:
    case MessageClass::kOptOutConfirmation:
    case MessageClass::kHelp:
      return std::nullopt;
  }
  bool revoked = false;
  for (const Revocation& r : revocations_) {
    revoked |= Covers(r.scope, program);
    if (Stands(r, program)) {
      return "the revocation at offset " + std::to_string(r.position) +
             " stands, and nothing from the person lifted it";
    }
  }
  const auto open = std::find_if(replies_.begin(), replies_.end(),
                                 [](const Reply& reply) { return !reply.decided; });
  if (open != replies_.end()) {
    return "the reply at offset " + std::to_string(open->offset) + " was not decided yet";
  }
  if (message_class == MessageClass::kOptInRequest) return std::nullopt;
  const bool agreed = std::any_of(opt_ins_.begin(), opt_ins_.end(),
                                  [&](const OptIn& in) { return in.program == program.program; }) ||
                      (!revoked && std::find(imported_opt_ins_.begin(), imported_opt_ins_.end(),
                                             program.program) != imported_opt_ins_.end());
  if (!agreed) return "the person never agreed to program " + program.program.value();
  return std::nullopt;
}

}  // namespace ledger::verify
