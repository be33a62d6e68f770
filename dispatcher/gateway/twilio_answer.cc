#include "dispatcher/gateway/twilio_answer.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "dispatcher/gateway/attempts.h"
#include "ledger/twilio/error_code.h"

namespace dispatcher {
namespace {

using Json = nlohmann::json;

constexpr int kCreated = 201;
constexpr int kUnauthorized = 401;
constexpr int kNotAllowed = 403;
constexpr int kNotFound = 404;
constexpr int kTooMany = 429;
constexpr int kFirstCodeOfTexts = 21'000;  // below are those about calls and accounts
constexpr int kTimedOut = 408;  // somebody between us and Twilio gave up waiting
constexpr std::size_t kSidChars = 34;  // two letters and 32 hex digits

// Discarded, and so without members, if it is no JSON.
Json Parse(const std::string& body) { return Json::parse(body, nullptr, false); }

std::string TextOf(const Json& json, const char* name) {
  const auto found = json.is_object() ? json.find(name) : json.end();
  return json.is_object() && found != json.end() && found->is_string() ? found->get<std::string>()
                                                                       : std::string();
}

int CodeOf(const Json& json, const char* name) {
  if (!json.is_object()) return 0;
  const auto found = json.find(name);
  if (found == json.end() || !found->is_number_integer()) return 0;
  const auto code = found->get<std::int64_t>();
  return code > 0 && code < 1'000'000 ? static_cast<int>(code) : 0;
}

bool IsSid(const std::string& text) {
  return text.size() == kSidChars &&
         std::all_of(text.begin(), text.end(), absl::ascii_isalnum);
}

// The words of an error are left out: they may hold the number.
void Refuse(const TransferResult& answer, int code, AttemptResult& result) {
  const ledger::TwilioError error = ledger::MeaningOfTwilioError(code);
  result.outcome = ledger::SendOutcome::kRejected;
  result.permanent = error.permanent;
  result.provider_opt_out = error.provider_opt_out;
  if (code > 0) result.detail = absl::StrCat(answer.status, " ", code);
}

void ReadCreated(const TransferResult& answer, const Json& json, AttemptResult& result) {
  const std::string sid = TextOf(json, "sid");
  if (!IsSid(sid)) return;  // cut off, or another server's: nobody knows what was taken
  const std::string status = TextOf(json, "status");
  result.provider_id = sid;
  if (status == "failed" || status == "undelivered" || status == "canceled") {
    return Refuse(answer, CodeOf(json, "error_code"), result);
  }
  result.outcome = status == "scheduled" ? ledger::SendOutcome::kQueued
                                         : ledger::SendOutcome::kAccepted;
}

}  // namespace

AttemptResult ReadTwilioAnswer(const TransferResult& answer) {
  AttemptResult result = BeforeAnswer(answer);
  if (answer.fate != TransferResult::Fate::kAnswered) return result;
  result.detail = absl::StrCat(answer.status);
  if (answer.status == kCreated) {
    ReadCreated(answer, Parse(answer.body), result);
  } else if (answer.status >= 400 && answer.status < 500 && answer.status != kTimedOut) {
    Refuse(answer, CodeOf(Parse(answer.body), "code"), result);
  }
  return result;  // a 5xx, a redirect: it may have been taken
}

bool RefusesUs(const TransferResult& answer) {
  if (answer.fate != TransferResult::Fate::kAnswered) return false;
  if (answer.status == kUnauthorized || answer.status == kTooMany) return true;
  // 404: the account is gone, or the base URL leads elsewhere; it says nothing about the text.
  const bool is_ours = answer.status == kNotAllowed || answer.status == kNotFound;
  return is_ours && CodeOf(Parse(answer.body), "code") < kFirstCodeOfTexts;
}

std::string ReadTwilioProbe(const TransferResult& answer) {
  if (answer.fate != TransferResult::Fate::kAnswered) return answer.detail;
  const Json json = Parse(answer.body);
  if (answer.status != 200) {
    const int code = CodeOf(json, "code");
    return code > 0 ? absl::StrCat(answer.status, " ", code) : absl::StrCat(answer.status);
  }
  if (TextOf(json, "status") == "active") return "";
  return "the account is not active";
}

}  // namespace dispatcher
