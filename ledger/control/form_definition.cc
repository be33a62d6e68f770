// The rules of a sign-up form's definition.
#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "ledger/control/definitions.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

// It is a part of the form's address.
std::string CheckFormId(const std::string& form) {
  const bool plain = std::all_of(form.begin(), form.end(), [](char c) {
    return absl::ascii_islower(static_cast<unsigned char>(c)) ||
           absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '-';
  });
  if (form.empty() || form.size() > kFormIdBytesMax || !plain) {
    return absl::StrCat("form: 1 to ", kFormIdBytesMax, " lower-case letters, digits and '-'");
  }
  if (form == kStopPage) return "form: 'stop' is the address of the page to take consent back";
  return "";
}

std::string CheckFormPrograms(const v1::FormDefined& definition, const Account& account) {
  if (definition.programs().empty()) return "programs: none given";
  if (static_cast<std::size_t>(definition.programs_size()) > kFormProgramsMax) {
    return absl::StrCat("programs: more than ", kFormProgramsMax);
  }
  std::set<std::string> seen;
  for (const std::string& program : definition.programs()) {
    if (account.programs.count(ProgramId(program)) == 0) {
      return absl::StrCat("programs: no program '", program, "'");
    }
    if (!seen.insert(program).second) return absl::StrCat("programs: '", program, "' twice");
  }
  return "";
}

std::string CheckFormQuestions(const v1::FormDefined& definition) {
  if (definition.auto_opt_in() &&
      (definition.double_opt_in() || !definition.signature_required())) {
    return "auto_opt_in: only with signature_required and without double_opt_in";
  }
  if (!definition.auto_opt_in() && !definition.double_opt_in()) {
    return "double_opt_in, auto_opt_in: one of them, or what the form takes counts for nothing";
  }
  if (definition.signature_required() && definition.name() != v1::FORM_FIELD_UNSPECIFIED) {
    return "name: the signature is the name already";
  }
  if (definition.kind() == v1::FORM_KIND_EMAIL_LINK &&
      definition.email() != v1::FORM_FIELD_UNSPECIFIED) {
    return "email: the link knows the address already";
  }
  return "";
}

std::string CheckDisclosure(const v1::FormDefined& definition) {
  if (definition.disclosure_text().empty() ||
      definition.disclosure_text().size() > kDisclosureBytesMax) {
    return absl::StrCat("disclosure_text: 1 to ", kDisclosureBytesMax, " bytes");
  }
  return CheckName("disclosure_version", definition.disclosure_version());
}

}  // namespace

std::string Define(const v1::FormDefined& definition, Account& account) {
  if (std::string why = CheckFormId(definition.form()); !why.empty()) return why;
  const auto found = account.forms.find(definition.form());
  if (definition.removed()) {
    if (found == account.forms.end()) return "form: there is none to remove";
    found->second.definition.set_removed(true);
    return "";
  }
  if (definition.kind() == v1::FORM_KIND_UNSPECIFIED) return "kind: not given";
  if (definition.title().empty() || definition.title().size() > kFormTitleBytesMax) {
    return absl::StrCat("title: 1 to ", kFormTitleBytesMax, " bytes");
  }
  if (std::string why = CheckName("language", definition.language()); !why.empty()) return why;
  if (std::string why = CheckDisclosure(definition); !why.empty()) return why;
  if (std::string why = CheckFormPrograms(definition, account); !why.empty()) return why;
  if (std::string why = CheckFormQuestions(definition); !why.empty()) return why;
  if (found != account.forms.end()) {
    const auto& wordings = found->second.wordings;
    const auto known = wordings.find(definition.disclosure_version());
    if (known != wordings.end() && known->second != definition.disclosure_text()) {
      return "disclosure_version: another wording needs another name, for ever";
    }
  }
  Form& form = account.forms[definition.form()];
  form.definition = definition;
  form.wordings[definition.disclosure_version()] = definition.disclosure_text();
  return "";
}

}  // namespace ledger
