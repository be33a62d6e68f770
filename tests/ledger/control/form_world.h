// A control topic of an account with a sign-up form.
#pragma once

#include <string>

#include "ledger/control/control_state.h"
#include "tests/ledger/control/control_world.h"
#include "tests/support/disclosure.h"

namespace ledger::testing {

inline const AccountId kFormAccount("acme");

// `World`: ControlWorld, or one that judges what is appended.
template <typename World>
struct FormWorldOn : World {
  FormWorldOn() { this->CreateAccount(); }
  // Defines a form that is right but for what `change` does to it; returns what is wrong.
  template <typename Change>
  std::string DefineForm(Change change) {
    return this->Issue([&](auto& r) {
      auto& form = *r.mutable_form_defined();
      form.set_form("signup");
      form.set_kind(consent::v1::FORM_KIND_SIGN_UP);
      form.set_title("Join us");
      form.set_disclosure_text(kDisclosure);
      form.set_disclosure_version("1");
      form.add_programs("marketing");
      form.set_language("en");
      form.set_double_opt_in(true);
      change(form);
    });
  }
  const Form& signup() { return *this->state.FindForm(kFormAccount, "signup"); }
};

}  // namespace ledger::testing
