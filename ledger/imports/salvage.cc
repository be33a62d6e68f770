#include "ledger/imports/salvage.h"

#include <algorithm>
#include <set>
#include <span>
#include <utility>

#include "absl/strings/str_split.h"
#include "ledger/phone/dirty_phone.h"

namespace ledger::imports {
namespace {

constexpr std::string_view kOptOutError = "21610";

// The pieces among which the cell of a column is, whichever cells are missing or too many.
std::span<const std::string> Places(const ClaimContext& context, const Row& row, Field field) {
  const std::span<const std::string> all(row.cells);
  if (!row.in_columns) return all;
  const long column = context.header->at(field);
  if (column == Header::kAbsent) return {};
  const long count = static_cast<long>(all.size());
  const long shift = count - static_cast<long>(context.header->width);
  const long first = std::clamp(std::min(column, column + shift), 0L, count);
  const long last = std::clamp(std::max(column, column + shift) + 1, first, count);
  return all.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(last - first));
}

std::string WithoutNul(std::string text) {
  std::erase_if(text, [](char c) { return c == '\0' || c == kNulInJson; });
  return text;
}

bool HoldsNul(std::string_view text) {
  return text.find('\0') != std::string_view::npos || text.find(kNulInJson) != std::string::npos;
}

// Whether the line ends before the place of what would say no.
bool EndsBefore(const ClaimContext& context, const Row& row, Field field) {
  const int column = context.header->at(field);
  if (!row.cut || column == Header::kAbsent) return false;
  return !row.in_columns || static_cast<std::size_t>(column) + 1 >= row.cells.size();
}

bool AnySays(std::span<const std::string> cells, ConsentWord word) {
  return std::ranges::any_of(cells, [word](const std::string& cell) {
    return ReadConsentWord(WithoutNul(cell)) == word;
  });
}

bool MessageMaySayNo(const ClaimContext& context, const Row& row) {
  const auto refused = Places(context, row, Field::kErrorCode);
  const auto bodies = Places(context, row, Field::kBody);
  return EndsBefore(context, row, Field::kBody) || EndsBefore(context, row, Field::kErrorCode) ||
         std::ranges::any_of(refused, [](const std::string& cell) {
           return WithoutNul(cell).find(kOptOutError) != std::string::npos;
         }) ||
         std::ranges::any_of(bodies, [&](const std::string& cell) {
           return context.read_inbound == nullptr ||
                  (*context.read_inbound)(WithoutNul(cell)) == InboundMeaning::kStop;
         });
}

bool MaySayNo(const ClaimContext& context, const Row& row) {
  switch (context.header->speech) {
    case Speech::kMessages:
      return MessageMaySayNo(context, row);
    case Speech::kFileName:
      return context.file_word == ConsentWord::kNo;
    case Speech::kContactOnly:
      return false;
    case Speech::kConsent:
    case Speech::kNoChannel:
      break;
  }
  if (context.header->at(Field::kConsent) == Header::kAbsent) return false;
  return EndsBefore(context, row, Field::kConsent) ||
         AnySays(Places(context, row, Field::kConsent), ConsentWord::kNo);
}

// Whether a no stands in a line with too few cells between other separators than the file has.
bool SaysNoBetweenOthers(const ClaimContext& context, const Row& row) {
  if (context.header->at(Field::kConsent) == Header::kAbsent || !row.in_columns ||
      row.cells.size() >= context.header->width) {
    return false;
  }
  return std::ranges::any_of(row.cells, [](const std::string& cell) {
    const std::vector<std::string> pieces = absl::StrSplit(cell, absl::ByAnyChar(",;|\t"));
    return AnySays(pieces, ConsentWord::kNo);
  });
}

// As many pieces as columns: each is taken for what the header says, if the number is whole.
std::optional<RowClaim> ByColumns(const ClaimContext& context, const Row& row) {
  if (!row.in_columns || row.cut || row.cells.size() != context.header->width) return std::nullopt;
  // Where a byte 0 stood in a number a digit may have been.
  for (const Field field : {Field::kPhone, Field::kOtherPhone, Field::kFrom, Field::kTo}) {
    const int column = context.header->at(field);
    if (column == Header::kAbsent) continue;
    if (HoldsNul(row.cells[static_cast<std::size_t>(column)])) return std::nullopt;
  }
  std::vector<std::string> cells;
  for (const std::string& cell : row.cells) cells.push_back(WithoutNul(cell));
  RowClaim claim = ReadClaim(context, cells);
  if (claim.word != ConsentWord::kNo || !claim.phone.number) return std::nullopt;
  return claim;
}

// Of our own format: the one number of the line, and only noes where the consent may stand.
std::optional<RowClaim> ByPieces(const ClaimContext& context, const Row& row) {
  const Header& header = *context.header;
  const bool ours = header.dialect == Dialect::kGeneric;
  if (!ours || !header.unknown.empty() || !row.in_columns || row.cut) return std::nullopt;
  // A national number would be read in a country that is in another place too.
  if (header.at(Field::kCountry) != Header::kAbsent) return std::nullopt;
  const auto consents = Places(context, row, Field::kConsent);
  if (AnySays(consents, ConsentWord::kYes)) return std::nullopt;
  std::set<PhoneNumber> numbers;
  RowClaim claim;
  for (const std::string& cell : row.cells) {
    if (cell.size() > kMaxPhoneCellBytes || HoldsNul(cell)) continue;
    const PhoneReading read = ReadDirtyPhone(cell, context.default_region);
    if (!read.number) continue;
    numbers.insert(*read.number);
    claim.phone = read;
    claim.phone_cell = cell;
  }
  const auto places = Places(context, row, Field::kPhone);
  const bool placed = std::ranges::find(places, claim.phone_cell) != places.end();
  if (numbers.size() != 1 || !placed) return std::nullopt;
  claim.word = ConsentWord::kNo;
  for (const std::string& cell : consents) {
    const std::string word = WithoutNul(cell);
    if (ReadConsentWord(word) == ConsentWord::kNo) claim.word_text = ConsentWordText(word);
  }
  return claim;
}

}  // namespace

Salvaged Salvage(const ClaimContext& context, const Row& row) {
  Salvaged found;
  found.may_say_no = MaySayNo(context, row);
  if (!found.may_say_no) {
    found.may_say_no = SaysNoBetweenOthers(context, row);
    return found;
  }
  found.no = ByColumns(context, row);
  if (!found.no && row.cells.size() != context.header->width) found.no = ByPieces(context, row);
  return found;
}

}  // namespace ledger::imports
