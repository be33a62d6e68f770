// What backs an agreement, as `consent contact history` shows it: the wording that was shown, where
// and when that was, how it was reached, and what was signed.
#pragma once

#include <string>

#include "ledger/cli/output.h"
#include "ledger/core/event.h"
#include "ledger/seal/personal.h"

namespace ledger::cli {

// Null: the fact has none. `agreed_at_ms`: when its source says that it happened.
[[nodiscard]] Json EvidenceJson(const Fact& fact, TimeMs agreed_at_ms = kNoTime);

// Adds what is sealed of the person (name, e-mail, address, browser, signature), for auditors.
void AddSealed(const Personal& personal, Json& evidence);

// One line for people: "method web_form, disclosure_version 1, ...".
[[nodiscard]] std::string EvidenceLine(const Json& evidence);

}  // namespace ledger::cli
