// Events of a contact in words: what happened, and what it did.
#pragma once

#include <string>

#include "ledger/cli/output.h"
#include "ledger/core/event.h"
#include "ledger/ports/projection.h"

namespace ledger::cli {

// The kind of a fact as JSON names it: "keyword_replied".
[[nodiscard]] std::string_view FactName(const Fact& fact);

// "on the web": by what means consent was taken back.
[[nodiscard]] std::string_view MeansWords(OptOutMeans means);

// "delivered", "unclear": what the carrier reported.
[[nodiscard]] std::string_view DeliveryName(Delivery delivery);

// What the fact says, in a few words, without anything personal.
[[nodiscard]] std::string FactText(const Fact& fact);

// What became of the record: "granted", "ignored: the same event stands in the log already".
[[nodiscard]] std::string EffectText(const Effect& effect);

}  // namespace ledger::cli
