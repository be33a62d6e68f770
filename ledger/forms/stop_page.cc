#include "ledger/forms/stop_page.h"

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

std::string Choices(const Account& account, const FormWords& words, const std::string& scope) {
  std::string html =
      absl::StrCat(Choice(kMarketing, Escape(words.scope_marketing), scope == kMarketing));
  bool found = scope == kMarketing;
  if (account.programs.size() > 1) {
    for (const auto& [id, program] : account.programs) {
      const std::string value = kProgramPrefix + id.value();
      found |= scope == value;
      html += Choice(value, Fill(words.scope_program, {{"programs", program.definition.name()}}),
                     scope == value);
    }
  }
  return absl::StrCat("<fieldset>\n<legend>", Escape(words.scope), "</legend>\n",
                      Choice(kEverything, Escape(words.scope_everything), !found), html,
                      "</fieldset>\n");
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

std::string RenderStopped(const Account& account, const FormWords& words) {
  const std::string& brand = account.definition.name();
  std::vector<std::string> programs;
  for (const auto& [id, program] : account.programs) programs.push_back(id.value());
  return HtmlPage(words.language, words.stopped_title, brand,
                  absl::StrCat("<p>", Fill(words.stopped_done, {{"brand", brand}}), "</p>\n",
                               RenderStart(words, words.stopped_back, brand,
                                           LinesOf(account, programs))));
}

v1::OptedOut StopFact(const Account& account, const FormInput& input) {
  v1::OptedOut fact;
  fact.set_means(v1::OPT_OUT_MEANS_WEB);
  v1::RevocationScope& scope = *fact.mutable_scope();
  scope.set_reach(v1::REACH_EVERYTHING);
  if (input.scope == kMarketing) scope.set_reach(v1::REACH_MARKETING);
  const std::string prefix = kProgramPrefix;
  if (input.scope.starts_with(prefix)) {
    const ProgramId program(input.scope.substr(prefix.size()));
    if (account.programs.contains(program)) {
      scope.set_reach(v1::REACH_PROGRAMS);
      scope.add_programs()->set_program(program.value());
    }
  }
  return fact;
}

}  // namespace ledger
