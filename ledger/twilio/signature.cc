#include "ledger/twilio/signature.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ledger/core/check.h"
#include "ledger/core/digest.h"
#include "ledger/http/constant_time.h"

namespace ledger {
namespace {

constexpr std::string_view kScheme = "://";

// Where the port's colon stands in the address, and where the host with its port ends.
struct Authority {
  std::size_t colon = 0;  // == end: no port
  std::size_t end = 0;
};

Authority FindAuthority(std::string_view url) {
  const std::size_t scheme = url.find(kScheme);
  const std::size_t begin = scheme == std::string_view::npos ? 0 : scheme + kScheme.size();
  const std::size_t end = std::min(url.find_first_of("/?", begin), url.size());
  const std::size_t colon = url.substr(0, end).rfind(':');
  const bool has_port = colon != std::string_view::npos && colon >= begin &&
                        url.find(']', colon) >= end;  // not a colon within [::1]
  return {has_port ? colon : end, end};
}

// Twilio signs some addresses with their port and some without, so both are tried.
std::string WithoutPort(std::string_view url) {
  const Authority at = FindAuthority(url);
  return std::string(url.substr(0, at.colon)).append(url.substr(at.end));
}

std::string WithPort(std::string_view url) {
  const Authority at = FindAuthority(url);
  if (at.colon != at.end) return std::string(url);
  std::string with(url.substr(0, at.end));
  return with.append(url.starts_with("https") ? ":443" : ":80").append(url.substr(at.end));
}

bool IsSigned(std::string_view presented, const std::string& url, const http::Parameters& form,
              const std::vector<Secret>& tokens) {
  bool found = false;
  for (const Secret& token : tokens) {
    for (const std::string& spelling : {WithoutPort(url), WithPort(url)}) {
      found |= http::ConstantTimeEquals(presented, TwilioSignature(token.Reveal(), spelling, form));
    }
  }
  return found;
}

}  // namespace

std::string TwilioSignature(std::string_view auth_token, std::string_view url,
                            const http::Parameters& form) {
  // By name, and each value once, as Twilio's own libraries do.
  std::map<std::string_view, std::set<std::string_view>> sorted;
  for (const auto& [name, value] : form.all()) sorted[name].insert(value);
  std::string text(url);
  for (const auto& [name, values] : sorted) {
    for (const std::string_view value : values) text.append(name).append(value);
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned int length = 0;
  LEDGER_CHECK(HMAC(EVP_sha1(), auth_token.data(), static_cast<int>(auth_token.size()),
                    reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac.data(),
                    &length) != nullptr);
  return absl::Base64Escape(
      absl::string_view(reinterpret_cast<const char*>(mac.data()), length));
}

std::vector<Secret> ReadTwilioTokens(const Secret& file) {
  std::vector<Secret> tokens;
  for (const absl::string_view line : absl::StrSplit(file.Reveal(), '\n')) {
    const absl::string_view token = absl::StripAsciiWhitespace(line);
    if (!token.empty()) tokens.emplace_back(std::string(token));
  }
  return tokens;
}

std::string_view TwilioVerdictText(TwilioVerdict verdict) {
  switch (verdict) {
    case TwilioVerdict::kSigned:
      return "signed";
    case TwilioVerdict::kNoToken:
      return "no auth token of Twilio is set";
    case TwilioVerdict::kNoSignature:
      return "no signature";
    case TwilioVerdict::kWrongSignature:
      return "wrong signature, auth token or public URL";
    case TwilioVerdict::kWrongBodyDigest:
      return "the body is not the signed one";
  }
  return "";
}

TwilioVerdict JudgeTwilio(const http::HttpRequest& request, const http::Parameters& form,
                          const TwilioWebhooks& webhooks) {
  if (webhooks.auth_tokens.empty()) return TwilioVerdict::kNoToken;
  const std::optional<std::string_view> presented = request.headers.Find("X-Twilio-Signature");
  if (!presented) return TwilioVerdict::kNoSignature;
  const std::string url = absl::StrCat(webhooks.public_url, request.target);
  if (!IsSigned(*presented, url, form, webhooks.auth_tokens)) {
    return TwilioVerdict::kWrongSignature;
  }
  const std::optional<std::string_view> digest = request.query.Find("bodySHA256");
  if (!form.all().empty() || request.body.empty()) return TwilioVerdict::kSigned;
  // The signature covers no such body: its digest must.
  const bool covered = digest && http::ConstantTimeEquals(*digest, HexSha256(request.body));
  return covered ? TwilioVerdict::kSigned : TwilioVerdict::kWrongBodyDigest;
}

}  // namespace ledger
