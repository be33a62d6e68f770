// The words that decide a reply when they are all of it: opt-out, help, confirmation, opt-in.
//
// The union of what the law and the carriers name (47 CFR 64.1200(a)(10): stop quit end revoke "opt
// out" cancel unsubscribe are revocations per se; CTIA 5.1.3; the defaults of Twilio, Telnyx, AWS;
// CWTA/CTA v3.9 for Canada), with French and Spanish words of the same plain meaning. Revocations
// are looked for generously (spaces inside, look-alikes, a code after the word); agreement is not:
// a hyphen inside START or UNSTOP is all that it may have. HELP binds nobody and may have spaces.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "keyword-handler/language.h"
#include "keyword-handler/normalise.h"

namespace keyword_handler {

enum class KeywordFamily : std::uint8_t { kRevoke = 1, kHelp, kConfirm, kOptIn };

// Who says that the word means this.
enum class KeywordSource : std::uint8_t {
  kFcc = 1,           // 47 CFR 64.1200(a)(10), per se.
  kCtia,              // Messaging Principles 5.1.3, Short Code Monitoring Handbook.
  kTwilio,            // Default and Proxy keyword lists.
  kAws,               // AWS End User Messaging, required keywords.
  kTelnyx,            // Default keywords.
  kCwta,              // Canadian mandatory keywords.
  kSeed,              // The product's own seed (double opt-in by Y or YES).
  kReasonablePerson,  // Ours: (a)(10), "a reasonable person would understand".
};

struct KeywordEntry {
  KeywordFamily family;
  std::string_view word;  // As shown in rules: upper case, words separated by a space.
  Language language;
  KeywordSource source;
  int since_policy;  // The ordinal of the first policy that knows it (policy/policy_table.h).
};

// Returns all entries. They live for ever.
[[nodiscard]] std::span<const KeywordEntry> AllKeywords();

// Returns the entry of `family` that is the whole of `body` (politeness, repetition and, for
// revocations, a code of digits after it aside), or nullptr. Entries younger than `policy_ordinal`
// do not count. The entry lives for ever.
[[nodiscard]] const KeywordEntry* FindKeyword(const NormalisedBody& body, KeywordFamily family,
                                              int policy_ordinal);

// Returns the revocation that is the whole of a sentence or a line of `body` ("STOP\nSent from my
// phone"), or nullptr.
[[nodiscard]] const KeywordEntry* FindRevokingSentence(const NormalisedBody& body,
                                                       int policy_ordinal);

// The answer "no" where a question was asked, and no revocation elsewhere.
struct Refusal {
  std::string_view word;
  Language language;
};

// Returns the refusal (NO, NON, NO THANKS ...) that is the whole of `body`.
[[nodiscard]] std::optional<Refusal> FindRefusal(const NormalisedBody& body);

// Returns `tokens` without greetings, "please" and "thanks" (three languages) at both ends.
[[nodiscard]] std::vector<std::string> WithoutPoliteness(std::vector<std::string> tokens);

}  // namespace keyword_handler
