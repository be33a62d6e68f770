#include "ledger/imports/decide_row.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/core/check.h"
#include "ledger/core/strings.h"
#include "ledger/imports/salvage.h"

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

RejectLine Unreadable(const Row& cells, std::size_t width) {
  RejectLine line;
  switch (cells.defect) {
    case RowDefect::kNulByte:
      line.reason = RejectReason::kNulByte;
      line.mend = "the row holds a byte 0: export the file again as CSV UTF-8";
      return line;
    case RowDefect::kUnterminatedQuote:
      line.reason = RejectReason::kUnterminatedQuote;
      line.mend = "a quote is not closed: close it, or write a quote inside a cell twice";
      return line;
    case RowDefect::kRowTooLarge:
      line.reason = RejectReason::kRowTooLarge;
      line.mend = absl::StrCat("the row is longer than ", kMaxRowBytes, " bytes or has more than ",
                               kMaxColumns, " cells: shorten it");
      return line;
    case RowDefect::kBadJson:
      line.reason = RejectReason::kBadJson;
      line.mend = "the line is no JSON object, or names a key twice: write one object on each line";
      return line;
    case RowDefect::kNone:
      break;
  }
  line.reason = RejectReason::kWrongColumnCount;
  line.masked_value = absl::StrCat(cells.cells.size(), " cells");
  line.mend = absl::StrCat("the header has ", width,
                           " columns: put quotes around cells that hold the separator");
  return line;
}

// The line of a row that cannot be read, with the no that it may hold.
RejectLine WhatIsSaid(RejectLine line, std::int64_t row, const Row& cells, const Salvaged& found) {
  line.row = row;
  line.line = cells.line;
  line.says_no = found.may_say_no;
  if (found.no) {
    line.number = found.no->phone.number;
    line.masked_value = line.number->Masked();
    line.consent_word = found.no->word_text;
  } else if (found.may_say_no) {
    line.mend = absl::StrCat("this may be an opt-out, and is NOT recorded: ", line.mend);
  }
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

// `opts_out`: the row takes consent back, from nobody knows whom.
RejectLine BadPhone(const RowClaim& claim, bool opts_out) {
  RejectLine line;
  line.reason = ReasonOf(claim.phone.outcome);
  line.mend = std::string(PhoneOutcomeMend(claim.phone.outcome));
  if (opts_out) {
    line.says_no = true;
    line.mend = absl::StrCat("an opt-out that is NOT recorded: ", line.mend);
    return line;
  }
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

RowOutcome Finish(RejectLine line, std::int64_t row, const Row& cells, const RowClaim& claim) {
  line.row = row;
  line.line = cells.line;
  line.number = claim.phone.number;
  line.masked_value = line.number ? line.number->Masked() : MaskPhoneText(claim.phone_cell);
  line.consent_word = claim.word_text;
  line.time_text = claim.time_text;
  return line;
}

ImportedContact Imported(std::int64_t row, const Row& cells, Dialect dialect,
                         std::string_view source, RowClaim&& claim) {
  ImportedContact contact{.row = row,
                          .line = cells.line,
                          .number = *claim.phone.number,
                          .name = std::move(claim.name),
                          .grade = claim.grade,
                          .source = std::string(source),
                          .consent_word = std::move(claim.word_text),
                          .segments = {ImportSegment(dialect, source)},
                          .opted_in_at = claim.opted_in_at,
                          .method = std::move(claim.method),
                          .disclosure = std::move(claim.disclosure),
                          .ip_address = std::move(claim.ip_address),
                          .time_text = std::move(claim.time_text)};
  return contact;
}

ImportedOptOut OptOut(std::int64_t row, const Row& cells, std::string_view source,
                      RowClaim&& claim) {
  return {.row = row,
          .line = cells.line,
          .number = *claim.phone.number,
          .source = std::string(source),
          .consent_word = std::move(claim.word_text),
          .method = std::move(claim.method),
          .time_text = std::move(claim.time_text),
          .from_handset = claim.from_handset,
          .detail = std::move(claim.detail),
          .said_at = claim.from_handset ? claim.opted_in_at : kNoTime};
}

// The first row that takes back or casts doubt on a yes; 0 if none does.
std::uint32_t DenyingRow(const Statements& said) { return said.no != 0 ? said.no : said.unclear; }

RejectLine DuplicateOf(std::int64_t row, bool message = false) {
  return PointsTo(RejectReason::kDuplicateOfRow, row,
                  message ? "nothing to do: the person's latest text of this kind is taken"
                          : "nothing to do: the number is taken once; join the two customers at "
                            "the source to be rid of this line");
}

// Why a message becomes no event; nothing if it does. A stop counts always; a START that came later
// to the same line takes it back only in a log that somebody vouches for.
std::optional<RejectLine> WhyNoEvent(std::int64_t row, const RowClaim& claim,
                                     const Statements& said, bool attested) {
  const bool taken_back = said.taken_back && attested;
  if (claim.word == ConsentWord::kNo) {
    if (taken_back) {
      return PointsTo(RejectReason::kTakenBackByRow, said.yes,
                      "nothing to do: the person texted the same line again later, and the log is "
                      "attested");
    }
    if (row != said.no) return DuplicateOf(said.no, true);
    return std::nullopt;
  }
  if (said.taken_back && !attested) {
    return PointsTo(RejectReason::kNeedsAttestation, said.no,
                    "the person stopped before this text, and only somebody who vouches for the "
                    "log can count it: import with --attest, or let them text START to the line");
  }
  if (said.no != 0 && !taken_back) {
    return PointsTo(RejectReason::kContradictedByRow, said.no,
                    "the person stopped later, or another line, and that counts: only they can "
                    "take it back, by a text from their handset");
  }
  if (row != said.yes) return DuplicateOf(said.yes, true);
  return std::nullopt;
}

RowOutcome DecideMessage(std::int64_t row, const Row& cells, const ClaimContext& context,
                         std::string_view source, const StatementIndex& index, RowClaim claim) {
  if (claim.word == ConsentWord::kUnknown) return Finish(WithoutConsent(claim), row, cells, claim);
  if (claim.word == ConsentWord::kEmpty) {
    RejectLine line;
    line.reason = RejectReason::kNoConsentWord;
    line.mend = "nothing to do: the message says nothing about consent";
    return Finish(std::move(line), row, cells, claim);
  }
  if (!claim.phone.number) {
    return Finish(BadPhone(claim, claim.word == ConsentWord::kNo), row, cells, claim);
  }
  const Statements said = index.Find(*claim.phone.number);
  std::optional<RejectLine> why = WhyNoEvent(row, claim, said, context.attested);
  if (why.has_value()) return Finish(*std::move(why), row, cells, claim);
  if (claim.word == ConsentWord::kNo) return OptOut(row, cells, source, std::move(claim));
  return Imported(row, cells, context.header->dialect, source, std::move(claim));
}

}  // namespace

RowOutcome DecideRow(std::int64_t row, const Row& cells, const ClaimContext& context,
                     std::string_view source, const StatementIndex& index) {
  RowClaim claim;
  if (cells.defect != RowDefect::kNone || cells.cells.size() != context.header->width) {
    Salvaged found = Salvage(context, cells);
    const bool takes = context.header->speech == Speech::kMessages ||
                       NoIsOptOut(context.header->dialect);
    if (!found.no || !takes) {
      return WhatIsSaid(Unreadable(cells, context.header->width), row, cells, found);
    }
    claim = *std::move(found.no);
  } else {
    claim = ReadClaim(context, cells.cells);
  }
  if (context.header->speech == Speech::kMessages) {
    return DecideMessage(row, cells, context, source, index, std::move(claim));
  }
  const bool opts_out =
      claim.word == ConsentWord::kNo && NoIsOptOut(context.header->dialect);
  if (claim.word != ConsentWord::kYes && !opts_out) {
    return Finish(WithoutConsent(claim), row, cells, claim);
  }
  if (!claim.phone.number) return Finish(BadPhone(claim, opts_out), row, cells, claim);
  const Statements said = index.Find(*claim.phone.number);
  const std::int64_t first = opts_out ? said.no : said.yes;
  if (!opts_out && DenyingRow(said) != 0) {
    return Finish(PointsTo(RejectReason::kContradictedByRow, DenyingRow(said),
                           "another row of this number does not say yes, and that counts: ask the "
                           "person, and correct the rows at the source"),
                  row, cells, claim);
  }
  if (first != 0 && first < row) return Finish(DuplicateOf(first), row, cells, claim);
  if (opts_out) return OptOut(row, cells, source, std::move(claim));
  return Imported(row, cells, context.header->dialect, source, std::move(claim));
}

}  // namespace ledger::imports
