// The page on which a person takes consent back, and what its input means. Nothing is asked but
// the number; whatever is unclear ends more texts rather than fewer.
#pragma once

#include <string>

#include "consent/v1/intake.pb.h"
#include "ledger/control/definitions.h"
#include "ledger/forms/form_input.h"
#include "ledger/forms/form_words.h"

namespace ledger {

[[nodiscard]] std::string RenderStopPage(const Account& account, const FormWords& words,
                                         const FormInput& input, const FormErrors& errors,
                                         std::string_view notice = {});

// Its form alone, for a profile page.
[[nodiscard]] std::string RenderStopForm(const Account& account, const FormWords& words,
                                         const FormInput& input, const FormErrors& errors);

// The page after it, which says what `input` ended; the same whether or not the number is known.
[[nodiscard]] std::string RenderStopped(const Account& account, const FormWords& words,
                                        const FormInput& input);

// What `input` takes back: everything, unless it names all marketing or one program of the account.
[[nodiscard]] consent::v1::OptedOut StopFact(const Account& account, const FormInput& input);

}  // namespace ledger
