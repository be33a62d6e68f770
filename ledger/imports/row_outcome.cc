#include "ledger/imports/row_outcome.h"

#include "absl/strings/str_cat.h"

namespace ledger::imports {

std::string_view RejectReasonName(RejectReason reason) {
  switch (reason) {
    case RejectReason::kNulByte:
      return "nul_byte";
    case RejectReason::kUnterminatedQuote:
      return "unterminated_quote";
    case RejectReason::kRowTooLarge:
      return "row_too_large";
    case RejectReason::kBadJson:
      return "bad_json";
    case RejectReason::kWrongColumnCount:
      return "wrong_column_count";
    case RejectReason::kNoSourceConsent:
      return "no_source_consent";
    case RejectReason::kContradictedByRow:
      return "contradicted_by_row";
    case RejectReason::kDuplicateOfRow:
      return "duplicate_of_row";
    case RejectReason::kNoConsentWord:
      return "no_consent_word";
    case RejectReason::kNeedsAttestation:
      return "needs_attestation";
    case RejectReason::kTakenBackByRow:
      return "taken_back_by_row";
    case RejectReason::kMissingPhone:
      return "missing_phone";
    case RejectReason::kHasExtension:
      return "has_extension";
    case RejectReason::kAmbiguous:
      return "ambiguous";
    case RejectReason::kExcelDamage:
      return "excel_damage";
    case RejectReason::kLostPlus:
      return "lost_plus";
    case RejectReason::kShortCode:
      return "short_code";
    case RejectReason::kNotPossible:
      return "not_possible";
    case RejectReason::kUnknownCountry:
      return "unknown_country";
  }
  return "unknown";
}

std::string RejectLine::ReasonName() const {
  return refused_for.empty() ? std::string(RejectReasonName(reason)) : refused_for;
}

std::string RejectLine::ReasonText() const {
  return other_row == 0 ? ReasonName() : absl::StrCat(ReasonName(), " ", other_row);
}

RejectLine LineOf(std::int64_t row, std::int64_t line, const PhoneNumber& number) {
  RejectLine made;
  made.row = row;
  made.line = line;
  made.masked_value = number.Masked();
  made.number = number;
  return made;
}

std::int64_t RowOf(const RowOutcome& outcome) {
  return std::visit([](const auto& any) { return any.row; }, outcome);
}

}  // namespace ledger::imports
