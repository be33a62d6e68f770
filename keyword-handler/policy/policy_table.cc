#include "keyword-handler/policy/policy_table.h"

#include <array>
#include <cstddef>
#include <iterator>

namespace keyword_handler {
namespace {

constexpr std::array<Policy, 5> kPolicies = {{
    {.version = "ctia-2023-05",
     .ordinal = 1,
     .effective_from = absl::InfinitePast(),
     .country = "",
     .source = "CTIA Messaging Principles 2023-05, 5.1.3; Twilio, AWS and CWTA lists",
     .scope_after_marketing = RevocationScope::kEverything,
     .scope_after_informational = RevocationScope::kEverything,
     .scope_after_unknown = RevocationScope::kEverything,
     .late_confirm = LateConfirm::kInbox,
     .unsure_reply = UnsureReply::kHold,
     .opt_out_confirmation_required = true},
    {.version = "us-2025-04-11",
     .ordinal = 2,
     // 2025-04-11T00:00:00Z.
     .effective_from = absl::FromUnixSeconds(1744329600),
     .country = "",
     .source = "47 CFR 64.1200(a)(10)-(12), seven words per se, strictest reading of scope",
     .scope_after_marketing = RevocationScope::kEverything,
     .scope_after_informational = RevocationScope::kEverything,
     .scope_after_unknown = RevocationScope::kEverything,
     .late_confirm = LateConfirm::kInbox,
     .unsure_reply = UnsureReply::kHold,
     .opt_out_confirmation_required = true},
    {.version = "us-2027-01-31",
     .ordinal = 3,
     // 2027-01-31T00:00:00Z: the end of the waiver of "revoke all".
     .effective_from = absl::FromUnixSeconds(1801353600),
     .country = "",
     .source = "47 CFR 64.1200(a)(10) without the waiver of DA 26-12: unsure replies revoke",
     .scope_after_marketing = RevocationScope::kEverything,
     .scope_after_informational = RevocationScope::kEverything,
     .scope_after_unknown = RevocationScope::kEverything,
     .late_confirm = LateConfirm::kInbox,
     .unsure_reply = UnsureReply::kRevoke,
     .opt_out_confirmation_required = true},
    {.version = "us-fcc-26-67",
     .ordinal = 4,
     // 30 days after publication in the Federal Register; not published as of 2026-10-08.
     .effective_from = absl::InfiniteFuture(),
     .country = "US",
     .source =
         "FCC 26-67, adopted 2026-09-30: marketing ends marketing, informational its category",
     .scope_after_marketing = RevocationScope::kMarketing,
     .scope_after_informational = RevocationScope::kProgram,
     .scope_after_unknown = RevocationScope::kEverything,
     .late_confirm = LateConfirm::kInbox,
     .unsure_reply = UnsureReply::kHold,
     .opt_out_confirmation_required = true},
    {.version = "ca-cwta-3.9",
     .ordinal = 5,
     .effective_from = absl::InfinitePast(),
     .country = "CA",
     .source = "CWTA/CTA short code guidelines 3.9: STOP and ARRET, HELP, AIDE and INFO, each "
               "answered in its language; CASL 11: unsubscribed without delay",
     .scope_after_marketing = RevocationScope::kEverything,
     .scope_after_informational = RevocationScope::kEverything,
     .scope_after_unknown = RevocationScope::kEverything,
     .late_confirm = LateConfirm::kInbox,
     .unsure_reply = UnsureReply::kHold,
     .opt_out_confirmation_required = true},
}};

// The latest of `country` that is effective at `time`, or nullptr.
const Policy* Latest(std::string_view country, absl::Time time) {
  const Policy* chosen = nullptr;
  for (const Policy& policy : kPolicies) {
    const bool dated = policy.effective_from != absl::InfiniteFuture();
    if (policy.country == country && dated && policy.effective_from <= time) chosen = &policy;
  }
  return chosen;
}

}  // namespace

std::span<const Policy> AllPolicies() { return kPolicies; }

const Policy& PolicyFor(absl::Time reply_time, std::string_view country) {
  const Policy* own = country.empty() ? nullptr : Latest(country, reply_time);
  return own != nullptr ? *own : *Latest("", reply_time);
}

const Policy* PolicyByVersion(std::string_view version) {
  for (const Policy& policy : kPolicies) {
    if (policy.version == version) return &policy;
  }
  return nullptr;
}

RevocationScope ScopeOf(const Policy& policy, RepliedCategory category) {
  switch (category) {
    case RepliedCategory::kUnknown:
      return policy.scope_after_unknown;
    case RepliedCategory::kMarketing:
      return policy.scope_after_marketing;
    case RepliedCategory::kInformational:
      return policy.scope_after_informational;
  }
  return policy.scope_after_unknown;
}

}  // namespace keyword_handler
