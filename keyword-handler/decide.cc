#include "keyword-handler/decide.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "keyword-handler/way_in.h"
#include "ledger/core/consent.h"
#include "ledger/core/derive_ids.h"
#include "ledger/core/strings.h"
#include "ledger/core/template_keys.h"

namespace keyword_handler {
namespace {

std::string_view OptOutTypeOf(std::uint8_t provider_action) {
  switch (static_cast<ledger::ProviderAction>(provider_action)) {
    case ledger::ProviderAction::kStop:
      return "STOP";
    case ledger::ProviderAction::kStart:
      return "START";
    case ledger::ProviderAction::kHelp:
      return "HELP";
    case ledger::ProviderAction::kNone:
      break;
  }
  return {};
}

// Whether a toll-free network answers it: it knows this one word, and nothing around it.
bool IsBareStop(std::string_view body) {
  return absl::EqualsIgnoreCase(absl::StripAsciiWhitespace(ledger::ToAbsl(body)), "STOP");
}

// Whether the ask still waits for its answer: one whose program was opted in to since is history.
bool IsUnanswered(const ledger::AskAtReply& ask, const ledger::ReplyHeld& held) {
  const std::vector<ledger::ProgramConsent>& programs = held.consent.programs;
  return std::none_of(programs.begin(), programs.end(), [&](const ledger::ProgramConsent& p) {
    return p.ref.program == ask.ref.program && p.handset_in.position >= ask.granted.position;
  });
}

// Whether the person agreed to the ask's program by other means between the ask and the reply.
bool AgreedSince(const ledger::AskAtReply& ask, const ledger::ReplyHeld& held) {
  const ledger::ProgramConsent* consent = ledger::FindProgram(held.consent, ask.ref.program);
  return consent != nullptr && consent->other_in.position > ask.granted.position &&
         consent->other_in.position < held.reply.at.position;
}

const LineProgram* Find(const LineRules& rules, const ledger::ProgramId& program) {
  const auto at = std::find_if(rules.programs.begin(), rules.programs.end(),
                               [&](const LineProgram& p) { return p.ref.program == program; });
  return at == rules.programs.end() ? nullptr : &*at;
}

bool IsExpired(const ledger::AskAtReply& ask, const ledger::ReplyHeld& held) {
  return held.reply.at.time_ms >= ask.expires_at_ms;
}

// Whether the ask's program counts a YES that comes after the ask's term.
bool CountsExpired(const ledger::AskAtReply& ask, const LineRules& rules) {
  const LineProgram* program = Find(rules, ask.ref.program);
  return program != nullptr && program->expired_ask_counts;
}

// What the person answers to: what the line sends, if it sends one kind only.
RepliedCategory CategoryOf(const LineRules& rules) {
  const auto all = [&rules](ledger::Category category) {
    return !rules.programs.empty() &&
           std::all_of(rules.programs.begin(), rules.programs.end(),
                       [&](const LineProgram& p) { return p.ref.category == category; });
  };
  if (all(ledger::Category::kMarketing)) return RepliedCategory::kMarketing;
  if (all(ledger::Category::kInformational)) return RepliedCategory::kInformational;
  return RepliedCategory::kUnknown;
}

ReplyContext ContextOf(const ledger::ReplyHeld& held, std::string_view body,
                       const LineRules& rules) {
  ReplyContext context;
  context.body = body;
  context.custom_keywords = rules.keywords;
  context.provider_opt_out_type = OptOutTypeOf(held.provider_action);
  context.replied_category = CategoryOf(rules);
  bool running = false;
  bool agreed_since = true;
  for (const ledger::AskAtReply& ask : held.reply.asks) {
    if (!IsUnanswered(ask, held)) continue;
    context.has_pending_ask = true;
    running |= !IsExpired(ask, held);
    agreed_since &= AgreedSince(ask, held);
    context.expired_ask_counts |= IsExpired(ask, held) && CountsExpired(ask, rules);
  }
  context.pending_ask_expired = context.has_pending_ask && !running;
  context.agreed_since_ask = context.has_pending_ask && agreed_since;
  return context;
}

ledger::RevocationScope ScopeOfReply(const Classification& said, const LineRules& rules) {
  switch (said.scope.value_or(RevocationScope::kEverything)) {
    case RevocationScope::kEverything:
      break;
    case RevocationScope::kMarketing:
      return {ledger::Reach::kMarketing, {}};
    case RevocationScope::kProgram: {
      ledger::RevocationScope scope{ledger::Reach::kPrograms, {}};
      for (const LineProgram& program : rules.programs) scope.programs.push_back(program.ref);
      if (!scope.programs.empty()) return scope;
      break;
    }
  }
  return {ledger::Reach::kEverything, {}};
}

// What a NO to the asks takes back: what they asked for; of marketing all of it, for who declines
// one kind of offers wants no other. What else the person agreed to stands.
ledger::RevocationScope ScopeOfRefusal(const ledger::ReplyHeld& held) {
  ledger::RevocationScope asked{ledger::Reach::kPrograms, {}};
  bool marketing = false;
  bool informational = false;
  for (const ledger::AskAtReply& ask : held.reply.asks) {
    if (!IsUnanswered(ask, held)) continue;
    asked.programs.push_back(ask.ref);
    const bool informs = ask.ref.category == ledger::Category::kInformational;
    (informs ? informational : marketing) = true;
  }
  if (marketing && informational) return {ledger::Reach::kEverything, {}};
  if (marketing) return {ledger::Reach::kMarketing, {}};
  return asked;
}

// Adds the answer of `message_class`. Without `template_key` the dispatcher says the account's
// default words.
void Answer(ledger::MessageClass message_class, const ledger::ProgramRef& program,
            const std::string& template_key, Language language, ledger::ReplyDecided& decided) {
  decided.answers.push_back(
      {message_class, program, template_key, std::string(LanguageCode(language))});
}

// The words of the line's program are for who has left everything.
void AnswerRevocation(const LineRules& rules, Language language, ledger::ReplyDecided& decided) {
  const ledger::RevocationScope& ended = decided.revocation;
  const LineProgram first = rules.programs.empty() ? LineProgram{} : rules.programs.front();
  const bool named = ended.reach == ledger::Reach::kPrograms && !ended.programs.empty();
  const ledger::ProgramRef& program = named ? ended.programs.front() : first.ref;
  std::string words = ledger::OptOutTemplateOf(ended);
  if (words.empty()) words = first.opt_out_template;
  Answer(ledger::MessageClass::kOptOutConfirmation, program, words, language, decided);
}

void OptInTo(const LineProgram& program, Language language, ledger::ReplyDecided& decided) {
  decided.consequence = ledger::Consequence::kOptIn;
  decided.programs.push_back(program.ref);
  // One for each program: a confirmation names what was joined.
  Answer(ledger::MessageClass::kOptInConfirmation, program.ref, program.confirmation_template,
         language, decided);
}

// A text that asks to join `program`.
void Join(const ledger::ReplyHeld& held, const LineProgram& program, Language language,
          ledger::ReplyDecided& decided) {
  switch (WayInto(held, program)) {
    case WayIn::kOptIn:
      return OptInTo(program, language, decided);
    case WayIn::kAsk:
      return Answer(ledger::MessageClass::kOptInRequest, program.ref, program.request_template,
                    language, decided);
  }
}

void FollowKeyword(const ledger::ReplyHeld& held, const CustomKeyword& keyword,
                   const LineRules& rules, Language language, ledger::ReplyDecided& decided) {
  const LineProgram* program = Find(rules, ledger::ProgramId(keyword.program));
  if (keyword.opts_in && program != nullptr) {
    Join(held, *program, language, decided);
    // The request stands alone; an opt-in is confirmed by the keyword's own answer, if it has one.
    if (decided.consequence != ledger::Consequence::kOptIn) return;
    if (!keyword.template_key.empty()) decided.answers.clear();
  }
  if (keyword.template_key.empty()) return;
  const ledger::ProgramRef ref = program != nullptr ? program->ref : ledger::ProgramRef{};
  Answer(ledger::MessageClass::kCustomReply, ref, keyword.template_key, language, decided);
}

void FollowConfirmation(const ledger::ReplyHeld& held, const LineRules& rules,
                        const Classification& said, const Policy& policy,
                        ledger::ReplyDecided& decided) {
  for (const ledger::AskAtReply& ask : held.reply.asks) {
    if (!IsUnanswered(ask, held)) continue;
    if (IsExpired(ask, held)) {
      if (policy.late_confirm != LateConfirm::kAccept && !CountsExpired(ask, rules)) continue;
      decided.expired_ask_counts = true;
    }
    const LineProgram* program = Find(rules, ask.ref.program);
    if (program != nullptr) {
      OptInTo(*program, said.language, decided);
    } else {
      decided.programs.push_back(ask.ref);
    }
  }
  decided.consequence = ledger::Consequence::kConfirm;
}

}  // namespace

ledger::Event DecideReply(const ledger::ReplyHeld& held, std::string_view body,
                          const LineRules& rules, const Policy& policy) {
  const ReplyContext context = ContextOf(held, body, rules);
  const Classification said = Classify(context, policy);
  const bool provider_answered =
      static_cast<ledger::ProviderAction>(held.provider_action) != ledger::ProviderAction::kNone ||
      (rules.is_toll_free && IsBareStop(body));
  // HELP and STOP are answered on every line, also where no program is.
  const LineProgram first = rules.programs.empty() ? LineProgram{} : rules.programs.front();
  ledger::ReplyDecided decided;
  decided.reply_offset = held.reply.at.position;
  decided.reply_event = held.reply.event;
  decided.reply_class = said.reply_class;
  decided.matched_rule = said.rule;
  decided.policy_version = said.policy_version;
  decided.line = held.reply.line;
  decided.consequence = ledger::Consequence::kNone;
  switch (said.reply_class) {
    case ReplyClass::kRevoke:
      decided.consequence = ledger::Consequence::kRevoke;
      decided.revocation =
          said.declines_ask ? ScopeOfRefusal(held) : ScopeOfReply(said, rules);
      if (policy.opt_out_confirmation_required && !provider_answered) {
        AnswerRevocation(rules, said.language, decided);
      }
      break;
    case ReplyClass::kHelp:
      if (!provider_answered) {
        Answer(ledger::MessageClass::kHelp, first.ref, first.help_template, said.language,
               decided);
      }
      break;
    case ReplyClass::kConfirm:
      FollowConfirmation(held, rules, said, policy, decided);
      break;
    case ReplyClass::kOptIn:
      // Without a program there is nothing to opt in to: the reply is read, and that is all.
      for (const LineProgram* program : MeantByStart(held, rules)) {
        Join(held, *program, said.language, decided);
      }
      break;
    case ReplyClass::kCustom:
      FollowKeyword(held, context.custom_keywords.at(*said.custom_keyword), rules, said.language,
                    decided);
      break;
    case ReplyClass::kReview:
      decided.consequence = ledger::Consequence::kHold;
      break;
    case ReplyClass::kInbox:
    case ReplyClass::kUnknown:
      break;
  }
  ledger::Event event;
  event.id = ledger::ConsequenceId(held.reply.event, "decision");
  event.account = held.account;
  event.origin = ledger::Origin::kWorker;
  event.fact = std::move(decided);
  return event;
}

}  // namespace keyword_handler
