// An account with two programs and a form, as the pages see them.
#pragma once

#include <string>

#include "ledger/control/definitions.h"
#include "ledger/seal/key_ring.h"

namespace ledger {

struct FormWorld {
  FormWorld() {
    account.id = AccountId("acme");
    account.definition.set_name("Acme & Söhne");
    AddProgram("marketing", "offers", "+14155550100");
    AddProgram("shipping", "your orders", "13013");
    form.set_form("signup");
    form.set_kind(consent::v1::FORM_KIND_SIGN_UP);
    form.set_title("Join <us>");
    form.set_disclosure_text("I agree to texts from \"Acme\".\nReply STOP to end.");
    form.set_disclosure_version("2026-11");
    form.add_programs("marketing");
    form.set_double_opt_in(true);
    form.set_language("en");
  }
  void AddProgram(const std::string& id, const std::string& name, const std::string& line) {
    consent::v1::ProgramDefined program;
    program.set_program(id);
    program.set_name(name);
    program.set_line(line);
    program.set_category(consent::v1::CATEGORY_MARKETING);
    account.programs[ProgramId(id)] = {.definition = program};
  }
  void MakeAuto() {
    form.set_double_opt_in(false);
    form.set_auto_opt_in(true);
    form.set_signature_required(true);
  }

  Account account;
  consent::v1::FormDefined form;
  KeyRing keys = *KeyRing::Parse("acme k1 " + std::string(64, '1') + " " + std::string(64, '2') +
                                     "\nother k1 " + std::string(64, '3') + " " +
                                     std::string(64, '4') + "\n",
                                 "keys");
};

}  // namespace ledger
