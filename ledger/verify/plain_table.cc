// The table of section 6 of the design as far as it is about a contact, read a second time.
#include <algorithm>

#include "ledger/verify/plain_consent.h"

namespace ledger::verify {
namespace {

constexpr TimeMs kDayMs = 86'400'000;
constexpr std::ptrdiff_t kAnswersADay = 10;
constexpr std::uint32_t kFailedAsksMax = 3;
constexpr TimeMs kOptOutConfirmationMs = 5 * 60'000;  // 47 CFR 64.1200(a)(12)
constexpr TimeMs kAskByReplyMs = 3 * kDayMs;

using Why = std::optional<std::string>;

bool Covers(const RevocationScope& scope, const ProgramRef& program) {
  if (scope.reach == Reach::kMarketing) return program.category != Category::kInformational;
  if (scope.reach != Reach::kPrograms || scope.programs.empty()) return true;
  return std::any_of(scope.programs.begin(), scope.programs.end(),
                     [&](const ProgramRef& p) { return p.program == program.program; });
}

bool IsAnswerClass(MessageClass c) {
  return c == MessageClass::kOptInConfirmation || c == MessageClass::kOptOutConfirmation ||
         c == MessageClass::kHelp || c == MessageClass::kCustomReply;
}

bool MayGoWhileUndecided(MessageClass c) {
  return c == MessageClass::kHelp || c == MessageClass::kOptOutConfirmation;
}

}  // namespace

bool PlainConsent::Stands(const Revocation& revocation, const ProgramRef& program) const {
  if (!Covers(revocation.scope, program)) return false;
  return std::none_of(opt_ins_.begin(), opt_ins_.end(), [&](const OptIn& in) {
    return in.program == program.program && (in.handset || !revocation.handset) &&
           in.time_ms > revocation.time_ms && in.position > revocation.position;
  });
}

bool PlainConsent::EverRevoked(const ProgramRef& program) const {
  return std::any_of(revocations_.begin(), revocations_.end(),
                     [&](const Revocation& r) { return Covers(r.scope, program); });
}

// Whether `opt_in` is later, in time and in the log, than every revocation of the program by
// handset, or by other means.
bool PlainConsent::Passes(const OptIn* opt_in, const ProgramRef& program, bool handset) const {
  if (opt_in == nullptr) return false;
  return std::all_of(revocations_.begin(), revocations_.end(), [&](const Revocation& r) {
    return r.handset != handset || !Covers(r.scope, program) ||
           (opt_in->time_ms > r.time_ms && opt_in->position > r.position);
  });
}

bool PlainConsent::Agrees(const ProgramRef& program) const {
  const OptIn* by_handset = nullptr;
  const OptIn* elsewhere = nullptr;
  for (const OptIn& in : opt_ins_) {
    if (in.program != program.program) continue;
    const OptIn*& latest = in.handset ? by_handset : elsewhere;
    const bool later = latest == nullptr || in.time_ms > latest->time_ms ||
                       (in.time_ms == latest->time_ms && in.position > latest->position);
    if (later) latest = &in;
  }
  const bool stopped =
      std::any_of(revocations_.begin(), revocations_.end(),
                  [&](const Revocation& r) { return r.handset && Covers(r.scope, program); });
  if (stopped && !Passes(by_handset, program, true)) return false;
  if (Passes(by_handset, program, false) || Passes(elsewhere, program, false)) return true;
  return !EverRevoked(program) && std::find(imported_opt_ins_.begin(), imported_opt_ins_.end(),
                                            program.program) != imported_opt_ins_.end();
}

Why PlainConsent::WhyFlagged() const {
  if (erased_at_ != kNoOffset) return "the contact was erased";
  if (!blocks_.empty()) {
    return "the contact is blocked since offset " + std::to_string(blocks_.front());
  }
  if (bad_number_) return "the number is bad";
  return std::nullopt;
}

Why PlainConsent::WhyDisagrees(const ProgramRef& program) const {
  for (const Revocation& r : revocations_) {
    if (Stands(r, program)) {
      return "the revocation at offset " + std::to_string(r.position) +
             " stands, and nothing from the person lifted it";
    }
  }
  if (Agrees(program)) return std::nullopt;
  return "the person never agreed to program " + program.program.value() +
         ", or not since it was revoked";
}

Why PlainConsent::WhyNotAskable(const ProgramRef& program, std::uint32_t ask_limit,
                                TimeMs now_ms) const {
  if (EverRevoked(program)) return "the person revoked, and is not asked again";
  if (Agrees(program)) return "the person has agreed already";
  std::uint32_t asks = 0;
  std::uint32_t failed = 0;
  for (const Granted& ask : granted_) {
    if (ask.intent.message_class != MessageClass::kOptInRequest || ask.withdrawn ||
        ask.intent.program.program != program.program) {
      continue;
    }
    if (!ask.failed || ask.delivered) ++asks;
    if (ask.reported) ++failed;
    if (ask.IsOut() && now_ms < ask.time_ms + ask.intent.pending_term_ms) {
      return "the request at offset " + std::to_string(ask.position) + " may still be answered";
    }
  }
  if (asks >= ask_limit || failed >= kFailedAsksMax) {
    return "the person was asked as often as allowed";
  }
  return std::nullopt;
}

bool PlainConsent::IsReachable(const ProgramRef& program) const {
  return !WhyFlagged().has_value() && Agrees(program);
}

bool PlainConsent::IsAskable(const ProgramRef& program, std::uint32_t ask_limit,
                             TimeMs now_ms) const {
  return !WhyFlagged().has_value() && !WhyNotAskable(program, ask_limit, now_ms).has_value();
}

// A text outside campaigns is granted because somebody asked for that very text, in time.
Why PlainConsent::WhyNotRequested(const SendIntended& intent, Offset position,
                                  TimeMs now_ms) const {
  const auto at = requests_.find(position);
  if (at == requests_.end()) return WhyNotAskedFor(intent, position, now_ms);
  const MessageRequested& request = at->second;
  const bool same = request.message == intent.message &&
                    request.message_class == intent.message_class &&
                    request.program.program == intent.program.program;
  if (!same) return "the request at offset " + std::to_string(position) + " is another";
  if (now_ms >= request.deadline_ms) return "the deadline of its request is over";
  return std::nullopt;
}

// Or because the person asked to join by a text, and the program wants a second yes.
Why PlainConsent::WhyNotAskedFor(const SendIntended& intent, Offset position,
                                 TimeMs now_ms) const {
  const auto reply = std::find_if(replies_.begin(), replies_.end(), [&](const Reply& r) {
    return r.offset == position && r.decided && !r.forgotten && r.decision.actor.empty();
  });
  if (reply == replies_.end()) return "nobody requested it";
  const bool named = std::any_of(
      reply->decision.answers.begin(), reply->decision.answers.end(), [&](const AnswerDue& due) {
        return due.message_class == MessageClass::kOptInRequest &&
               due.message_class == intent.message_class &&
               due.program.program == intent.program.program;
      });
  if (!named) return "the decision of the reply does not name such a request";
  if (now_ms >= reply->time_ms + kAskByReplyMs) {
    return "the time to ask because of the reply at offset " + std::to_string(position) +
           " is over";
  }
  return std::nullopt;
}

Why PlainConsent::WhyOverCap(const SendIntended& intent, TimeMs now_ms) const {
  if (intent.cap.max == 0) return std::nullopt;
  const auto counts = [&](const Granted& g) {
    const MessageClass c = g.intent.message_class;
    return (c == MessageClass::kCampaign || c == MessageClass::kSingle) && !g.withdrawn &&
           g.time_ms > now_ms - intent.cap.period_ms;
  };
  const auto texts = std::count_if(granted_.begin(), granted_.end(), counts);
  if (texts < static_cast<std::ptrdiff_t>(intent.cap.max)) return std::nullopt;
  return "the person had " + std::to_string(texts) + " texts in the period of the cap";
}

Why PlainConsent::WhyNotAnswer(const SendIntended& intent, TimeMs now_ms) const {
  const auto reply = std::find_if(replies_.begin(), replies_.end(), [&](const Reply& r) {
    return r.offset == intent.because.origin && r.decided;
  });
  if (reply == replies_.end()) return "it answers no reply that was decided";
  if (reply->forgotten) return "the contact was erased after the reply";
  const bool named =
      std::any_of(reply->decision.answers.begin(), reply->decision.answers.end(),
                  [&](const AnswerDue& due) { return due.message_class == intent.message_class; });
  if (!named) return "the decision of the reply does not name such an answer";
  const bool stops = intent.message_class == MessageClass::kOptOutConfirmation;
  if (now_ms >= reply->time_ms + (stops ? kOptOutConfirmationMs : kDayMs)) {
    return "the time to answer the reply at offset " + std::to_string(reply->offset) + " is over";
  }
  const auto today = std::count_if(granted_.begin(), granted_.end(), [&](const Granted& g) {
    return IsAnswerClass(g.intent.message_class) && !g.withdrawn && g.time_ms > now_ms - kDayMs;
  });
  if (today >= kAnswersADay) return "the person had enough automatic answers today";
  if (MayGoWhileUndecided(intent.message_class)) return std::nullopt;
  if (Why flagged = WhyFlagged(); flagged.has_value()) return flagged;
  for (const Revocation& r : revocations_) {
    if (Stands(r, intent.program)) {
      return "a revocation at offset " + std::to_string(r.position) + " stands";
    }
  }
  if (intent.message_class == MessageClass::kOptInConfirmation && !Agrees(intent.program)) {
    return "the person has not agreed";
  }
  return std::nullopt;
}

Why PlainConsent::WhyForbidden(const SendIntended& intent, TimeMs now_ms) const {
  const auto open = std::find_if(replies_.begin(), replies_.end(),
                                 [](const Reply& reply) { return !reply.decided; });
  if (open != replies_.end() && !MayGoWhileUndecided(intent.message_class)) {
    return "the reply at offset " + std::to_string(open->offset) + " was not decided yet";
  }
  if (IsAnswerClass(intent.message_class)) return WhyNotAnswer(intent, now_ms);
  if (Why flagged = WhyFlagged(); flagged.has_value()) return flagged;
  const bool campaign = !intent.because.campaign.value().empty();
  const bool may =
      intent.message_class == MessageClass::kOptInRequest ||
      intent.message_class == (campaign ? MessageClass::kCampaign : MessageClass::kSingle);
  if (!may) return "no such text is ever granted";
  if (!campaign) {
    if (Why why = WhyNotRequested(intent, intent.because.origin, now_ms); why.has_value()) {
      return why;
    }
  }
  if (intent.message_class == MessageClass::kOptInRequest) {
    return WhyNotAskable(intent.program, intent.ask_limit, now_ms);
  }
  if (Why why = WhyDisagrees(intent.program); why.has_value()) return why;
  return WhyOverCap(intent, now_ms);
}

}  // namespace ledger::verify
