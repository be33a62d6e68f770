// What backs an agreement, as `consent contact history` shows it: the wording that was shown, where
// that was, how it was reached, and what was signed.
#pragma once

#include <string>

#include "ledger/cli/output.h"
#include "ledger/core/event.h"
#include "ledger/seal/personal.h"

namespace ledger::cli {

// Null: the fact has none.
[[nodiscard]] Json EvidenceJson(const Fact& fact);

// Adds what is sealed of the person (name, e-mail, address, browser, signature), for auditors.
void AddSealed(const Personal& personal, Json& evidence);

// One line for people: "method web_form, disclosure_version 1, ...".
[[nodiscard]] std::string EvidenceLine(const Json& evidence);

}  // namespace ledger::cli
