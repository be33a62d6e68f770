// Who may call: API keys per account, from a file that holds only hashes.
//
// A line of the file is `<account> <key id> <publisher|gateway> <SHA-256 of the secret, hex>`; '#'
// begins a comment. A publisher's key brings events in; a gateway's brings what handsets said, and
// neither opens the other's door (law 8). An account may have several keys (two at least
// while they are rotated). A key is presented as `Authorization: Bearer clk_<key id>_<secret>`; the
// prefix lets scanners find a leaked one. The secret is 256 random bits, so one fast hash is
// right: there is nothing to guess.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "ledger/core/ids.h"
#include "ledger/http/http_message.h"

namespace ledger::http {

enum class KeyKind { kPublisher, kGateway };

enum class KeyOutcome {
  kValid,
  kMissing,      // no key was presented
  kMalformed,    // not of the form above
  kUnknownKey,   // no such key id
  kWrongSecret,  // the key id exists, the secret is another
  kWrongKind,    // the key is right, but for another door
};

inline constexpr std::size_t kKeyOutcomes = 6;

struct KeyVerdict {
  KeyOutcome outcome = KeyOutcome::kMissing;
  AccountId account;   // if valid
  std::string key_id;  // if well formed; may be logged
};

// In words, for the log. Tell the client Unauthorized() only: which of them it was helps a thief.
[[nodiscard]] std::string_view KeyOutcomeText(KeyOutcome outcome);

// The 401 for every outcome but kValid.
[[nodiscard]] HttpResponse Unauthorized();

// Immutable after loading; thread-safe.
class ApiKeys {
 public:
  // InvalidArgument names path, line and mend: unreadable, wrong columns, a doubled key id, no
  // hash, or no key at all.
  static absl::StatusOr<ApiKeys> Load(std::string_view path);
  // The same from the content; `path` is for messages.
  static absl::StatusOr<ApiKeys> Parse(std::string_view content, std::string_view path);

  // Judges the Authorization header of a caller that must be a `wanted`.
  [[nodiscard]] KeyVerdict Authenticate(const Headers& headers, KeyKind wanted) const;
  // Judges a bare `clk_...` (for gateways that can only put it into the query).
  [[nodiscard]] KeyVerdict AuthenticateKey(std::string_view presented, KeyKind wanted) const;

  [[nodiscard]] std::size_t size() const { return by_key_id_.size(); }

 private:
  struct Entry {
    AccountId account;
    KeyKind kind = KeyKind::kPublisher;
    std::string secret_hash;  // lower-case hex
  };
  std::map<std::string, Entry, std::less<>> by_key_id_;
};

struct NewApiKey {
  std::string presented;  // clk_<key id>_<secret>: shown once, stored nowhere
  std::string file_line;  // for the file, without a newline
};

// Makes a key from the system's random source. REQUIRES: `account` has no white space.
[[nodiscard]] NewApiKey MakeApiKey(const AccountId& account, KeyKind kind);

// SHA-256 of `secret` in lower-case hex, as the file has it.
[[nodiscard]] std::string HashApiSecret(std::string_view secret);

}  // namespace ledger::http
