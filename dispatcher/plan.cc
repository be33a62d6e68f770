#include "dispatcher/plan.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ledger/control/default_templates.h"
#include "ledger/control/text_places.h"
#include "ledger/core/strings.h"
#include "ledger/texts/fill_in.h"

namespace dispatcher {
namespace {

constexpr char kEnglish[] = "en";

// The template in `language`, else in English; null: in neither.
const ledger::Template* FindWords(const ledger::ControlState& control,
                                  const ledger::AccountId& account, const std::string& key,
                                  const std::string& language) {
  const ledger::Template* found =
      control.FindTemplate(account, key, language.empty() ? kEnglish : language);
  return found != nullptr ? found : control.FindTemplate(account, key, kEnglish);
}

// The template of an answer that names none: the program's, else the one every account has.
std::string DefaultKey(const ledger::Program* program, ledger::MessageClass message_class) {
  const auto either = [](const std::string* own, const char* otherwise) {
    return own != nullptr && !own->empty() ? *own : std::string(otherwise);
  };
  const auto* p = program == nullptr ? nullptr : &program->definition;
  switch (message_class) {
    case ledger::MessageClass::kOptInRequest:
      return either(p ? &p->request_template() : nullptr, ledger::kOptInRequestTemplate);
    case ledger::MessageClass::kOptInConfirmation:
      return either(p ? &p->confirmation_template() : nullptr, ledger::kOptInConfirmationTemplate);
    case ledger::MessageClass::kOptOutConfirmation:
      return either(p ? &p->opt_out_template() : nullptr, ledger::kOptOutConfirmationTemplate);
    case ledger::MessageClass::kHelp:
      return either(p ? &p->help_template() : nullptr, ledger::kHelpTemplate);
    case ledger::MessageClass::kCampaign:
    case ledger::MessageClass::kSingle:
    case ledger::MessageClass::kCustomReply:
    case ledger::MessageClass::kUnknown:
      break;
  }
  return "";
}

// The words that every account starts with, in the language or in English; empty: there are none.
std::string_view StartingWords(std::string_view key, std::string_view language) {
  std::string_view words;
  for (const ledger::DefaultTemplate& one : ledger::DefaultTemplates()) {
    if (one.key != key) continue;
    if (one.language == language) return one.text;
    if (one.language == kEnglish) words = one.text;
  }
  return words;
}

// Reachable is no segment here: who is not reachable stays out with its reason, and is counted.
ledger::SegmentFilter FilterOf(const consent::v1::Audience& audience) {
  using Kind = ledger::SegmentFilter::Kind;
  if (audience.has_segment()) return {.kind = Kind::kNamed, .name = audience.segment()};
  if (audience.has_segment_prefix()) {
    return {.kind = Kind::kPrefix, .name = audience.segment_prefix()};
  }
  return {.kind = Kind::kAll, .name = ""};
}

std::optional<StepPlan> PlanOf(const ledger::ControlState& control,
                               const ledger::Campaign& campaign, const ledger::Account& account,
                               std::size_t number) {
  const ledger::StepState& step = campaign.steps[number];
  const ledger::Program* program =
      control.FindProgram(campaign.account, ledger::ProgramId(campaign.definition.program()));
  if (program == nullptr) return std::nullopt;
  std::string words = step.definition.text();
  if (!step.definition.template_key().empty()) {
    const ledger::Template* found =
        FindWords(control, campaign.account, step.definition.template_key(), kEnglish);
    words = found == nullptr ? "" : found->text;
  }
  StepPlan plan;
  plan.account = campaign.account;
  plan.campaign = campaign.id;
  plan.step = static_cast<std::uint32_t>(number);
  plan.due_ms = step.due_ms;
  plan.first_due_ms = step.first_due_ms;
  plan.deadline_ms = step.deadline_ms;
  plan.message_class =
      campaign.definition.message_class() == consent::v1::MESSAGE_CLASS_OPT_IN_REQUEST
          ? ledger::MessageClass::kOptInRequest
          : ledger::MessageClass::kCampaign;
  plan.program = program->ref();
  plan.line = ledger::LineId(campaign.definition.line());
  plan.segment = FilterOf(campaign.definition.audience());
  plan.words = ledger::FillIn(words, ledger::PlacesOf(account, program, plan.line));
  plan.texts_per_second = step.definition.texts_per_second();
  return plan;
}

}  // namespace

std::vector<StepPlan> DueSteps(const ledger::ControlState& control, ledger::TimeMs now_ms,
                               const std::set<StepOnce>& done) {
  std::vector<StepPlan> due;
  for (const auto& [key, campaign] : control.campaigns()) {
    const ledger::Account* account = control.FindAccount(campaign.account);
    if (account == nullptr || account->halted || !ledger::IsActive(campaign)) continue;
    for (std::size_t i = 0; i < campaign.steps.size(); ++i) {
      const ledger::StepState& step = campaign.steps[i];
      if (step.cancelled || step.due_ms == ledger::kNoTime || step.due_ms > now_ms) continue;
      const ledger::StepKey name{{campaign.account, campaign.id}, static_cast<std::uint32_t>(i)};
      if (done.contains({name, step.due_ms})) continue;
      if (std::optional<StepPlan> plan = PlanOf(control, campaign, *account, i)) {
        due.push_back(*std::move(plan));
      }
    }
  }
  std::stable_sort(due.begin(), due.end(),
                   [](const StepPlan& a, const StepPlan& b) { return a.due_ms < b.due_ms; });
  return due;
}

bool IsHalted(const ledger::ControlState& control, const ledger::AccountId& account) {
  const ledger::Account* found = control.FindAccount(account);
  return found != nullptr && found->halted;
}

bool IsStopped(const ledger::ControlState& control, const ledger::AccountId& account,
               const ledger::CampaignId& campaign) {
  const ledger::Campaign* found = control.FindCampaign(account, campaign);
  return found != nullptr && found->state == ledger::CampaignState::kStopped;
}

absl::StatusOr<Terms> TermsOf(const ledger::ControlState& control, const ledger::AccountId& account,
                              const ledger::ProgramRef& program) {
  const ledger::Account* found = control.FindAccount(account);
  if (found == nullptr) {
    return absl::NotFoundError(
        absl::StrCat("account '", account.value(), "' is not defined in the control topic"));
  }
  Terms terms;
  terms.cap = {.max = found->definition.cap().max(),
               .period_ms = found->definition.cap().period_ms()};
  terms.window = found->definition.window();
  terms.zone = found->definition.default_tzid();
  if (const ledger::Program* p = control.FindProgram(account, program.program)) {
    terms.ask_limit = p->definition.ask_limit();
    terms.pending_term_ms = p->definition.pending_term_ms();
  }
  return terms;
}

absl::StatusOr<std::string> WordsOf(const ledger::ControlState& control,
                                    const ledger::TextDue& text, std::string_view requested) {
  const ledger::Account* account = control.FindAccount(text.account);
  if (account == nullptr) {
    return absl::NotFoundError(
        absl::StrCat("account '", text.account.value(), "' is not defined in the control topic"));
  }
  const ledger::Program* program = control.FindProgram(text.account, text.due.program.program);
  const auto filled = [&](std::string_view words) {
    return ledger::FillIn(words, ledger::PlacesOf(*account, program, LineOf(control, text)));
  };
  if (!requested.empty()) return filled(requested);
  std::string key = text.due.template_key;
  if (key.empty()) key = DefaultKey(program, text.due.message_class);
  const ledger::Template* found = FindWords(control, text.account, key, text.due.language);
  if (found != nullptr && !found->text.empty()) return filled(found->text);
  // What is owed by law goes out in the words that accounts start with, also where one lost them.
  const std::string_view starting = StartingWords(key, text.due.language);
  if (starting.empty()) {
    return absl::NotFoundError(absl::StrCat("account '", text.account.value(),
                                            "' has no template '", key, "' in language '",
                                            text.due.language, "' nor in English; define it"));
  }
  return filled(starting);
}

ledger::LineId LineOf(const ledger::ControlState& control, const ledger::TextDue& text) {
  if (!text.due.line.value().empty()) return text.due.line;
  const ledger::Program* program = control.FindProgram(text.account, text.due.program.program);
  return program == nullptr ? ledger::LineId() : ledger::LineId(program->definition.line());
}

double LineRate(const ledger::ControlState& control, const ledger::AccountId& account,
                const ledger::LineId& line) {
  const ledger::Line* found = control.FindLine(line);
  return found == nullptr || found->account != account ? 0 : found->definition.texts_per_second();
}

std::vector<ledger::HaltCommand> HaltCommands(const ledger::ControlState& control) {
  std::vector<ledger::HaltCommand> commands;
  for (const auto& [id, account] : control.accounts()) {
    if (account.halt_revision == ledger::kNoOffset) continue;
    commands.push_back({.account = id,
                        .campaign = ledger::CampaignId(),
                        .halted = account.halted,
                        .revision = account.halt_revision});
  }
  for (const auto& [key, campaign] : control.campaigns()) {
    if (campaign.halt_revision == ledger::kNoOffset) continue;
    commands.push_back({.account = campaign.account,
                        .campaign = campaign.id,
                        .halted = campaign.state == ledger::CampaignState::kStopped,
                        .revision = campaign.halt_revision});
  }
  return commands;
}

}  // namespace dispatcher
