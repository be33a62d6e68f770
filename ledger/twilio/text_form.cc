#include "ledger/twilio/text_form.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "ledger/core/strings.h"

namespace ledger {
namespace {

// Parameters that must not hide in others. `Body` may hold them: people write what they like.
constexpr std::array<std::string_view, 5> kGuarded = {"AccountSid", "ApiVersion", "MessageSid",
                                                      "OptOutType", "From"};
constexpr std::size_t kSidDigits = 32;

bool IsName(std::string_view name) {
  return !name.empty() && absl::ascii_isupper(static_cast<unsigned char>(name.front())) &&
         std::all_of(name.begin(), name.end(),
                     [](unsigned char c) { return absl::ascii_isalnum(c); });
}

// Two capital letters and 32 hex digits.
bool IsSid(std::string_view value) {
  const auto is_upper = [](unsigned char c) { return absl::ascii_isupper(c); };
  const auto is_hex = [](unsigned char c) {
    return absl::ascii_isdigit(c) || (c >= 'a' && c <= 'f');
  };
  return value.size() == 2 + kSidDigits &&
         std::all_of(value.begin(), value.begin() + 2, is_upper) &&
         std::all_of(value.begin() + 2, value.end(), is_hex);
}

bool IsDigits(std::string_view value) {
  return !value.empty() && std::all_of(value.begin(), value.end(), [](unsigned char c) {
    return absl::ascii_isdigit(c);
  });
}

// A number in E.164, or a short code.
bool IsNumber(std::string_view value) {
  if (value.starts_with('+')) value.remove_prefix(1);
  return IsDigits(value);
}

// "2010-04-01".
bool IsDate(std::string_view value) {
  constexpr std::string_view kShape = "0000-00-00";
  return value.size() == kShape.size() &&
         std::equal(value.begin(), value.end(), kShape.begin(), [](unsigned char c, char shape) {
           return shape == '-' ? c == '-' : absl::ascii_isdigit(c);
         });
}

using Sorted = std::map<std::string_view, std::string_view>;

Sorted SortedOf(const http::Parameters& form) {
  return Sorted(form.all().begin(), form.all().end());
}

// Whether a parameter that is signed beside the words is known to be Twilio's. The last three come
// with Add-ons, and with what Twilio brings to the fallback address after a failure.
bool IsTwilios(std::string_view name, std::string_view value, const Sorted& form) {
  if (name == "AccountSid" || name == "ApiVersion") return true;  // of a form of their own
  if (name == "AddOns") return value.starts_with('{') && form.contains("ApiVersion");
  if (name == "ErrorCode") return IsDigits(value);
  return name == "ErrorUrl" && value.starts_with("http") && form.contains("ErrorCode");
}

// The letters as they are signed, without Body, and where the guarded names stand in them.
struct Letters {
  std::string text;
  std::set<std::size_t> own;
};

Letters LettersOf(const Sorted& sorted) {
  constexpr std::string_view kPrefix = "Sms";  // SmsMessageSid
  Letters letters;
  for (const auto& [name, value] : sorted) {
    if (name == "Body") {
      letters.text += '\n';
      continue;
    }
    const std::size_t skipped = name == "SmsMessageSid" ? kPrefix.size() : 0;
    if (std::find(kGuarded.begin(), kGuarded.end(), name.substr(skipped)) != kGuarded.end()) {
      letters.own.insert(letters.text.size() + skipped);
    }
    letters.text.append(name).append(value);
  }
  return letters;
}

// FromCity, FromZip and their like are Twilio's: only a number makes it the handset's.
bool IsNumberAt(std::string_view text, std::size_t at) {
  return at < text.size() &&
         (text[at] == '+' || absl::ascii_isdigit(static_cast<unsigned char>(text[at])));
}

// Whether a guarded name stands in the letters, also across parameters, where it is no name.
bool Hides(const Letters& letters, std::string_view guarded) {
  for (std::size_t at = letters.text.find(guarded); at != std::string::npos;
       at = letters.text.find(guarded, at + 1)) {
    if (letters.own.contains(at)) continue;
    if (guarded != "From" || IsNumberAt(letters.text, at + guarded.size())) return true;
  }
  return false;
}

}  // namespace

std::string WhyNoTwilioText(const http::Parameters& form) {
  std::set<std::string_view> names;
  for (const auto& [name, value] : form.all()) {
    if (!IsName(name)) return "a name is no name of Twilio's";
    if (!names.insert(name).second) return absl::StrCat(name, " comes twice");
  }
  const Letters letters = LettersOf(SortedOf(form));
  for (const std::string_view guarded : kGuarded) {
    if (Hides(letters, guarded)) {
      return absl::StrCat(ToAbsl(guarded), " stands within another parameter");
    }
  }
  if (!IsSid(form.Find("AccountSid").value_or(""))) return "AccountSid is not as Twilio writes it";
  const std::string_view sid = form.Find("MessageSid").value_or("");
  if (!IsSid(sid)) return "MessageSid is not as Twilio writes it";
  for (const std::string_view again : {"SmsMessageSid", "SmsSid"}) {
    if (form.Find(again).value_or(sid) != sid) return "the sids of the text are not the same";
  }
  if (!IsNumber(form.Find("From").value_or(""))) return "From is not the number of a handset";
  if (!IsNumber(form.Find("To").value_or(""))) return "To is not the number of a line";
  if (const auto version = form.Find("ApiVersion"); version && !IsDate(*version)) {
    return "ApiVersion is not as Twilio writes it";
  }
  return "";
}

std::optional<std::string> TwilioWords(const http::Parameters& form) {
  const std::optional<std::string_view> body = form.Find("Body");
  if (!body) return std::nullopt;
  std::string words(*body);
  // The words are signed in front of From, and behind AccountSid, which has a length of its own.
  const Sorted sorted = SortedOf(form);
  const auto end = sorted.lower_bound("From");
  for (auto at = sorted.lower_bound("AccountSid"); at != end; ++at) {
    const auto& [name, value] = *at;
    if (name == "Body" || IsTwilios(name, value, sorted)) continue;
    words.append("\n").append(name).append(value);
  }
  return words;
}

}  // namespace ledger
