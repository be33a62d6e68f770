// The rules of the free-text layer as data: a stable name (recorded in decisions, never reused for
// another meaning), the language, the pattern (RE2, on normalised words joined by spaces).
//
// Order of use: StrongRules on the whole text; then what HarmlessRules match (idioms, negations,
// cancelled appointments) is taken out; then ClearRules revoke and UnsureRules ask a person.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "keyword-handler/language.h"

namespace keyword_handler {

struct FreeTextRule {
  std::string_view name;
  Language language;
  std::string_view pattern;
};

// Returns `pattern` with the names of word groups written out: {noun} texts, messages, sms ...;
// {verb} text, send ...; {ing} texting ...; {dont} do not, dont ...; {day} monday, tomorrow ...;
// {envoi} envoyer, ecrire ...; {msg} the nouns in French and Spanish; {mande} mandar, enviar ...
[[nodiscard]] std::string Expanded(std::string_view pattern);

// What revokes even where an idiom or a negation seems near ("why don't you stop texting me").
[[nodiscard]] std::span<const FreeTextRule> StrongRules();
// What holds a stop word without being a request: never a verdict, only taken out.
[[nodiscard]] std::span<const FreeTextRule> HarmlessRules();
// What revokes in the rest.
[[nodiscard]] std::span<const FreeTextRule> ClearRules();
// What may be a revocation in the rest.
[[nodiscard]] std::span<const FreeTextRule> UnsureRules();

}  // namespace keyword_handler
