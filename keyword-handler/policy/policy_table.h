// What a reply leads to, as data with a version and an effective date. A decision records the
// version, so that a replay or an auditor can tell which rules it followed.
//
// Why dated: revocation law is moving. 47 CFR 64.1200(a)(10)-(12) names seven words and a
// confirmation within five minutes; "revoke all" is waived to 2027-01-31 (DA 26-12); FCC 26-67,
// adopted 2026-09-30, narrows scopes 30 days after its publication in the Federal Register, which
// had not happened when this table was written. Until a date is known a policy waits at the
// infinite future: a laxer rule must never switch itself on (law 6). FCC readings do not bind
// courts (McLaughlin v. McKesson), so the present policy takes the strictest one. What the FCC
// loosens holds for accounts in the United States alone; Canada has its own row.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "absl/time/time.h"

namespace keyword_handler {

// What a revocation ends.
enum class RevocationScope : std::uint8_t { kProgram = 1, kMarketing = 2, kEverything = 3 };

// What the person answers to; unknown when the line sent several kinds.
enum class RepliedCategory : std::uint8_t { kUnknown = 0, kMarketing = 1, kInformational = 2 };

// What a YES counts as after its ask has expired.
enum class LateConfirm : std::uint8_t { kInbox = 1, kAccept = 2 };

// What a reply counts as when it may be a revocation and may not.
enum class UnsureReply : std::uint8_t { kHold = 1, kRevoke = 2 };

struct Policy {
  std::string_view version;  // Recorded in decisions; never changed, never used twice.
  int ordinal;  // Its place in the table, from 1; KeywordEntry::since_policy refers to it.
  absl::Time effective_from;
  // ISO 3166 code of the country whose accounts it is for; empty: of every country that has no
  // policy of its own in force.
  std::string_view country;
  std::string_view source;

  RevocationScope scope_after_marketing;
  RevocationScope scope_after_informational;
  RevocationScope scope_after_unknown;

  LateConfirm late_confirm;
  UnsureReply unsure_reply;

  bool opt_out_confirmation_required;
};

// Returns all policies, those of a country by effective date. They live for ever.
[[nodiscard]] std::span<const Policy> AllPolicies();

// Returns the policy for a reply to an account of `country` received at `reply_time`: of its own
// country the latest that is effective then, else of all countries. The first of these is effective
// since ever, so there always is one. The reference lives for ever.
[[nodiscard]] const Policy& PolicyFor(absl::Time reply_time, std::string_view country = "US");

// Returns the policy of that version (to decide a held reply again under its own rules), or nullptr
// if this binary does not know it: then the reply must stay undecided.
[[nodiscard]] const Policy* PolicyByVersion(std::string_view version);

// Returns what a revocation ends that answers to a text of `category`.
[[nodiscard]] RevocationScope ScopeOf(const Policy& policy, RepliedCategory category);

}  // namespace keyword_handler
