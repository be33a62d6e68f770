#include "ledger/imports/decide_row.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/core/check.h"
#include "ledger/core/strings.h"

namespace ledger::imports {
namespace {

RejectReason ReasonOf(PhoneOutcome outcome) {
  switch (outcome) {
    case PhoneOutcome::kMissing:
      return RejectReason::kMissingPhone;
    case PhoneOutcome::kHasExtension:
      return RejectReason::kHasExtension;
    case PhoneOutcome::kAmbiguous:
      return RejectReason::kAmbiguous;
    case PhoneOutcome::kExcelDamage:
      return RejectReason::kExcelDamage;
    case PhoneOutcome::kLostPlus:
      return RejectReason::kLostPlus;
    case PhoneOutcome::kShortCode:
      return RejectReason::kShortCode;
    case PhoneOutcome::kUnknownRegion:
      return RejectReason::kUnknownCountry;
    case PhoneOutcome::kNotPossible:
    case PhoneOutcome::kNeedsFullParse:
    case PhoneOutcome::kOk:
      return RejectReason::kNotPossible;
  }
  return RejectReason::kNotPossible;
}

RejectLine Unreadable(const CsvRow& cells, std::size_t width) {
  RejectLine line;
  switch (cells.defect) {
    case CsvDefect::kNulByte:
      line.reason = RejectReason::kNulByte;
      line.mend = "the row holds a byte 0: export the file again as CSV UTF-8";
      return line;
    case CsvDefect::kUnterminatedQuote:
      line.reason = RejectReason::kUnterminatedQuote;
      line.mend = "a quote is not closed: close it, or write a quote inside a cell twice";
      return line;
    case CsvDefect::kRowTooLarge:
      line.reason = RejectReason::kRowTooLarge;
      line.mend = absl::StrCat("the row is longer than ", kMaxRowBytes, " bytes or has more than ",
                               kMaxColumns, " cells: shorten it");
      return line;
    case CsvDefect::kNone:
      break;
  }
  line.reason = RejectReason::kWrongColumnCount;
  line.masked_value = absl::StrCat(cells.cells.size(), " cells");
  line.mend = absl::StrCat("the header has ", width,
                           " columns: put quotes around cells that hold the separator");
  return line;
}

RejectLine WithoutConsent(const RowClaim& claim) {
  RejectLine line;
  line.reason = RejectReason::kNoSourceConsent;
  line.says_no = claim.word == ConsentWord::kNo;
  switch (claim.word) {
    case ConsentWord::kUnknown:
      line.mend = "the consent column holds neither yes nor no: correct it at the source";
      break;
    case ConsentWord::kEmpty:
    case ConsentWord::kNo:
    case ConsentWord::kYes:
      line.mend =
          "the source has no consent to text this person: ask for it at the source, not here";
      break;
  }
  return line;
}

RejectLine BadPhone(const RowClaim& claim) {
  RejectLine line;
  line.reason = ReasonOf(claim.phone.outcome);
  line.mend = std::string(PhoneOutcomeMend(claim.phone.outcome));
  if (line.reason == RejectReason::kMissingPhone && claim.has_address_phone) {
    line.mend =
        "only the address has a phone, and consent does not speak of that one: enter the "
        "person's number in the column Phone at the source";
  }
  return line;
}

RejectLine PointsTo(RejectReason reason, std::int64_t other_row, std::string_view mend) {
  RejectLine line;
  line.reason = reason;
  line.other_row = other_row;
  line.mend = std::string(mend);
  return line;
}

RowOutcome Finish(RejectLine line, std::int64_t row, const CsvRow& cells, const RowClaim& claim) {
  line.row = row;
  line.line = cells.line;
  line.number = claim.phone.number;
  line.masked_value = line.number ? line.number->Masked() : MaskPhoneText(claim.phone_cell);
  return line;
}

ImportedContact Imported(std::int64_t row, const CsvRow& cells, Dialect dialect,
                         const PhoneNumber& number, RowClaim&& claim) {
  ImportedContact contact{.row = row,
                          .line = cells.line,
                          .number = number,
                          .name = std::move(claim.name),
                          .grade = claim.grade,
                          .source = std::string(DialectSource(dialect)),
                          .consent_word = std::move(claim.word_text),
                          .segments = {ImportSegment(dialect)},
                          .opted_in_at = claim.opted_in_at,
                          .method = std::move(claim.method),
                          .disclosure = std::move(claim.disclosure),
                          .ip_address = std::move(claim.ip_address)};
  return contact;
}

// The first row that takes back or casts doubt on a yes; 0 if none does.
std::uint32_t DenyingRow(const Statements& said) {
  return said.first_no != 0 ? said.first_no : said.first_unclear;
}

}  // namespace

void NoteStatement(std::uint32_t row, const RowClaim& claim, StatementIndex* index) {
  if (!claim.phone.number || claim.word == ConsentWord::kEmpty) return;
  Statements& said = (*index)[claim.phone.number->digits()];
  std::uint32_t& first = claim.word == ConsentWord::kYes  ? said.first_yes
                         : claim.word == ConsentWord::kNo ? said.first_no
                                                          : said.first_unclear;
  if (first == 0) first = row;
}

RowOutcome DecideRow(std::int64_t row, const CsvRow& cells, const ClaimContext& context,
                     const StatementIndex& index) {
  if (cells.defect != CsvDefect::kNone || cells.cells.size() != context.header->width) {
    RejectLine line = Unreadable(cells, context.header->width);
    line.row = row;
    line.line = cells.line;
    return line;
  }
  const Dialect dialect = context.header->dialect;
  RowClaim claim = ReadClaim(context, cells.cells);
  const bool opts_out = claim.word == ConsentWord::kNo && NoIsOptOut(dialect);
  if (claim.word != ConsentWord::kYes && !opts_out) {
    return Finish(WithoutConsent(claim), row, cells, claim);
  }
  if (!claim.phone.number) return Finish(BadPhone(claim), row, cells, claim);
  const PhoneNumber number = *claim.phone.number;
  // Not found only if the file changed since it was noted, which the reader reports at its end.
  const auto found = index.find(number.digits());
  const Statements said = found == index.end() ? Statements{} : found->second;
  const std::int64_t first = opts_out ? said.first_no : said.first_yes;
  if (!opts_out && DenyingRow(said) != 0) {
    return Finish(PointsTo(RejectReason::kContradictedByRow, DenyingRow(said),
                           "another row of this number does not say yes, and that counts: ask the "
                           "person, and correct the rows at the source"),
                  row, cells, claim);
  }
  if (first != 0 && first < row) {
    return Finish(PointsTo(RejectReason::kDuplicateOfRow, first,
                           "nothing to do: the number is taken once; join the two customers at the "
                           "source to be rid of this line"),
                  row, cells, claim);
  }
  if (opts_out) {
    return ImportedOptOut{.row = row,
                          .line = cells.line,
                          .number = number,
                          .source = std::string(DialectSource(dialect)),
                          .consent_word = std::move(claim.word_text)};
  }
  return Imported(row, cells, dialect, number, std::move(claim));
}

}  // namespace ledger::imports
