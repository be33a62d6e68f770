#include "ledger/imports/row_claim.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "ledger/admission/limits.h"
#include "ledger/core/strings.h"
#include "ledger/phone/dirty_phone.h"

namespace ledger::imports {
namespace {

constexpr std::size_t kMaxWordBytes = 32;

std::string_view Trim(std::string_view text) {
  text = ToStd(absl::StripAsciiWhitespace(ToAbsl(text)));
  if (text.starts_with('\'')) text = ToStd(absl::StripAsciiWhitespace(ToAbsl(text.substr(1))));
  return text;
}

std::string_view CellOf(const ClaimContext& context, const std::vector<std::string>& cells,
                        Field field) {
  const int column = context.header->at(field);
  return column == Header::kAbsent ? std::string_view()
                                   : Trim(cells[static_cast<std::size_t>(column)]);
}

// Text about a person: without control characters, or empty if it is too long to be what it should.
std::string Clean(std::string_view text, std::size_t most) {
  if (text.size() > most) return "";
  std::string clean(text);
  std::ranges::replace_if(
      clean, [](char c) { return absl::ascii_iscntrl(static_cast<unsigned char>(c)); }, ' ');
  return clean;
}

ConsentWord ReadWord(std::string_view cell) {
  const std::string word = absl::AsciiStrToLower(ToAbsl(cell));
  static constexpr std::array<std::string_view, 9> kYes = {
      "yes", "y", "true", "t", "1", "opted_in", "opted-in", "opt-in", "subscribed"};
  static constexpr std::array<std::string_view, 9> kNo = {
      "no", "n", "false", "f", "0", "opted_out", "opted-out", "opt-out", "unsubscribed"};
  if (word.empty()) return ConsentWord::kEmpty;
  if (std::ranges::find(kYes, word) != kYes.end()) return ConsentWord::kYes;
  if (std::ranges::find(kNo, word) != kNo.end()) return ConsentWord::kNo;
  return ConsentWord::kUnknown;
}

EvidenceGrade GradeOf(const RowClaim& claim) {
  if (claim.opted_in_at == kNoTime || claim.method.empty()) return EvidenceGrade::kC;
  return claim.disclosure.empty() ? EvidenceGrade::kB : EvidenceGrade::kA;
}

}  // namespace

std::string_view EvidenceGradeName(EvidenceGrade grade) {
  switch (grade) {
    case EvidenceGrade::kA:
      return "A";
    case EvidenceGrade::kB:
      return "B";
    case EvidenceGrade::kC:
      return "C";
    case EvidenceGrade::kD:
      return "D";
  }
  return "D";
}

TimeMs ParseClaimTime(std::string_view text) {
  static constexpr std::array<const char*, 7> kFormats = {
      absl::RFC3339_full,    "%Y-%m-%d %H:%M:%E*S %Ez", "%Y-%m-%d%ET%H:%M:%E*S",
      "%Y-%m-%d %H:%M:%E*S", "%Y-%m-%d %H:%M",          "%Y-%m-%d",
      "%Y/%m/%d %H:%M:%E*S"};
  for (const char* format : kFormats) {
    absl::Time time;
    std::string error;
    if (absl::ParseTime(format, ToAbsl(text), absl::UTCTimeZone(), &time, &error)) {
      return absl::ToUnixMillis(time);
    }
  }
  return kNoTime;
}

RowClaim ReadClaim(const ClaimContext& context, const std::vector<std::string>& cells) {
  const auto cell = [&](Field field) { return CellOf(context, cells, field); };
  RowClaim claim;
  const std::string_view country = cell(Field::kCountry);
  claim.phone_cell = std::string(cell(Field::kPhone).substr(0, kMaxPhoneCellBytes + 1));
  claim.phone =
      ReadDirtyPhone(claim.phone_cell, country.empty() ? context.default_region : country);
  claim.has_address_phone = !cell(Field::kAddressPhone).empty();
  claim.word = ReadWord(cell(Field::kConsent));
  claim.word_text = Clean(cell(Field::kConsent), kMaxWordBytes);
  claim.name = Clean(cell(Field::kName), kMaxNameBytes);
  if (claim.name.empty()) {
    const std::string first = Clean(cell(Field::kFirstName), kMaxNameBytes);
    const std::string last = Clean(cell(Field::kLastName), kMaxNameBytes);
    claim.name = absl::StrCat(first, first.empty() || last.empty() ? "" : " ", last);
  }
  claim.method = Clean(cell(Field::kMethod), kMaxNameBytes);
  claim.disclosure = Clean(cell(Field::kDisclosure), kMaxDisclosureBytes);
  claim.ip_address = Clean(cell(Field::kIpAddress), kMaxNameBytes);
  claim.opted_in_at = ParseClaimTime(cell(Field::kOptedInAt));
  // Sources that do not know a time write 1970 or 1990-01-01.
  if (claim.opted_in_at < kTextingBeganMs || claim.opted_in_at > context.now) {
    claim.opted_in_at = kNoTime;
  }
  claim.grade = GradeOf(claim);
  return claim;
}

}  // namespace ledger::imports
