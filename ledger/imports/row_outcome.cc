#include "ledger/imports/row_outcome.h"

#include "absl/strings/str_cat.h"
#include "ledger/core/strings.h"

namespace ledger::imports {

std::string_view RejectReasonName(RejectReason reason) {
  switch (reason) {
    case RejectReason::kNulByte:
      return "nul_byte";
    case RejectReason::kUnterminatedQuote:
      return "unterminated_quote";
    case RejectReason::kRowTooLarge:
      return "row_too_large";
    case RejectReason::kWrongColumnCount:
      return "wrong_column_count";
    case RejectReason::kNoSourceConsent:
      return "no_source_consent";
    case RejectReason::kContradictedByRow:
      return "contradicted_by_row";
    case RejectReason::kDuplicateOfRow:
      return "duplicate_of_row";
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

std::string RejectLine::ReasonText() const {
  const std::string_view name = RejectReasonName(reason);
  return other_row == 0 ? std::string(name) : absl::StrCat(ToAbsl(name), " ", other_row);
}

std::int64_t RowOf(const RowOutcome& outcome) {
  return std::visit([](const auto& any) { return any.row; }, outcome);
}

}  // namespace ledger::imports
