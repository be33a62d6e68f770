// The sign-up page and the pages that follow it, as HTML.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ledger/control/definitions.h"
#include "ledger/forms/form_input.h"
#include "ledger/forms/form_words.h"

namespace ledger {

// The address of a page of the account, without the host: "/f/acme/signup".
[[nodiscard]] std::string FormPath(const AccountId& account, std::string_view form);

// What the sign-up page shows.
struct FormPage {
  const Account& account;
  const consent::v1::FormDefined& form;
  std::string token;           // of the page
  bool by_link = false;        // opened by a link that knows the e-mail address
  FormInput input = {};        // values to keep
  FormErrors errors = {};      // shown beside their fields
  std::string_view notice = {};  // shown above all
};

[[nodiscard]] std::string RenderForm(const FormPage& page);

// The page after it: what comes next. Says the same to everybody, whatever is known about the
// number, so that nobody can ask it about a stranger's.
[[nodiscard]] std::string RenderTaken(const Account& account, const consent::v1::FormDefined& form,
                                      const std::vector<std::string>& programs);

// A page that says one thing, for example that there is no such page.
[[nodiscard]] std::string RenderNotice(const FormWords& words, std::string_view brand,
                                       std::string_view notice);

// What people call a program: its name, or what kind of texts it sends where its id is all the name
// that it was given. The id itself tells apart what has nothing else.
[[nodiscard]] std::string PublicName(const Account& account, const FormWords& words,
                                     const std::string& program);

// Parts that the page to take consent back shares.
struct TextField {
  std::string_view name, label, hint, type, autocomplete;
  bool required = false;
  std::string_view id_prefix = {};  // where two forms stand on one page
};
[[nodiscard]] std::string RenderTextField(const TextField& field, const FormWords& words,
                                          std::string_view value, const FormErrors& errors);
[[nodiscard]] std::string RenderAlert(std::string_view notice);
// "Text START to +1...": one for each line.
[[nodiscard]] std::string RenderStart(const FormWords& words, std::string_view text,
                                      std::string_view brand,
                                      const std::vector<std::string>& lines);
// The lines that the programs text from, each once.
[[nodiscard]] std::vector<std::string> LinesOf(const Account& account,
                                               const std::vector<std::string>& programs);

}  // namespace ledger
