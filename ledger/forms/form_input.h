// What a person sent from a page, read and checked: every value is UTF-8 on one line and of a size
// that fits.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "consent/v1/control.pb.h"
#include "ledger/forms/form_words.h"
#include "ledger/http/http_message.h"

namespace ledger {

struct FormInput {
  std::string number;
  std::string name;
  std::string email;
  std::string signature;              // the typed name
  std::vector<std::string> programs;  // ticked
  bool agreed = false;
  std::string page;   // the page's token
  std::string trap;   // a field that people do not see
  std::string scope;  // of the page to take consent back
};

// What is wrong, by the field's name on the page.
using FormErrors = std::map<std::string, std::string_view>;

// Nothing: a value is no UTF-8 or holds control characters, or a field came twice. A field that is
// not known is passed over.
[[nodiscard]] std::optional<FormInput> ReadFormInput(const http::Parameters& parameters);

// What is missing or wrong for `form`; whether the number can be texted is the admission's
// question. With `by_link` the address is known. A form with one program opts in to that.
[[nodiscard]] FormErrors CheckFormInput(const consent::v1::FormDefined& form,
                                        const FormWords& words, bool by_link,
                                        const FormInput& input);

// Whether `address` looks like an e-mail address: one '@' between two parts without blanks.
[[nodiscard]] bool LooksLikeEmail(std::string_view address);

// The programs that the person agreed to, in the form's order.
[[nodiscard]] std::vector<std::string> ChosenPrograms(const consent::v1::FormDefined& form,
                                                      const FormInput& input);

}  // namespace ledger
