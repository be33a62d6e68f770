// Events of a contact in words: what happened, and what it did.
#pragma once

#include <string>

#include "ledger/cli/output.h"
#include "ledger/core/event.h"
#include "ledger/ports/projection.h"

namespace ledger::cli {

// The kind of a fact as JSON names it: "keyword_replied".
[[nodiscard]] std::string_view FactName(const Fact& fact);

// What the fact says, in a few words, without anything personal.
[[nodiscard]] std::string FactText(const Fact& fact);

// What became of the record: "granted", "ignored: the same event stands in the log already".
[[nodiscard]] std::string EffectText(const Effect& effect);

// One line of a contact's consents for people, and the whole state for programs. `now_ms` is the
// partition's time.
[[nodiscard]] std::string ContactText(const ContactState& state, TimeMs now_ms);
[[nodiscard]] Json ContactJson(const ContactState& state, TimeMs now_ms);

}  // namespace ledger::cli
