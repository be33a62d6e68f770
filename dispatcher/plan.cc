#include "dispatcher/plan.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "dispatcher/words.h"
#include "ledger/core/strings.h"

namespace dispatcher {
namespace {

constexpr char kFallbackLanguage[] = "en";

// What the places of a template stand for.
std::map<std::string, std::string> PlacesOf(const ledger::Account& account,
                                            const ledger::Program* program,
                                            const ledger::LineId& line) {
  std::map<std::string, std::string> places{{"brand", account.definition.name()},
                                            {"help", account.definition.help_contact()},
                                            {"line", line.value()}};
  if (program != nullptr) {
    places["program"] = program->definition.name();
    places["keyword"] = program->definition.join_keyword();
  }
  return places;
}

const ledger::Template* FindWords(const ledger::ControlState& control,
                                  const ledger::AccountId& account, const std::string& key,
                                  const std::string& language) {
  const ledger::Template* words = control.FindTemplate(account, key, language);
  return words != nullptr ? words : control.FindTemplate(account, key, kFallbackLanguage);
}

ledger::SegmentFilter FilterOf(const consent::v1::Audience& audience) {
  using Kind = ledger::SegmentFilter::Kind;
  switch (audience.target_case()) {
    case consent::v1::Audience::kSegment:
      return {Kind::kNamed, audience.segment()};
    case consent::v1::Audience::kSegmentPrefix:
      return {Kind::kPrefix, audience.segment_prefix()};
    // Not only the reachable members are looked at: a campaign that reaches nobody must say why.
    case consent::v1::Audience::kReachable:
    case consent::v1::Audience::kEveryone:
    case consent::v1::Audience::TARGET_NOT_SET:
      break;
  }
  return {Kind::kAll, {}};
}

// The words of a campaign's step; empty: its template is gone.
std::string WordsOfStep(const ledger::ControlState& control, const ledger::Campaign& campaign,
                        const consent::v1::CampaignStep& step) {
  const ledger::Account* account = control.FindAccount(campaign.account);
  if (account == nullptr) return {};
  std::string text = step.text();
  if (!step.template_key().empty()) {
    const ledger::Template* words =
        FindWords(control, campaign.account, step.template_key(), kFallbackLanguage);
    if (words == nullptr) return {};
    text = words->text;
  }
  const ledger::Program* program =
      control.FindProgram(campaign.account, ledger::ProgramId(campaign.definition.program()));
  return FillIn(text, PlacesOf(*account, program, ledger::LineId(campaign.definition.line())));
}

void AddDueSteps(const ledger::ControlState& control, const ledger::Campaign& campaign,
                 ledger::TimeMs now_ms, std::vector<StepPlan>& plans) {
  const ledger::Program* program =
      control.FindProgram(campaign.account, ledger::ProgramId(campaign.definition.program()));
  if (program == nullptr) return;
  for (std::size_t i = 0; i < campaign.steps.size(); ++i) {
    const ledger::StepState& step = campaign.steps[i];
    if (step.cancelled || step.due_ms == ledger::kNoTime || step.due_ms > now_ms) continue;
    StepPlan plan;
    plan.account = campaign.account;
    plan.campaign = campaign.id;
    plan.step = static_cast<std::uint32_t>(i);
    plan.due_ms = step.due_ms;
    plan.deadline_ms = step.deadline_ms;
    plan.message_class =
        static_cast<ledger::MessageClass>(static_cast<int>(campaign.definition.message_class()));
    plan.program = program->ref();
    plan.line = ledger::LineId(campaign.definition.line());
    plan.segment = FilterOf(campaign.definition.audience());
    plan.words = WordsOfStep(control, campaign, step.definition);
    plan.texts_per_second = step.definition.texts_per_second();
    if (!plan.words.empty()) plans.push_back(std::move(plan));
  }
}

}  // namespace

std::vector<StepPlan> DueSteps(const ledger::ControlState& control, ledger::TimeMs now_ms) {
  std::vector<StepPlan> plans;
  if (!control.complete()) return plans;  // what was not understood may have been a stop
  for (const auto& [key, campaign] : control.campaigns()) {
    const ledger::Account* account = control.FindAccount(campaign.account);
    if (account == nullptr || account->halted || !ledger::IsActive(campaign)) continue;
    AddDueSteps(control, campaign, now_ms, plans);
  }
  std::stable_sort(plans.begin(), plans.end(),
                   [](const StepPlan& a, const StepPlan& b) { return a.due_ms < b.due_ms; });
  return plans;
}

absl::StatusOr<Terms> TermsOf(const ledger::ControlState& control, const ledger::AccountId& account,
                              const ledger::ProgramRef& program) {
  const ledger::Account* known = control.FindAccount(account);
  if (known == nullptr) {
    return absl::NotFoundError(absl::StrCat("account '", account.value(), "' is not defined"));
  }
  Terms terms;
  terms.cap = {known->definition.cap().max(), known->definition.cap().period_ms()};
  terms.window = known->definition.window();
  terms.zone = known->definition.default_tzid();
  if (const ledger::Program* p = control.FindProgram(account, program.program); p != nullptr) {
    terms.ask_limit = p->definition.ask_limit();
    terms.pending_term_ms = p->definition.pending_term_ms();
  }
  return terms;
}

absl::StatusOr<std::string> WordsOf(const ledger::ControlState& control,
                                    const ledger::TextDue& text, std::string_view requested) {
  const ledger::Account* account = control.FindAccount(text.account);
  if (account == nullptr || !control.complete()) {
    return absl::NotFoundError(absl::StrCat("account '", text.account.value(), "' is not defined"));
  }
  const ledger::Program* program = control.FindProgram(text.account, text.due.program.program);
  const auto places = PlacesOf(*account, program, LineOf(control, text));
  if (text.due.template_key.empty()) {
    if (!requested.empty()) return FillIn(requested, places);
    return absl::NotFoundError("the request brought neither words nor a template");
  }
  const ledger::Template* words =
      FindWords(control, text.account, text.due.template_key, text.due.language);
  if (words == nullptr) {
    return absl::NotFoundError(
        absl::StrCat("template '", text.due.template_key, "' of account '", text.account.value(),
                     "' is not defined; set it with `consent template set`"));
  }
  return FillIn(words->text, places);
}

ledger::LineId LineOf(const ledger::ControlState& control, const ledger::TextDue& text) {
  if (!text.due.line.value().empty()) return text.due.line;
  const ledger::Program* program = control.FindProgram(text.account, text.due.program.program);
  return program == nullptr ? ledger::LineId() : ledger::LineId(program->definition.line());
}

double LineRate(const ledger::ControlState& control, const ledger::AccountId& account,
                const ledger::LineId& line) {
  const ledger::Line* known = control.FindLine(line);
  return known != nullptr && known->account == account ? known->definition.texts_per_second() : 0;
}

std::vector<ledger::HaltCommand> HaltCommands(const ledger::ControlState& control) {
  std::vector<ledger::HaltCommand> commands;
  for (const auto& [id, account] : control.accounts()) {
    if (account.halt_revision == ledger::kNoOffset) continue;
    commands.push_back({id, ledger::CampaignId(), account.halted, account.halt_revision});
  }
  for (const auto& [key, campaign] : control.campaigns()) {
    if (campaign.halt_revision == ledger::kNoOffset) continue;
    const bool stopped = campaign.state == ledger::CampaignState::kStopped;
    commands.push_back({campaign.account, campaign.id, stopped, campaign.halt_revision});
  }
  return commands;
}

}  // namespace dispatcher
