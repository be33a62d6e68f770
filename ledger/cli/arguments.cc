#include "ledger/cli/arguments.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "ledger/core/phone_number.h"
#include "ledger/core/utf8.h"

namespace ledger::cli {
namespace {

// Shorter ones are dates, ports, counts; no number of a person is.
constexpr std::size_t kNumberDigitsMin = 7;

bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }

// "(415) 555-0134", but not "2026-11-22".
bool LooksLikeNumber(std::string_view text) {
  constexpr std::string_view kDate = "dddd-dd-dd";
  const auto digits = std::count_if(text.begin(), text.end(), IsDigit);
  if (digits < static_cast<std::ptrdiff_t>(kNumberDigitsMin)) return false;
  if (text.find_first_not_of("+0123456789 -.()/\t") != std::string_view::npos) return false;
  std::string shape(text);
  std::replace_if(shape.begin(), shape.end(), IsDigit, 'd');
  return shape != kDate;
}

// The runs of digits in `text` that are long enough for a number.
std::vector<std::string> LongRuns(std::string_view text) {
  std::vector<std::string> runs;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && IsDigit(text[end])) ++end;
    if (end - at >= kNumberDigitsMin) runs.emplace_back(text.substr(at, end - at));
    at = std::max(end, at + 1);
  }
  return runs;
}

}  // namespace

absl::Status CheckArguments(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (IsUtf8(arguments[i])) continue;
    return absl::InvalidArgumentError("argument " + std::to_string(i + 1) + ", '" +
                                      MendUtf8(arguments[i]) +
                                      "', is not UTF-8; write it in UTF-8 (does `locale charmap` "
                                      "say so of this terminal?)");
  }
  return absl::OkStatus();
}

bool IsHexId(std::string_view text) {
  constexpr std::size_t kIdDigits = 32;
  return text.size() == kIdDigits && std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isxdigit(static_cast<unsigned char>(c));
         });
}

std::string MaskArguments(std::string message, const std::vector<std::string>& arguments) {
  const auto mask = [&](const std::string& number) {
    absl::StrReplaceAll({{number, MaskPhoneText(number)}}, &message);
  };
  for (const std::string& argument : arguments) {
    // Of --flag=value the value may stand alone.
    const std::size_t equals = argument.find('=');
    const std::string value = equals == std::string::npos ? argument : argument.substr(equals + 1);
    if (IsHexId(value)) continue;
    if (LooksLikeNumber(value)) mask(value);
    for (const std::string& run : LongRuns(argument)) mask(run);
  }
  return message;
}

std::string NotBlank(const std::string& text) {
  const bool blank = text.find_first_not_of(" \t\r\n") == std::string::npos;
  return blank ? "is blank; say it in words" : "";
}

}  // namespace ledger::cli
