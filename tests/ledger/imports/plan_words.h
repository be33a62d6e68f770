// What tests ask of a plan: each row's outcome in a few words, so that a table reads as one.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/imports/import_plan.h"

namespace ledger::imports {

inline std::vector<RowOutcome> OutcomesOf(const ImportPlan& plan, std::int64_t first_row = 1) {
  auto reader = plan.Outcomes(first_row);
  REQUIRE(reader.ok());
  std::vector<RowOutcome> outcomes;
  while (true) {
    auto next = reader->Next();
    REQUIRE(next.ok());
    if (!*next) return outcomes;
    outcomes.push_back(**std::move(next));
  }
}

// "import C +1...", "opt_out +1..." or the reason of the report line.
inline std::string InWords(const RowOutcome& outcome) {
  if (const auto* contact = std::get_if<ImportedContact>(&outcome)) {
    return absl::StrCat("import ", std::string(EvidenceGradeName(contact->grade)), " ",
                        contact->number.e164());
  }
  if (const auto* out = std::get_if<ImportedOptOut>(&outcome)) {
    return absl::StrCat(out->from_handset ? "stopped " : "opt_out ", out->number.e164());
  }
  return std::get<RejectLine>(outcome).ReasonText();
}

// All rows of a plan; events + report lines = rows.
inline std::vector<std::string> WordsOf(const ImportPlan& plan) {
  std::vector<std::string> words;
  std::int64_t row = 0;
  for (const RowOutcome& outcome : OutcomesOf(plan)) {
    CHECK(RowOf(outcome) == ++row);
    words.push_back(InWords(outcome));
  }
  CHECK(row == plan.rows());
  return words;
}

}  // namespace ledger::imports
