#include "ledger/forms/form_page.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ledger/core/strings.h"
#include "ledger/forms/html.h"
#include "ledger/forms/stop_page.h"
#include "ledger/http/url.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

std::string ErrorOf(const FormErrors& errors, std::string_view name, std::string_view id) {
  const auto found = errors.find(std::string(name));
  if (found == errors.end()) return "";
  return absl::StrCat("<p class=\"error\" id=\"", ToAbsl(id), "-error\">", Escape(found->second),
                      "</p>\n");
}

// What says to a reader of the screen that a field is wrong, and why.
std::string InvalidOf(const FormErrors& errors, std::string_view name, std::string_view id) {
  if (!errors.contains(std::string(name))) return "";
  return absl::StrCat(" aria-invalid=\"true\" aria-errormessage=\"", ToAbsl(id), "-error\"");
}

std::string PublicNames(const Account& account, const FormWords& words,
                        const std::vector<std::string>& programs) {
  return absl::StrJoin(programs, ", ", [&](std::string* out, const std::string& program) {
    absl::StrAppend(out, PublicName(account, words, program));
  });
}

bool IsNamed(const v1::ProgramDefined& program) { return program.name() != program.program(); }

std::string RenderPrograms(const FormPage& page, const FormWords& words) {
  if (page.form.programs_size() == 1) return "";
  std::string html = absl::StrCat("<fieldset>\n<legend>", Escape(words.programs), "</legend>\n",
                                  ErrorOf(page.errors, "program", "program"));
  for (int i = 0; i < page.form.programs_size(); ++i) {
    const std::string& program = page.form.programs(i);
    const auto& ticked = page.input.programs;
    const bool chosen = std::find(ticked.begin(), ticked.end(), program) != ticked.end();
    absl::StrAppend(&html, "<div class=\"choice\"><input type=\"checkbox\" id=\"program-", i,
                    "\" name=\"program\" value=\"", Escape(program), "\"",
                    chosen ? " checked" : "", InvalidOf(page.errors, "program", "program"),
                    "><label for=\"program-", i, "\">",
                    Escape(PublicName(page.account, words, program)),
                    "</label></div>\n");
  }
  return html + "</fieldset>\n";
}

std::string RenderAgreement(const FormPage& page, const FormWords& words) {
  std::string html = absl::StrCat(
      "<p class=\"terms\" id=\"terms\">", Escape(page.form.disclosure_text()),
      "</p>\n<div class=\"choice\"><input type=\"checkbox\" id=\"agree\" name=\"agree\" "
      "value=\"yes\" required aria-describedby=\"terms\"",
      InvalidOf(page.errors, "agree", "agree"), page.input.agreed ? " checked" : "",
      "><label for=\"agree\">", Escape(words.agree), "</label></div>\n",
      ErrorOf(page.errors, "agree", "agree"));
  if (page.form.signature_required()) {
    html += RenderTextField({.name = "signature",
                             .label = words.signature,
                             .hint = words.signature_hint,
                             .type = "text",
                             .autocomplete = "name",
                             .required = true},
                            words, page.input.signature, page.errors);
  }
  return html;
}

std::string RenderQuestions(const FormPage& page, const FormWords& words) {
  std::string html = RenderTextField({.name = "number",
                                      .label = words.number,
                                      .hint = words.number_hint,
                                      .type = "tel",
                                      .autocomplete = "tel",
                                      .required = true},
                                     words, page.input.number, page.errors);
  if (page.form.name() != v1::FORM_FIELD_UNSPECIFIED) {
    html += RenderTextField({.name = "name",
                             .label = words.name,
                             .hint = "",
                             .type = "text",
                             .autocomplete = "name",
                             .required = page.form.name() == v1::FORM_FIELD_REQUIRED},
                            words, page.input.name, page.errors);
  }
  if (page.form.email() != v1::FORM_FIELD_UNSPECIFIED && !page.by_link) {
    html += RenderTextField({.name = "email",
                             .label = words.email,
                             .hint = "",
                             .type = "email",
                             .autocomplete = "email",
                             .required = page.form.email() == v1::FORM_FIELD_REQUIRED},
                            words, page.input.email, page.errors);
  }
  return html;
}

}  // namespace

std::string FormPath(const AccountId& account, std::string_view form) {
  return absl::StrCat("/f/", http::PercentEncode(account.value()), "/", ToAbsl(form));
}

std::string PublicName(const Account& account, const FormWords& words,
                       const std::string& program) {
  const auto found = account.programs.find(ProgramId(program));
  if (found == account.programs.end()) return program;
  const v1::ProgramDefined& definition = found->second.definition;
  if (IsNamed(definition)) return definition.name();
  const bool sells = definition.category() == v1::CATEGORY_MARKETING;
  const std::string kind(sells ? words.marketing_program : words.informational_program);
  const auto alike = std::count_if(
      account.programs.begin(), account.programs.end(), [&](const auto& entry) {
        const v1::ProgramDefined& other = entry.second.definition;
        return !IsNamed(other) && other.category() == definition.category();
      });
  return alike == 1 ? kind : absl::StrCat(kind, " (", program, ")");
}

std::vector<std::string> LinesOf(const Account& account, const std::vector<std::string>& programs) {
  std::vector<std::string> lines;
  for (const std::string& program : programs) {
    const auto found = account.programs.find(ProgramId(program));
    if (found == account.programs.end()) continue;
    const std::string& line = found->second.definition.line();
    if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(line);
  }
  return lines;
}

std::string RenderTextField(const TextField& field, const FormWords& words, std::string_view value,
                            const FormErrors& errors) {
  const std::string id = absl::StrCat(ToAbsl(field.id_prefix), ToAbsl(field.name));
  const std::string mark =
      field.required ? "" : absl::StrCat(" ", Escape(words.optional_mark));
  const std::string hint =
      field.hint.empty()
          ? ""
          : absl::StrCat("<p class=\"hint\" id=\"", id, "-hint\">", Escape(field.hint), "</p>\n");
  return absl::StrCat(
      "<div class=\"field\"><label for=\"", id, "\">", Escape(field.label), mark, "</label>\n",
      hint,
      "<input type=\"", ToAbsl(field.type), "\" id=\"", id, "\" name=\"", ToAbsl(field.name),
      "\" autocomplete=\"", ToAbsl(field.autocomplete), "\"",
      field.type == "text" ? "" : absl::StrCat(" inputmode=\"", ToAbsl(field.type), "\""),
      " value=\"", Escape(value), "\"", field.required ? " required" : "",
      hint.empty() ? "" : absl::StrCat(" aria-describedby=\"", id, "-hint\""),
      InvalidOf(errors, field.name, id), ">\n", ErrorOf(errors, field.name, id), "</div>\n");
}

std::string RenderAlert(std::string_view notice) {
  if (notice.empty()) return "";
  return absl::StrCat("<p class=\"alert\" role=\"alert\">", Escape(notice), "</p>\n");
}

std::string RenderStart(const FormWords& words, std::string_view text, std::string_view brand,
                        const std::vector<std::string>& lines) {
  std::string html;
  for (const std::string& line : lines) {
    absl::StrAppend(&html, "<p>", Fill(text, {{"line", line}, {"brand", brand}}),
                    "</p>\n<a class=\"button\" href=\"sms:", Escape(line), "?body=START\">",
                    Fill(words.start_button, {{"line", line}}), "</a>\n");
  }
  return html;
}

std::string RenderForm(const FormPage& page) {
  const FormWords& words = WordsOf(page.form.language());
  const std::string& brand = page.account.definition.name();
  std::string_view notice = page.notice;
  if (notice.empty() && !page.errors.empty()) notice = words.mend_below;
  std::string body = absl::StrCat(
      RenderAlert(notice), "<form method=\"post\">\n", RenderQuestions(page, words),
      RenderPrograms(page, words),
      "<div class=\"trap\" aria-hidden=\"true\"><label for=\"website\">", Escape(words.leave_empty),
      "</label><input type=\"text\" id=\"website\" name=\"website\" tabindex=\"-1\" "
      "autocomplete=\"off\"></div>\n",
      RenderAgreement(page, words), "<input type=\"hidden\" name=\"page\" value=\"",
      Escape(page.token), "\">\n<button type=\"submit\">", Escape(words.submit),
      "</button>\n</form>\n");
  if (page.form.kind() == v1::FORM_KIND_PROFILE) {
    absl::StrAppend(&body, "<h2>", Fill(words.stop_title, {{"brand", brand}}), "</h2>\n",
                    RenderStopForm(page.account, words, {}, {}));
  } else {
    absl::StrAppend(&body, "<p class=\"foot\"><a href=\"", FormPath(page.account.id, kStopPage),
                    "?lang=", words.language.data(), "\">",
                    Fill(words.stop_link, {{"brand", brand}}), "</a></p>\n");
  }
  return HtmlPage(words.language, page.form.title(), brand, body);
}

std::string RenderTaken(const Account& account, const v1::FormDefined& form,
                        const std::vector<std::string>& programs) {
  const FormWords& words = WordsOf(form.language());
  const std::string& brand = account.definition.name();
  const std::vector<std::string> lines = LinesOf(account, programs);
  const std::string line = absl::StrJoin(lines, ", ");
  const std::string names = PublicNames(account, words, programs);
  const auto paragraph = [&](std::string_view text) {
    return absl::StrCat("<p>",
                        Fill(text, {{"line", line},
                                    {"brand", brand},
                                    {"programs", names},
                                    {"yes", words.yes}}),
                        "</p>\n");
  };
  const std::string next =
      form.double_opt_in()
          ? absl::StrCat(paragraph(words.double_next), paragraph(words.double_hours))
          : absl::StrCat(paragraph(words.auto_next), paragraph(words.any_time));
  return HtmlPage(words.language, form.double_opt_in() ? words.double_title : words.auto_title,
                  brand, absl::StrCat(next, RenderStart(words, words.stopped, brand, lines)));
}

std::string RenderNotice(const FormWords& words, std::string_view brand, std::string_view notice) {
  return HtmlPage(words.language, brand.empty() ? "SMS" : brand, "",
                  absl::StrCat("<p role=\"alert\">", Fill(notice, {{"brand", brand}}), "</p>\n"));
}

}  // namespace ledger
