// The dated policies: which one decides a reply, and what they all keep.
#include "keyword-handler/policy/policy_table.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

namespace keyword_handler {
namespace {

absl::Time Utc(int year, int month, int day) {
  return absl::FromCivil(absl::CivilDay(year, month, day), absl::UTCTimeZone());
}

TEST_CASE("PolicyFor: the policy in force at the reply's time decides", "[keywords][policy]") {
  CHECK(PolicyFor(Utc(2024, 6, 1)).version == "ctia-2023-05");
  CHECK(PolicyFor(Utc(2025, 4, 11) - absl::Nanoseconds(1)).version == "ctia-2023-05");
  CHECK(PolicyFor(Utc(2025, 4, 11)).version == "us-2025-04-11");
  CHECK(PolicyFor(Utc(2026, 11, 22)).version == "us-2025-04-11");
  CHECK(PolicyFor(Utc(2027, 1, 31)).version == "us-2027-01-31");
  CHECK(PolicyFor(absl::InfinitePast()).version == "ctia-2023-05");
}

TEST_CASE("PolicyFor: rules without a date never come into force", "[keywords][policy]") {
  CHECK(PolicyFor(Utc(9999, 1, 1)).version == "us-2027-01-31");
  CHECK(PolicyFor(absl::InfiniteFuture()).version == "us-2027-01-31");
  REQUIRE(PolicyByVersion("us-fcc-26-67") != nullptr);
}

TEST_CASE("PolicyFor: the account's country decides where it has a policy of its own",
          "[keywords][policy]") {
  for (const absl::Time time : {Utc(2024, 6, 1), Utc(2026, 11, 22), Utc(2027, 6, 1)}) {
    CHECK(PolicyFor(time, "CA").version == "ca-cwta-3.9");
    CHECK(PolicyFor(time, "GB").version == PolicyFor(time, "US").version);
    CHECK(PolicyFor(time, "").version == PolicyFor(time, "US").version);
  }
  const Policy& canada = PolicyFor(Utc(2027, 6, 1), "CA");
  CHECK(ScopeOf(canada, RepliedCategory::kInformational) == RevocationScope::kEverything);
  CHECK(canada.unsure_reply == UnsureReply::kHold);
}

TEST_CASE("Policies: what the FCC loosens is for accounts in the United States alone",
          "[keywords][policy]") {
  CHECK(PolicyByVersion("us-fcc-26-67")->country == "US");
  for (const Policy& policy : AllPolicies()) {
    if (policy.country == "US") continue;
    INFO(policy.version);
    CHECK(policy.scope_after_marketing == RevocationScope::kEverything);
    CHECK(policy.scope_after_informational == RevocationScope::kEverything);
  }
}

TEST_CASE("AllPolicies: versions are unique and ordered and keep what no date may change",
          "[keywords][policy]") {
  std::set<std::string> versions;
  int ordinal = 0;
  std::map<std::string, absl::Time> last;  // by country
  for (const Policy& policy : AllPolicies()) {
    INFO(policy.version);
    CHECK(versions.insert(std::string(policy.version)).second);
    CHECK(policy.ordinal == ++ordinal);
    absl::Time& earlier =
        last.try_emplace(std::string(policy.country), absl::InfinitePast()).first->second;
    CHECK(policy.effective_from >= earlier);
    earlier = policy.effective_from;
    CHECK(policy.opt_out_confirmation_required);
    CHECK(policy.scope_after_unknown == RevocationScope::kEverything);
    CHECK(PolicyByVersion(policy.version) == &policy);
  }
  CHECK(PolicyByVersion("none") == nullptr);
}

TEST_CASE("ScopeOf: the pending rules narrow what the present ones do not", "[keywords][policy]") {
  const Policy& now = PolicyFor(Utc(2026, 11, 22));
  const Policy& pending = *PolicyByVersion("us-fcc-26-67");
  CHECK(ScopeOf(now, RepliedCategory::kMarketing) == RevocationScope::kEverything);
  CHECK(ScopeOf(pending, RepliedCategory::kMarketing) == RevocationScope::kMarketing);
  CHECK(ScopeOf(pending, RepliedCategory::kInformational) == RevocationScope::kProgram);
  CHECK(ScopeOf(pending, RepliedCategory::kUnknown) == RevocationScope::kEverything);
}

}  // namespace
}  // namespace keyword_handler
