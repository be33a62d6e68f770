// What a form that was filled in says to the ledger: an opt-in, or for a double form a request to
// ask, one for each program, both with the evidence of what was shown and signed. Pure.
#pragma once

#include <string>
#include <vector>

#include "consent/v1/intake.pb.h"
#include "ledger/control/definitions.h"
#include "ledger/forms/form_input.h"
#include "ledger/forms/form_token.h"

namespace ledger {

// How a form came.
struct FormArrival {
  PageStamp page;
  std::string ip;
  std::string user_agent;
  std::string url;         // of the page
  bool by_qr = false;      // opened from a QR code
  std::string link_email;  // the address that the link was sent to; empty: no link
  std::string salt;        // keeps the signature's hash from being guessed; equal for a repeat
};

// `input` was checked. All events of one page have the names of that page.
[[nodiscard]] std::vector<consent::v1::IntakeEvent> FormEvents(const Account& account,
                                                               const consent::v1::FormDefined& form,
                                                               const FormInput& input,
                                                               const FormArrival& arrival);

}  // namespace ledger
