// What backs an agreement, or the end of one that an import found, as `consent contact history`
// shows it: the wording that was shown, where and when that was, how it was reached, what was
// signed; of a file the row, and what it says.
#pragma once

#include <string>

#include "ledger/cli/output.h"
#include "ledger/core/event.h"
#include "ledger/seal/personal.h"

namespace ledger::cli {

// Null: the fact has none. `occurred_at_ms`: when its source says that it happened.
[[nodiscard]] Json EvidenceJson(const Fact& fact, TimeMs occurred_at_ms = kNoTime);

// Adds what is sealed of the person (name, e-mail, address, browser, signature, the words of the
// source's record), for auditors.
void AddSealed(const Personal& personal, Json& evidence);

// One line for people: "method web_form, disclosure_version 1, ...".
[[nodiscard]] std::string EvidenceLine(const Json& evidence);

}  // namespace ledger::cli
