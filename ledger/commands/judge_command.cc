#include "ledger/commands/judge_command.h"

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "keyword-handler/reserved_words.h"
#include "ledger/commands/keywords.h"
#include "ledger/commands/template_check.h"
#include "ledger/control/control_codec.h"
#include "ledger/control/text_places.h"
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

// Who is asked for a program that has no request could not be: neither by a double form nor by a
// source, whose people would hear of it.
std::string CheckAskers(const v1::ProgramDefined& definition, const Account& account) {
  if (!definition.request_template().empty()) return "";
  constexpr char kWhy[] = "request_template: none, but ";
  for (const auto& [id, form] : account.forms) {
    const auto& programs = form.definition.programs();
    if (form.definition.removed() || !form.definition.double_opt_in() ||
        std::find(programs.begin(), programs.end(), definition.program()) == programs.end()) {
      continue;
    }
    return absl::StrCat(kWhy, "form '", id, "' asks with it; remove or change the form first");
  }
  for (const auto& [key, after_ms] : account.source_asks) {
    if (key.second.value() != definition.program()) continue;
    return absl::StrCat(kWhy, "people of source '", key.first,
                        "' are asked with it; end that first: consent source ask --stop");
  }
  return "";
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
  if (std::string why = CheckAskers(definition, account); !why.empty()) return why;
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
  const std::string& key = definition.key();
  const auto unseen = [](char c) { return absl::ascii_iscntrl(static_cast<unsigned char>(c)); };
  if (key.front() == ' ' || key.back() == ' ' || std::any_of(key.begin(), key.end(), unseen)) {
    return "key: begins or ends with a blank, or has what nobody sees; give one like welcome_vip";
  }
  if (!IsLanguage(definition.language())) {
    return absl::StrCat("language: '", definition.language(), "' is none of ISO 639-1, like 'en'");
  }
  if (std::string why = In("text", WhyUnknownPlace(definition.text())); !why.empty()) return why;
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
  for (const std::string& program : definition.programs()) {
    if (!definition.double_opt_in() ||
        !account.programs.at(ProgramId(program)).definition.request_template().empty()) {
      continue;
    }
    return absl::StrCat("programs: '", program, "' has no request_template, so there are no words ",
                        "to ask in; give it one: consent program add --request-template");
  }
  std::string why =
      In("disclosure_text", CheckWords(DisclosureRole(account, definition), account, language,
                                       definition.disclosure_text()));
  const std::string_view place = FirstPlace(definition.disclosure_text());
  if (!why.empty() || place.empty()) return why;
  return absl::StrCat("disclosure_text: nothing is filled in on a page; write out ", ToAbsl(place));
}

// Names that begin with `~` belong to the projection, which has segments under these only.
std::string CheckSegment(std::string_view field, const std::string& name) {
  const bool derived =
      name == "~all" || name.starts_with("~status/") || name.starts_with("~reachable/");
  if (!name.starts_with('~') || derived) return "";
  return absl::StrCat(ToAbsl(field), ": '~' begins derived segments; there is none like '", name,
                      "'");
}

// Every place is known, and every text that asks to opt in says what it must, and promotes nothing.
std::string Check(const v1::CampaignDefined& definition, const Account& account) {
  const v1::Audience& audience = definition.audience();
  std::string why = CheckSegment("audience.segment", audience.segment());
  if (why.empty()) why = CheckSegment("audience.segment_prefix", audience.segment_prefix());
  if (!why.empty()) return why;
  const bool asks = definition.message_class() == v1::MESSAGE_CLASS_OPT_IN_REQUEST;
  int number = 0;
  for (const v1::CampaignStep& step : definition.steps()) {
    why = In("text", WhyUnknownPlace(step.text()));
    if (why.empty() && asks) {
      why = step.template_key().empty()
                ? In("text", CheckWords(TextRole::kOptInRequest, account, "", step.text()))
                : In("template_key",
                     CheckTemplateIn(TextRole::kOptInRequest, account, step.template_key()));
    }
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
  std::optional<Account> before;  // it was called otherwise, perhaps
  const Account* known = state.FindAccount(AccountId(record.account()));
  if (record.has_account_defined() && known != nullptr) before = *known;
  std::string why = state.Apply(state.position(), now_ms, record);
  if (why.empty()) why = WhyNotSaid(record, state);
  if (why.empty() && before) {
    known = state.FindAccount(before->id);
    why = In("name", CheckRename(*before, *known, state.campaigns()));
  }
  if (!why.empty()) return absl::FailedPreconditionError(why);
  return EncodeControl(record);
}

}  // namespace ledger
