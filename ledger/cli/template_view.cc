#include "ledger/cli/template_view.h"

#include <algorithm>

#include "ledger/commands/template_check.h"
#include "ledger/control/text_places.h"
#include "ledger/core/utf8.h"
#include "ledger/texts/fill_in.h"
#include "ledger/texts/gsm_alphabet.h"

namespace ledger::cli {
namespace {

std::string_view RoleKey(TextRole role) {
  switch (role) {
    case TextRole::kOptInRequest:
      return "opt_in_request";
    case TextRole::kOptInConfirmation:
      return "opt_in_confirmation";
    case TextRole::kHelp:
      return "help";
    case TextRole::kOptOutConfirmation:
      return "opt_out_confirmation";
    case TextRole::kDisclosure:
    case TextRole::kMarketingDisclosure:
      break;  // of forms, not of templates
  }
  return "";
}

bool Names(const Program& program, std::string_view key) {
  const auto& defined = program.definition;
  return defined.request_template() == key || defined.confirmation_template() == key ||
         defined.help_template() == key || defined.opt_out_template() == key;
}

std::string BeyondGsm(std::string_view text) {
  std::string found;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = std::max<std::size_t>(Utf8LengthAt(text, at), 1);
    const std::string_view character = text.substr(at, length);
    if (SeptetsAt(text, at) == 0 && found.find(character) == std::string::npos) found += character;
    at += length;
  }
  return found;
}

std::string SizeText(const TemplateView& view) {
  return std::string(EncodingName(view.size)) + ", " + std::to_string(view.size.units) +
         (view.size.gsm ? " septets, " : " units, ") + std::to_string(view.size.segments) +
         (view.size.segments == 1 ? " segment" : " segments") +
         (view.beyond.empty() ? "" : ", for GSM-7 does not have: " + view.beyond);
}

}  // namespace

const Program* ProgramOfTemplate(const Account& account, std::string_view key) {
  for (const auto& [id, program] : account.programs) {
    if (Names(program, key)) return &program;
  }
  for (const auto& [id, rule] : account.keyword_rules) {
    const auto joined = account.programs.find(ProgramId(rule.opt_in_program()));
    if (rule.response_template() == key && joined != account.programs.end()) return &joined->second;
  }
  return account.programs.empty() ? nullptr : &account.programs.begin()->second;
}

TemplateView ViewOf(const ControlState& control, const Account& account,
                    const std::pair<std::string, std::string>& name, const Template& words,
                    const Program* program) {
  TemplateView view;
  view.key = name.first;
  view.language = name.second;
  view.version = words.version;
  view.text = words.text;
  const LineId line(program == nullptr ? "" : program->definition.line());
  if (program != nullptr) view.program = program->definition.program();
  view.preview = FillIn(words.text, PlacesOf(account, program, line));
  view.size = SizeOf(view.preview);
  view.beyond = BeyondGsm(view.preview);
  view.wrong = WhyUnknownPlace(words.text);
  view.roles = RolesOf(account, control.campaigns(), view.key);
  for (const TextRole role : view.roles) {
    const std::string why = CheckWords(role, account, view.language, view.text);
    if (!why.empty()) view.wrong += (view.wrong.empty() ? "" : "; ") + why;
  }
  return view;
}

std::string_view EncodingName(const TextSize& size) { return size.gsm ? "GSM-7" : "UCS-2"; }

std::string TemplateText(const TemplateView& view) {
  std::string roles;
  for (const TextRole role : view.roles) {
    roles += (roles.empty() ? "" : ", ") + std::string(RoleName(role));
  }
  std::string check = view.wrong.empty() ? "it says what it must" : view.wrong;
  if (view.roles.empty() && view.wrong.empty()) check = "<none>: nothing is asked of its words";
  return "template   " + view.key + " (" + view.language + "), version " +
         std::to_string(view.version) + "\nused as    " + (roles.empty() ? "<none>" : roles) +
         "\ncheck      " + check + "\nsize       " + SizeText(view) + "\nwords      " + view.text +
         "\npreview    " + view.preview + "\n" +
         (view.program.empty() ? "" : "           for program " + view.program + "\n");
}

Json TemplateJson(const TemplateView& view) {
  Json roles = Json::array();
  for (const TextRole role : view.roles) roles.push_back(RoleKey(role));
  return {{"template", view.key},
          {"language", view.language},
          {"version", view.version},
          {"text", view.text},
          {"program", view.program.empty() ? Json() : Json(view.program)},
          {"preview", view.preview},
          {"encoding", EncodingName(view.size)},
          {"units", view.size.units},
          {"segments", view.size.segments},
          {"beyond_gsm", view.beyond},
          {"roles", roles},
          {"check", view.wrong.empty() ? Json() : Json(view.wrong)}};
}

}  // namespace ledger::cli
