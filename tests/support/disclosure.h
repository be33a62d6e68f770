// What a form of the account "Acme" may disclose.
#pragma once

namespace ledger::testing {

inline constexpr char kDisclosure[] =
    "I agree to get recurring automated marketing texts from Acme. Consent is not a condition of "
    "purchase. Message and data rates may apply. Reply STOP to end, HELP for help.";

}  // namespace ledger::testing
