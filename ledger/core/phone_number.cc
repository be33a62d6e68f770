#include "ledger/core/phone_number.h"

#include <algorithm>
#include <array>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "ledger/core/strings.h"

namespace ledger {
namespace {

constexpr std::string_view kDots = "\u2022\u2022\u2022";
constexpr std::size_t kMaskedCharacters = 32;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Takes off what stands around a number and is no part of it: white space, the apostrophe that
// spreadsheets put before a text, and the scheme of a telephone link.
std::string_view StripWrapping(std::string_view cell) {
  cell = ToStd(absl::StripAsciiWhitespace(ToAbsl(cell)));
  if (cell.starts_with('\'')) cell = ToStd(absl::StripAsciiWhitespace(ToAbsl(cell.substr(1))));
  if (cell.size() > 4 && cell[3] == ':' &&
      absl::ascii_tolower(static_cast<unsigned char>(cell[0])) == 't' &&
      absl::ascii_tolower(static_cast<unsigned char>(cell[1])) == 'e' &&
      absl::ascii_tolower(static_cast<unsigned char>(cell[2])) == 'l') {
    cell = ToStd(absl::StripAsciiWhitespace(ToAbsl(cell.substr(4))));
  }
  return cell;
}

bool IsPunctuation(char c) {
  return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/' || c == '\t';
}

absl::Status Malformed(std::string_view text, std::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat("phone number \"", MaskPhoneText(text), "\" ", ToAbsl(what)));
}

}  // namespace

bool IsNanpSyntax(std::string_view digits) {
  if (digits.size() != kNanpDigits - 1 || !std::all_of(digits.begin(), digits.end(), IsDigit)) {
    return false;
  }
  const bool area = digits[0] >= '2' && !(digits[1] == '1' && digits[2] == '1');
  const bool exchange = digits[3] >= '2' && !(digits[4] == '1' && digits[5] == '1');
  return area && exchange;
}

absl::StatusOr<PhoneNumber> PhoneNumber::Parse(std::string_view text) {
  if (text.empty())
    return absl::InvalidArgumentError("phone number is empty: write it like +14155550134");
  if (text[0] != '+') return Malformed(text, "has no leading +: write it like +14155550134");
  const std::string_view digits = text.substr(1);
  if (!std::all_of(digits.begin(), digits.end(), IsDigit)) {
    return Malformed(text, "may hold only digits after the +");
  }
  if (digits.size() < kMinPhoneDigits || digits.size() > kMaxPhoneDigits) {
    return Malformed(text, "must have 8 to 15 digits after the +");
  }
  if (digits[0] == '0') return Malformed(text, "begins with 0 after the +: no country code does");
  if (digits[0] == '1' && !IsNanpSyntax(digits.substr(1))) {
    return Malformed(
        text,
        "is not possible under +1: ten digits, area code and exchange begin with 2-9 and "
        "do not end in 11");
  }
  return PhoneNumber(std::string(text));
}

std::uint64_t PhoneNumber::digits() const {
  std::uint64_t value = 0;
  for (std::size_t i = 1; i < e164_.size(); ++i) {
    value = value * 10 + static_cast<std::uint64_t>(e164_[i] - '0');
  }
  return value;
}

std::string PhoneNumber::Masked() const {
  const std::size_t count = e164_.size() - 1;
  std::size_t head = count < 10 ? 2 : 3;
  std::size_t tail = std::min<std::size_t>(4, count - head - 4);
  if (is_nanp()) head = tail = 4;
  return absl::StrCat(e164_.substr(0, 1 + head), ToAbsl(kDots), e164_.substr(e164_.size() - tail));
}

PhoneReading ScanNanp(std::string_view cell) {
  cell = StripWrapping(cell);
  if (cell.empty()) return {PhoneOutcome::kMissing, std::nullopt};
  const bool plus = cell[0] == '+';
  std::array<char, kNanpDigits + 1> digits;  // one more than fits, so that "too many" is seen
  std::size_t count = 0;
  for (const char c : cell.substr(plus ? 1 : 0)) {
    if (IsDigit(c)) {
      if (count == digits.size()) break;
      digits[count++] = c;
    } else if (!IsPunctuation(c)) {
      return {PhoneOutcome::kNeedsFullParse, std::nullopt};
    }
  }
  std::string_view scanned(digits.data(), count);
  if (scanned.size() == kNanpDigits && scanned[0] == '1') {
    scanned.remove_prefix(1);
  } else if (plus) {
    const bool nanp = !scanned.empty() && scanned[0] == '1';
    return {nanp ? PhoneOutcome::kNotPossible : PhoneOutcome::kNeedsFullParse, std::nullopt};
  }
  if (!IsNanpSyntax(scanned)) {
    return {plus ? PhoneOutcome::kNotPossible : PhoneOutcome::kNeedsFullParse, std::nullopt};
  }
  absl::StatusOr<PhoneNumber> number = PhoneNumber::Parse(absl::StrCat("+1", ToAbsl(scanned)));
  if (!number.ok()) return {PhoneOutcome::kNotPossible, std::nullopt};
  return {PhoneOutcome::kOk, *std::move(number)};
}

std::string MaskPhoneText(std::string_view cell) {
  const auto total = static_cast<std::size_t>(std::count_if(cell.begin(), cell.end(), IsDigit));
  const std::size_t head = total >= 8 ? 3 : 0;
  const std::size_t tail = total >= 8 ? 2 : 0;
  std::string masked;
  std::size_t seen = 0;
  std::size_t shown = 0;
  for (const char c : cell) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) == 0x80) continue;  // the rest of a character that has been masked
    if (++shown > kMaskedCharacters) return masked + "...";
    if (IsDigit(c)) {
      ++seen;
      const bool outer = seen <= head || seen > total - tail;
      masked += outer ? std::string(1, c) : std::string("\u2022");
    } else if (byte >= 0x80 || absl::ascii_isalpha(byte)) {
      // The letters of `x2`, `ext 2` and `1.4E+10` explain the refusal; all others may be a name.
      masked += std::string_view("eExXtT").find(c) != std::string_view::npos ? c : '*';
    } else {
      masked += absl::ascii_isprint(byte) ? c : ' ';
    }
  }
  return masked;
}

std::string_view PhoneOutcomeName(PhoneOutcome outcome) {
  switch (outcome) {
    case PhoneOutcome::kOk:
      return "ok";
    case PhoneOutcome::kMissing:
      return "missing_phone";
    case PhoneOutcome::kHasExtension:
      return "has_extension";
    case PhoneOutcome::kAmbiguous:
      return "ambiguous";
    case PhoneOutcome::kExcelDamage:
      return "excel_damage";
    case PhoneOutcome::kLostPlus:
      return "lost_plus";
    case PhoneOutcome::kShortCode:
      return "short_code";
    case PhoneOutcome::kNotPossible:
      return "not_possible";
    case PhoneOutcome::kUnknownRegion:
      return "unknown_country";
    case PhoneOutcome::kNeedsFullParse:
      return "needs_full_parse";
  }
  return "unknown";
}

std::string_view PhoneOutcomeMend(PhoneOutcome outcome) {
  switch (outcome) {
    case PhoneOutcome::kOk:
      return "";
    case PhoneOutcome::kMissing:
      return "enter the person's mobile number";
    case PhoneOutcome::kHasExtension:
      return "a number with an extension cannot be texted: enter the person's own mobile number";
    case PhoneOutcome::kAmbiguous:
      return "keep one number in the cell";
    case PhoneOutcome::kExcelDamage:
      return "it looks like what spreadsheets make of a number (a decimal, a power of ten, an "
             "error), and digits may be missing: correct it at the source, or export again without "
             "opening the file in a spreadsheet";
    case PhoneOutcome::kLostPlus:
      return "write the number with + and country code, like +447700900123";
    case PhoneOutcome::kShortCode:
      return "a code of 3 to 6 digits is a sender, not a person: enter the person's mobile number";
    case PhoneOutcome::kNotPossible:
      return "no number of its country looks like that: correct it, or write it with + and country "
             "code";
    case PhoneOutcome::kUnknownRegion:
      return "the row's country is unknown: correct it, or write the number with + and country "
             "code";
    case PhoneOutcome::kNeedsFullParse:
      return "write the number with + and country code";
  }
  return "";
}

}  // namespace ledger
