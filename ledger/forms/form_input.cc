#include "ledger/forms/form_input.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "ledger/core/strings.h"
#include "ledger/core/utf8.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

constexpr std::size_t kNumberBytesMax = 64;
constexpr std::size_t kPersonNameBytesMax = 200;
constexpr std::size_t kEmailBytesMax = 254;  // RFC 5321, 4.5.3.1.3

bool IsOneLine(std::string_view text) {
  if (!IsUtf8(text)) return false;
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
}

std::string Stripped(std::string_view text) {
  return std::string(ToStd(absl::StripAsciiWhitespace(ToAbsl(text))));
}

}  // namespace

std::optional<FormInput> ReadFormInput(const http::Parameters& parameters) {
  FormInput input;
  std::set<std::string> seen;
  for (const auto& [name, value] : parameters.all()) {
    std::string* const place = name == "number"      ? &input.number
                               : name == "name"      ? &input.name
                               : name == "email"     ? &input.email
                               : name == "signature" ? &input.signature
                               : name == "page"      ? &input.page
                               : name == "website"   ? &input.trap
                               : name == "scope"     ? &input.scope
                                                     : nullptr;
    const bool known = place != nullptr || name == "program" || name == "agree";
    if (!known) continue;
    if (!IsOneLine(value)) return std::nullopt;
    if (name == "program") {
      input.programs.push_back(value);
      continue;
    }
    if (!seen.insert(name).second) return std::nullopt;
    if (place != nullptr) *place = Stripped(value);
    if (name == "agree") input.agreed = value == "yes";
  }
  return input;
}

bool LooksLikeEmail(std::string_view address) {
  const std::size_t at = address.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < address.size() &&
         address.find('@', at + 1) == std::string_view::npos && IsOneLine(address) &&
         address.find_first_of(" <>(),;\"") == std::string_view::npos &&
         address.size() <= kEmailBytesMax;
}

std::vector<std::string> ChosenPrograms(const v1::FormDefined& form, const FormInput& input) {
  if (form.programs_size() == 1) return {form.programs(0)};
  std::vector<std::string> chosen;
  for (const std::string& program : form.programs()) {
    if (std::find(input.programs.begin(), input.programs.end(), program) != input.programs.end()) {
      chosen.push_back(program);
    }
  }
  return chosen;
}

FormErrors CheckFormInput(const v1::FormDefined& form, const FormWords& words, bool by_link,
                          const FormInput& input) {
  FormErrors errors;
  const auto require = [&](bool asked, const std::string& value, const char* field,
                           std::string_view missing, std::size_t bytes_max) {
    if (asked && value.empty()) errors[field] = missing;
    if (value.size() > bytes_max) errors[field] = words.too_long;
  };
  require(true, input.number, "number", words.number_missing, kNumberBytesMax);
  require(form.name() == v1::FORM_FIELD_REQUIRED, input.name, "name", words.name_missing,
          kPersonNameBytesMax);
  require(form.signature_required(), input.signature, "signature", words.signature_missing,
          kPersonNameBytesMax);
  if (!by_link) {
    require(form.email() == v1::FORM_FIELD_REQUIRED, input.email, "email", words.email_missing,
            kEmailBytesMax);
    if (!input.email.empty() && !LooksLikeEmail(input.email)) errors["email"] = words.email_wrong;
  }
  if (ChosenPrograms(form, input).empty()) errors["program"] = words.programs_missing;
  if (!input.agreed) errors["agree"] = words.agree_missing;
  return errors;
}

}  // namespace ledger
