#include "ledger/commands/judge_command.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "keyword-handler/reserved_words.h"
#include "ledger/commands/keywords.h"
#include "ledger/commands/template_check.h"
#include "ledger/control/control_codec.h"
#include "ledger/core/strings.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

std::string In(std::string_view field, const std::string& why) {
  return why.empty() ? why : absl::StrCat(ToAbsl(field), ": ", why);
}

std::string CheckReserved(std::string_view field, const std::string& keyword) {
  const absl::Status allowed = keyword_handler::CheckCustomKeyword(keyword);
  return In(field, std::string(ToStd(allowed.message())));
}

std::string Check(const v1::ProgramDefined& definition, const Account& account) {
  struct Named {
    std::string_view field;
    TextRole role;
    const std::string& key;
  };
  const Named templates[] = {
      {"request_template", TextRole::kOptInRequest, definition.request_template()},
      {"confirmation_template", TextRole::kOptInConfirmation, definition.confirmation_template()},
      {"help_template", TextRole::kHelp, definition.help_template()},
      {"opt_out_template", TextRole::kOptOutConfirmation, definition.opt_out_template()},
  };
  for (const auto& [field, role, key] : templates) {
    std::string why = In(field, CheckTemplateIn(role, account, key));
    if (!why.empty()) return why;
  }
  if (!definition.join_keyword().empty()) {
    std::string why = CheckReserved("join_keyword", definition.join_keyword());
    if (!why.empty()) return why;
  }
  return CheckCollision(definition, account);
}

std::string Check(const v1::KeywordRuleDefined& definition, const Account& account) {
  if (definition.removed()) return "";
  if (!definition.opt_in_program().empty()) {
    // Its answer is the confirmation of the opt-in.
    std::string why = In("response_template",
                         CheckTemplateIn(TextRole::kOptInConfirmation, account,
                                         definition.response_template()));
    if (!why.empty()) return why;
  }
  for (const std::string& words : definition.words()) {
    if (std::string why = CheckReserved("words", words); !why.empty()) return why;
  }
  return CheckCollision(definition, account);
}

std::string Check(const v1::TemplateDefined& definition, const Account& account,
                  const Campaigns& campaigns) {
  for (const TextRole role : RolesOf(account, campaigns, definition.key())) {
    std::string why =
        In("text", CheckWords(role, account, definition.language(), definition.text()));
    if (!why.empty()) return why;
  }
  return "";
}

// The words that evidence will point to.
std::string Check(const v1::FormDefined& definition, const Account& account) {
  if (definition.removed()) return "";
  const std::string& language = definition.language();
  if (language != "en" && language != "fr" && language != "es") {
    return "language: not en, fr or es; the page speaks no other";
  }
  const auto is_marketing = [&](const std::string& program) {
    return account.programs.at(ProgramId(program)).ref().category != Category::kInformational;
  };
  const bool marketing = std::any_of(definition.programs().begin(), definition.programs().end(),
                                     is_marketing);
  return In("disclosure_text",
            CheckWords(marketing ? TextRole::kMarketingDisclosure : TextRole::kDisclosure, account,
                       language, definition.disclosure_text()));
}

// Names that begin with `~` belong to the projection, which has segments under these only.
std::string CheckSegment(std::string_view field, const std::string& name) {
  const bool derived =
      name == "~all" || name.starts_with("~status/") || name.starts_with("~reachable/");
  if (!name.starts_with('~') || derived) return "";
  return absl::StrCat(ToAbsl(field), ": '~' begins derived segments; there is none like '", name,
                      "'");
}

// Every text that asks to opt in says what it must, and promotes nothing.
std::string Check(const v1::CampaignDefined& definition, const Account& account) {
  const v1::Audience& audience = definition.audience();
  std::string why = CheckSegment("audience.segment", audience.segment());
  if (why.empty()) why = CheckSegment("audience.segment_prefix", audience.segment_prefix());
  if (!why.empty() || definition.message_class() != v1::MESSAGE_CLASS_OPT_IN_REQUEST) return why;
  int number = 0;
  for (const v1::CampaignStep& step : definition.steps()) {
    why = step.template_key().empty()
              ? In("text", CheckWords(TextRole::kOptInRequest, account, "", step.text()))
              : In("template_key",
                   CheckTemplateIn(TextRole::kOptInRequest, account, step.template_key()));
    if (!why.empty()) return absl::StrCat("step ", number, ": ", why);
    ++number;
  }
  return "";
}

}  // namespace

std::string WhyNotSaid(const v1::ControlRecord& record, const ControlState& state) {
  const Account* const account = state.FindAccount(AccountId(record.account()));
  if (account == nullptr) return "";  // the fold refused it
  if (record.has_program_defined()) return Check(record.program_defined(), *account);
  if (record.has_keyword_rule_defined()) return Check(record.keyword_rule_defined(), *account);
  if (record.has_form_defined()) return Check(record.form_defined(), *account);
  if (record.has_campaign_defined()) return Check(record.campaign_defined(), *account);
  if (record.has_template_defined()) {
    return Check(record.template_defined(), *account, state.campaigns());
  }
  return "";
}

absl::StatusOr<std::string> JudgeCommand(const v1::ControlRecord& record, TimeMs now_ms,
                                         ControlState& state) {
  std::string why = state.Apply(state.position(), now_ms, record);
  if (why.empty()) why = WhyNotSaid(record, state);
  if (!why.empty()) return absl::FailedPreconditionError(why);
  return EncodeControl(record);
}

}  // namespace ledger
