#include "ledger/http/api_keys.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ledger/core/check.h"
#include "ledger/core/strings.h"
#include "ledger/http/constant_time.h"
#include "ledger/http/problem.h"

namespace ledger::http {
namespace {

constexpr std::string_view kPrefix = "clk_";
constexpr std::size_t kKeyIdCharsMax = 64;
constexpr std::size_t kPresentedCharsMax = 512;
constexpr std::size_t kHashChars = 64;

bool IsKeyId(std::string_view text) {
  return !text.empty() && text.size() <= kKeyIdCharsMax &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
         });
}

bool IsHash(std::string_view text) {
  return text.size() == kHashChars && std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return absl::ascii_isxdigit(c) && !absl::ascii_isupper(c);
         });
}

constexpr std::string_view kPublisher = "publisher";
constexpr std::string_view kGateway = "gateway";

std::optional<KeyKind> ParseKeyKind(std::string_view word) {
  if (word == kPublisher) return KeyKind::kPublisher;
  if (word == kGateway) return KeyKind::kGateway;
  return std::nullopt;
}

std::string RandomHex(std::size_t bytes) {
  std::string raw(bytes, '\0');
  LEDGER_CHECK(
      RAND_bytes(reinterpret_cast<unsigned char*>(raw.data()), static_cast<int>(raw.size())) == 1);
  return absl::BytesToHexString(raw);
}

}  // namespace

std::string_view KeyOutcomeText(KeyOutcome outcome) {
  switch (outcome) {
    case KeyOutcome::kValid:
      return "valid";
    case KeyOutcome::kMissing:
      return "no key presented";
    case KeyOutcome::kMalformed:
      return "not of the form clk_<key id>_<secret>";
    case KeyOutcome::kUnknownKey:
      return "unknown key id";
    case KeyOutcome::kWrongSecret:
      return "wrong secret";
    case KeyOutcome::kWrongKind:
      return "a key for another door";
  }
  return "";
}

HttpResponse Unauthorized() {
  HttpResponse response =
      ProblemResponse({.status = 401,
                       .type = "unauthenticated",
                       .detail = "no valid API key was presented",
                       .mend = "send the header Authorization: Bearer clk_<key id>_<secret>"});
  response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"consent-ledger\"");
  return response;
}

absl::StatusOr<ApiKeys> ApiKeys::Load(std::string_view path) {
  std::ifstream file{std::string(path), std::ios::binary};
  const std::string content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file.is_open() || file.bad()) {
    return absl::InvalidArgumentError(
        absl::StrCat("cannot read the API key file '", ToAbsl(path), "': ", std::strerror(errno)));
  }
  return Parse(content, path);
}

absl::StatusOr<ApiKeys> ApiKeys::Parse(std::string_view content, std::string_view path) {
  ApiKeys keys;
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(ToAbsl(content), '\n')) {
    ++number;
    const absl::string_view text = line.substr(0, line.find('#'));
    const std::vector<std::string> columns =
        absl::StrSplit(text, absl::ByAnyChar(" \t\r"), absl::SkipEmpty());
    if (columns.empty()) continue;
    // The line itself is not repeated: someone may have written the secret instead of its hash.
    const auto refuse = [&](std::string_view why) {
      return absl::InvalidArgumentError(
          absl::StrCat(ToAbsl(path), ":", number, ": ", ToAbsl(why),
                       "; a line is `<account> <key id> <publisher|gateway> <SHA-256 of the "
                       "secret, hex>`"));
    };
    if (columns.size() != 4) return refuse("expected four columns");
    if (!IsKeyId(columns[1])) return refuse("a key id has lower-case letters, digits and '-' only");
    const std::optional<KeyKind> kind = ParseKeyKind(columns[2]);
    if (!kind) return refuse("the third column is neither `publisher` nor `gateway`");
    if (!IsHash(columns[3])) return refuse("the fourth column is not 64 lower-case hex digits");
    const Entry entry{AccountId(columns[0]), *kind, columns[3]};
    if (!keys.by_key_id_.try_emplace(columns[1], entry).second) {
      return refuse(absl::StrCat("the key id '", columns[1], "' stands twice"));
    }
  }
  if (keys.by_key_id_.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(ToAbsl(path), ": no key in the file, so nobody could call"));
  }
  return keys;
}

KeyVerdict ApiKeys::Authenticate(const Headers& headers, KeyKind wanted) const {
  const std::optional<std::string_view> header = headers.Find("Authorization");
  if (!header) return {};
  static constexpr std::string_view kScheme = "Bearer ";
  if (!absl::StartsWithIgnoreCase(ToAbsl(*header), ToAbsl(kScheme))) {
    return {.outcome = KeyOutcome::kMalformed, .account = {}, .key_id = ""};
  }
  return AuthenticateKey(ToStd(absl::StripAsciiWhitespace(ToAbsl(header->substr(kScheme.size())))),
                         wanted);
}

KeyVerdict ApiKeys::AuthenticateKey(std::string_view presented, KeyKind wanted) const {
  KeyVerdict verdict{.outcome = KeyOutcome::kMalformed, .account = {}, .key_id = ""};
  if (presented.empty()) return {};
  if (presented.size() > kPresentedCharsMax || !presented.starts_with(kPrefix)) return verdict;
  presented.remove_prefix(kPrefix.size());
  const std::size_t divider = presented.find('_');
  if (divider == std::string_view::npos || divider + 1 == presented.size() ||
      !IsKeyId(presented.substr(0, divider))) {
    return verdict;
  }
  verdict.key_id = std::string(presented.substr(0, divider));
  const std::string hash = HashApiSecret(presented.substr(divider + 1));
  const auto entry = by_key_id_.find(verdict.key_id);
  if (entry == by_key_id_.end()) {
    verdict.outcome = KeyOutcome::kUnknownKey;
  } else if (!ConstantTimeEquals(hash, entry->second.secret_hash)) {
    verdict.outcome = KeyOutcome::kWrongSecret;
  } else if (entry->second.kind != wanted) {
    verdict.outcome = KeyOutcome::kWrongKind;
  } else {
    verdict.outcome = KeyOutcome::kValid;
    verdict.account = entry->second.account;
  }
  return verdict;
}

NewApiKey MakeApiKey(const AccountId& account, KeyKind kind) {
  LEDGER_CHECK(account.value().find_first_of(" \t\r\n#") == std::string::npos);
  LEDGER_CHECK(!account.value().empty());
  const std::string key_id = RandomHex(6);
  const std::string secret = RandomHex(32);
  return {.presented = absl::StrCat(ToAbsl(kPrefix), key_id, "_", secret),
          .file_line = absl::StrCat(account.value(), " ", key_id, " ",
                                    ToAbsl(kind == KeyKind::kGateway ? kGateway : kPublisher), " ",
                                    HashApiSecret(secret))};
}

std::string HashApiSecret(std::string_view secret) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  LEDGER_CHECK(
      EVP_Digest(secret.data(), secret.size(), digest.data(), &length, EVP_sha256(), nullptr) == 1);
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(digest.data()), length));
}

}  // namespace ledger::http
