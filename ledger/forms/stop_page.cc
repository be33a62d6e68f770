#include "ledger/forms/stop_page.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "ledger/core/strings.h"
#include "ledger/forms/form_page.h"
#include "ledger/forms/html.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

constexpr char kEverything[] = "everything";
constexpr char kMarketing[] = "marketing";
constexpr char kProgramPrefix[] = "program:";

std::string Choice(std::string_view value, std::string_view label, bool chosen) {
  const std::string id = absl::StrCat("scope-", Escape(value));
  return absl::StrCat("<div class=\"choice\"><input type=\"radio\" id=\"", id,
                      "\" name=\"scope\" value=\"", Escape(value), "\"", chosen ? " checked" : "",
                      "><label for=\"", id, "\">", ToAbsl(label), "</label></div>\n");
}

// The program that `scope` names; nothing: none of the account's.
const Program* ProgramOf(const Account& account, std::string_view scope) {
  if (!scope.starts_with(kProgramPrefix)) return nullptr;
  scope.remove_prefix(std::string_view(kProgramPrefix).size());
  const auto found = account.programs.find(ProgramId(std::string(scope)));
  return found == account.programs.end() ? nullptr : &found->second;
}

// What ends by `scope`, as HTML: everything, if it names nothing that there is.
std::string ScopeText(const Account& account, const FormWords& words, const std::string& scope) {
  if (const Program* program = ProgramOf(account, scope)) {
    return Escape(PublicName(account, words, program->definition.program()));
  }
  return Fill(scope == kMarketing ? words.scope_marketing : words.scope_everything,
              {{"brand", account.definition.name()}});
}

std::string Choices(const Account& account, const FormWords& words, const std::string& scope) {
  std::vector<std::string> values = {kEverything, kMarketing};
  if (account.programs.size() > 1) {
    for (const auto& [id, program] : account.programs) {
      values.push_back(kProgramPrefix + id.value());
    }
  }
  const auto found = std::find(values.begin(), values.end(), scope);
  const std::string& chosen = found == values.end() ? values.front() : *found;
  std::string html = absl::StrCat("<fieldset>\n<legend>", Escape(words.scope), "</legend>\n");
  for (const std::string& value : values) {
    const std::string text = ScopeText(account, words, value);
    const bool one = ProgramOf(account, value) != nullptr;
    const std::string label =
        one ? absl::StrReplaceAll(Escape(words.scope_program), {{"{programs}", text}}) : text;
    html += Choice(value, label, value == chosen);
  }
  return html + "</fieldset>\n";
}

}  // namespace

std::string RenderStopForm(const Account& account, const FormWords& words, const FormInput& input,
                           const FormErrors& errors) {
  return absl::StrCat(
      "<p>", Escape(words.stop_intro), "</p>\n<form method=\"post\" action=\"",
      FormPath(account.id, kStopPage), "?lang=", words.language.data(), "\">\n",
      RenderTextField({.name = "number",
                       .label = words.number,
                       .hint = words.number_hint,
                       .type = "tel",
                       .autocomplete = "tel",
                       .required = true,
                       .id_prefix = "stop-"},
                      words, input.number, errors),
      Choices(account, words, input.scope), "<button type=\"submit\">", Escape(words.stop_submit),
      "</button>\n</form>\n");
}

std::string RenderStopPage(const Account& account, const FormWords& words, const FormInput& input,
                           const FormErrors& errors, std::string_view notice) {
  const std::string& brand = account.definition.name();
  if (notice.empty() && !errors.empty()) notice = words.mend_below;
  const std::string title = absl::StrReplaceAll(ToAbsl(words.stop_title), {{"{brand}", brand}});
  return HtmlPage(words.language, title, "",
                  RenderAlert(notice) + RenderStopForm(account, words, input, errors));
}

std::string RenderStopped(const Account& account, const FormWords& words, const FormInput& input) {
  const std::string& brand = account.definition.name();
  std::vector<std::string> programs;
  for (const auto& [id, program] : account.programs) programs.push_back(id.value());
  const bool known = input.scope.empty() || input.scope == kEverything ||
                     input.scope == kMarketing || ProgramOf(account, input.scope) != nullptr;
  return HtmlPage(
      words.language, words.stopped_title, brand,
      absl::StrCat(RenderAlert(known ? "" : words.scope_unknown), "<p>",
                   absl::StrReplaceAll(Escape(words.stopped_done),
                                       {{"{scope}", ScopeText(account, words, input.scope)}}),
                   "</p>\n",
                   RenderStart(words, words.stopped_back, brand, LinesOf(account, programs))));
}

v1::OptedOut StopFact(const Account& account, const FormInput& input) {
  v1::OptedOut fact;
  fact.set_means(v1::OPT_OUT_MEANS_WEB);
  v1::RevocationScope& scope = *fact.mutable_scope();
  scope.set_reach(v1::REACH_EVERYTHING);
  if (input.scope == kMarketing) scope.set_reach(v1::REACH_MARKETING);
  if (const Program* program = ProgramOf(account, input.scope)) {
    scope.set_reach(v1::REACH_PROGRAMS);
    scope.add_programs()->set_program(program->definition.program());
  }
  return fact;
}

}  // namespace ledger
