#include "ledger/cli/attested_import.h"

#include <algorithm>

#include "ledger/core/consent.h"

namespace ledger::cli {
namespace {

// A is better than B; what nobody graded is worse than D.
int Rank(EvidenceGrade grade) {
  return grade == EvidenceGrade::kUnknown ? 5 : static_cast<int>(grade);
}

}  // namespace

void AttestedImport::See(const Event& event) {
  const auto* import = std::get_if<ContactImported>(&event.fact);
  if (import == nullptr) return;
  imported_ = true;
  const bool joins = std::ranges::find(import->segments, segment_) != import->segments.end();
  joined_ |= joins;
  const bool for_program = std::ranges::any_of(
      import->programs, [&](const ProgramRef& program) { return program.program == program_; });
  if (!for_program) return;
  std::optional<Found>& best = joins ? of_segment_ : other_;
  if (best.has_value() && Rank(best->import.grade) <= Rank(import->grade)) return;
  best = {*import, event.occurred_at_ms};
}

std::string_view AttestedImport::WhyNot() const {
  if (!imported_) return "never_imported";
  if (!found().has_value()) return "not_imported_for_program";
  ContactImported claimed = found()->import;
  claimed.attestation = "somebody's";
  return ShowsConsent(claimed) ? "" : "says_nothing_about_texts";
}

}  // namespace ledger::cli
