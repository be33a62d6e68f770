// What the readings of single facts have in common: required and bad fields, programs, segments,
// scopes, evidence. What is wrong goes to the complaints. Internal to intake_fact.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/admission/complaint.h"
#include "ledger/admission/intake_fact.h"
#include "ledger/core/strings.h"

namespace ledger {

class FactReader {
 public:
  FactReader(const FactScope& scope, Complaints& complaints)
      : scope_(scope), complaints_(complaints) {}

  // Notes a field that is required and empty.
  void Require(std::string_view value, std::string_view field, std::string_view mend) {
    if (value.empty()) Missing(field, mend);
  }
  void Missing(std::string_view field, std::string_view mend) {
    complaints_.Add(RejectReason::kMissingField, field, "it is required", mend);
  }
  void Invalid(std::string_view field, std::string_view what, std::string_view mend,
               std::string_view value = {}) {
    complaints_.Add(RejectReason::kInvalidField, field, what, mend, value);
  }
  void Unknown(RejectReason reason, std::string_view field, std::string_view what,
               std::string_view value,
               std::string_view mend = "check the spelling, or define it first") {
    complaints_.Add(reason, field, what, mend, value);
  }
  void RequireNumber(std::string_view fact) {
    if (scope_.has_number) return;
    complaints_.Add(RejectReason::kMissingNumber, "number",
                    absl::StrCat(ToAbsl(fact), " needs the number itself, not a contact id alone"),
                    "give the telephone number");
  }
  void RequireTime() {
    if (scope_.occurred_at_ms != kNoTime) return;
    complaints_.Add(RejectReason::kMissingTime, "occurred_at",
                    "an opt-in must say when it happened",
                    "give occurred_at: when the person agreed, for example "
                    "\"2026-03-01T12:00:00Z\"");
  }

  ProgramEntry Program(const consent::v1::ProgramRef& from, const std::string& field) {
    const ProgramId id(from.program());
    Require(from.program(), absl::StrCat(field, ".program"), "name a program of the account");
    const std::optional<ProgramEntry> entry = scope_.directory.FindProgram(scope_.account, id);
    if (!entry) {
      complaints_.Add(RejectReason::kUnknownProgram, absl::StrCat(field, ".program"),
                      "the account has no such program",
                      "check the spelling; `consent account show` names the programs",
                      from.program());
      return {{id, Category::kUnknown}, LineId(), ""};
    }
    const auto given = static_cast<int>(from.category());
    if (given != 0 && given != static_cast<int>(entry->ref.category)) {
      Invalid(absl::StrCat(field, ".category"), "the program has another category for ever",
              "leave the category out");
    }
    return *entry;
  }

  template <typename List>
  std::vector<ProgramRef> Programs(const List& from, const std::string& field) {
    std::vector<ProgramRef> programs;
    for (int i = 0; i < from.size(); ++i) {
      programs.push_back(Program(from[i], absl::StrCat(field, "[", i, "]")).ref);
    }
    return programs;
  }

  SegmentName Segment(const std::string& name, std::string_view field) {
    Require(name, field, "name the segment");
    if (name.starts_with('~')) {
      Invalid(field, "begins with ~, as segments that the ledger derives",
              "choose another name for the segment", name);
    }
    return SegmentName(name);
  }

  RevocationScope Scope(const consent::v1::RevocationScope& from, const std::string& field) {
    RevocationScope scope{static_cast<Reach>(from.reach()),
                          Programs(from.programs(), absl::StrCat(field, ".programs"))};
    if (scope.reach == Reach::kUnknown) {
      Missing(absl::StrCat(field, ".reach"),
              "say REACH_PROGRAMS, REACH_MARKETING or REACH_EVERYTHING");
    }
    if ((scope.reach == Reach::kPrograms) == scope.programs.empty()) {
      Invalid(absl::StrCat(field, ".programs"), "must be given for REACH_PROGRAMS, and only then",
              "name the programs, or choose a wider reach without them");
    }
    return scope;
  }

  Evidence ReadEvidence(const consent::v1::Evidence& from, const std::string& field) {
    Hash(from.disclosure_sha256(), absl::StrCat(field, ".disclosure_sha256"));
    Hash(from.signature_sha256(), absl::StrCat(field, ".signature_sha256"));
    return {from.disclosure_version(), from.disclosure_sha256(), from.url(),
            from.signature_sha256(), from.actor()};
  }
  void RequireEvidence(const Evidence& evidence, std::string_view field) {
    if (!evidence.disclosure_version.empty() || !evidence.disclosure_sha256.empty() ||
        !evidence.url.empty() || !evidence.signature_sha256.empty()) {
      return;
    }
    complaints_.Add(RejectReason::kMissingEvidence, field,
                    "an opt-in that an administrator enters needs evidence",
                    "give disclosure_version, disclosure_sha256, url or signature_sha256");
  }

  const FactScope& scope() const { return scope_; }

 private:
  void Hash(const std::string& hex, const std::string& field) {
    if (hex.empty()) return;
    bool good = hex.size() == 64;
    for (const char c : hex) good &= (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    if (!good) Invalid(field, "not 64 lower-case hex digits", "give the SHA-256, or leave it out");
  }

  const FactScope& scope_;
  Complaints& complaints_;
};

}  // namespace ledger
