#include "ledger/phone/dirty_phone.h"

#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <array>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "ledger/core/strings.h"

namespace ledger {
namespace {

using i18n::phonenumbers::PhoneNumberUtil;
using Parsed = i18n::phonenumbers::PhoneNumber;

constexpr std::size_t kMinDigitsOfAWholeNumber = 7;  // fewer is a part of a number, or an extension
constexpr std::size_t kMaxExtensionDigits = 7;
constexpr std::size_t kMinShortCodeDigits = 3;
constexpr std::size_t kMaxShortCodeDigits = 6;

PhoneReading Refused(PhoneOutcome outcome) { return {outcome, std::nullopt}; }

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::size_t CountDigits(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), IsDigit));
}

bool HasLetter(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isalpha(static_cast<unsigned char>(c)); });
}

std::string_view Trim(std::string_view text) {
  return ToStd(absl::StripAsciiWhitespace(ToAbsl(text)));
}

// White space and dashes that only Unicode knows become plain; quotes and the link scheme go.
std::string Plain(std::string_view cell) {
  std::string plain = absl::StrReplaceAll(ToAbsl(cell), {{"\u00A0", " "},
                                                         {"\u202F", " "},
                                                         {"\u2007", " "},
                                                         {"\u2009", " "},
                                                         {"\u200B", ""},
                                                         {"\u200E", ""},
                                                         {"\u202A", ""},
                                                         {"\u202C", ""},
                                                         {"\uFEFF", ""},
                                                         {"\u2010", "-"},
                                                         {"\u2011", "-"},
                                                         {"\u2012", "-"},
                                                         {"\u2013", "-"},
                                                         {"\u2014", "-"},
                                                         {"\u2212", "-"},
                                                         {"\uFF0B", "+"}});
  std::string_view view = Trim(plain);
  while (!view.empty() && (view.front() == '\'' || view.front() == '"'))
    view = Trim(view.substr(1));
  while (!view.empty() && (view.back() == '\'' || view.back() == '"')) {
    view = Trim(view.substr(0, view.size() - 1));
  }
  if (absl::StartsWithIgnoreCase(ToAbsl(view), "tel:")) view = Trim(view.substr(4));
  return std::string(view);
}

// 1.41556E+10, 1,41556E+10, 14155550134.0, ####, #NAME?: what spreadsheets make of numbers.
bool IsExcelDamage(std::string_view text) {
  if (text.starts_with('#'))
    return text.find_first_not_of("#NAMEVLUROFDI/?!") == std::string_view::npos;
  const std::size_t e = text.find_first_of("eE");
  if (e != std::string_view::npos) {
    std::string_view mantissa = text.substr(0, e);
    std::string_view exponent = text.substr(e + 1);
    if (mantissa.starts_with('+') || mantissa.starts_with('-')) mantissa.remove_prefix(1);
    if (exponent.starts_with('+') || exponent.starts_with('-')) exponent.remove_prefix(1);
    return !mantissa.empty() && IsDigit(mantissa[0]) && !exponent.empty() && exponent.size() <= 3 &&
           mantissa.find_first_not_of("0123456789.,") == std::string_view::npos &&
           exponent.find_first_not_of("0123456789") == std::string_view::npos;
  }
  const std::size_t dot = text.find_last_of(".,");
  if (dot == std::string_view::npos || dot + 1 == text.size()) return false;
  const std::string_view whole = text.substr(0, dot);
  return whole.size() >= kMinDigitsOfAWholeNumber && CountDigits(whole) == whole.size() &&
         text.find_first_not_of('0', dot + 1) == std::string_view::npos;
}

// True for `... x2`, `... ext. 204`, `...;ext=9`, `... #12`, `... poste 3`.
bool HasExtension(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0 && IsDigit(text[end - 1])) --end;
  const std::size_t digits = text.size() - end;
  if (digits == 0 || digits > kMaxExtensionDigits) return false;
  while (end > 0 && std::string_view(" .:=-").find(text[end - 1]) != std::string_view::npos) --end;
  const std::string_view before = text.substr(0, end);
  static constexpr std::array<std::string_view, 9> kMarkers = {
      "extension", "extn", "ext", "poste", "anexo", "int", "xt", "x", "#"};
  return std::any_of(kMarkers.begin(), kMarkers.end(), [&](std::string_view marker) {
    return absl::EndsWithIgnoreCase(ToAbsl(before), ToAbsl(marker)) &&
           CountDigits(before) >= kMinDigitsOfAWholeNumber;
  });
}

// Counts the pieces between `separators` that are long enough to be a number of their own.
std::size_t WholeNumbers(std::string_view text, std::string_view separators) {
  std::size_t whole = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    if (CountDigits(text.substr(0, end)) >= kMinDigitsOfAWholeNumber) ++whole;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return whole;
}

bool HoldsTwoNumbers(std::string_view text) {
  const std::string marked =
      absl::StrReplaceAll(absl::AsciiStrToLower(ToAbsl(text)),
                          {{" or ", "|"}, {" and ", "|"}, {" ou ", "|"}, {" y ", "|"}});
  if (WholeNumbers(marked, ",;/|&\n\r\\") >= 2) return true;
  if (std::count(text.begin(), text.end(), '+') >= 2) return true;
  return CountDigits(text) > kMaxPhoneDigits && WholeNumbers(text, " \t") >= 2;
}

// Judges what libphonenumber made of the cell by possible length and, under +1, by syntax.
PhoneReading Judge(const PhoneNumberUtil& numbers, const Parsed& parsed) {
  if (parsed.has_extension()) return Refused(PhoneOutcome::kHasExtension);
  std::string e164;
  numbers.Format(parsed, PhoneNumberUtil::E164, &e164);
  if (parsed.country_code() != 1 &&
      numbers.IsPossibleNumberWithReason(parsed) != PhoneNumberUtil::IS_POSSIBLE) {
    return Refused(PhoneOutcome::kNotPossible);
  }
  absl::StatusOr<PhoneNumber> number = PhoneNumber::Parse(e164);
  if (!number.ok()) return Refused(PhoneOutcome::kNotPossible);
  return {PhoneOutcome::kOk, *std::move(number)};
}

PhoneReading ReadWithLibrary(const std::string& text, const std::string& region) {
  const PhoneNumberUtil& numbers = *PhoneNumberUtil::GetInstance();
  const bool international = text.starts_with('+');
  if (!international && !IsKnownRegion(region)) return Refused(PhoneOutcome::kUnknownRegion);
  Parsed parsed;
  PhoneReading reading = Refused(PhoneOutcome::kNotPossible);
  if (numbers.Parse(text, international ? "ZZ" : region, &parsed) ==
      PhoneNumberUtil::NO_PARSING_ERROR) {
    reading = Judge(numbers, parsed);
  }
  if (international || reading.outcome != PhoneOutcome::kNotPossible) return reading;
  // Ten digits under +1 are a mistyped number of the plan rather than one that lost its `+`.
  if (parsed.country_code() == 1 && CountDigits(text) == kNanpDigits - 1) return reading;
  // Does it read as a number once a `+` stands before it? Then the reason can say so.
  Parsed with_plus;
  const bool reads = numbers.Parse(absl::StrCat("+", text), "ZZ", &with_plus) ==
                         PhoneNumberUtil::NO_PARSING_ERROR &&
                     Judge(numbers, with_plus).outcome == PhoneOutcome::kOk;
  return Refused(reads ? PhoneOutcome::kLostPlus : PhoneOutcome::kNotPossible);
}

}  // namespace

bool IsKnownRegion(std::string_view region) {
  return region.size() == 2 && PhoneNumberUtil::GetInstance()->GetCountryCodeForRegion(
                                   absl::AsciiStrToUpper(ToAbsl(region))) != 0;
}

PhoneReading ReadDirtyPhone(std::string_view cell, std::string_view region) {
  if (cell.size() > kMaxPhoneCellBytes) return Refused(PhoneOutcome::kNotPossible);
  const std::string upper = absl::AsciiStrToUpper(ToAbsl(region));
  const bool us = upper == "US" || upper == "CA";
  const std::string text = Plain(cell);
  if (text.empty()) return Refused(PhoneOutcome::kMissing);
  if (IsExcelDamage(text)) return Refused(PhoneOutcome::kExcelDamage);
  const bool nanp = us || text.starts_with("+1") ||
                    PhoneNumberUtil::GetInstance()->GetCountryCodeForRegion(upper) == 1;
  if (nanp) {
    PhoneReading fast = ScanNanp(text);
    if (fast.outcome == PhoneOutcome::kOk) return fast;
  }
  if (HasExtension(text)) return Refused(PhoneOutcome::kHasExtension);
  if (HoldsTwoNumbers(text)) return Refused(PhoneOutcome::kAmbiguous);
  // Letters would be read as keypad digits (1-800-FLOWERS), or are words: neither is a number to
  // text.
  if (HasLetter(text)) return Refused(PhoneOutcome::kNotPossible);
  const std::size_t digits = CountDigits(text);
  if (!text.starts_with('+') && digits >= kMinShortCodeDigits && digits <= kMaxShortCodeDigits &&
      text.find_first_not_of("0123456789 -") == std::string::npos) {
    return Refused(PhoneOutcome::kShortCode);
  }
  return ReadWithLibrary(text, upper);
}

}  // namespace ledger
