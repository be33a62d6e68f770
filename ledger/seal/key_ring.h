// The keyed derivations of the ledger: contact ids, event ids, envelopes. Keys come from a file
// (one line an account) that only the front door, the keyword-handler, the dispatcher and the
// command line read; the projector never does.
//
// An envelope is a serialised consent.v1.Sealed: AES-256-GCM under the account's key, bound to
// account and contact, so that it cannot be moved to another. The key file stands in key_file.h.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ledger/core/ids.h"
#include "ledger/core/phone_number.h"
#include "ledger/seal/personal.h"

namespace ledger {

struct KeyFileLine;

// Thread rule: safe from many threads once loaded.
class KeyRing {
 public:
  // Reads the key file. InvalidArgument names the line and the mend.
  static absl::StatusOr<KeyRing> Load(const std::string& path);
  // The same from its content; `path` is for messages.
  static absl::StatusOr<KeyRing> Parse(std::string_view content, std::string_view path);
  // Makes a line of the key file for a new account, without a newline; see AppendKeyFileLine().
  [[nodiscard]] static std::string Generate(const AccountId& account);

  KeyRing(KeyRing&&) noexcept;
  KeyRing& operator=(KeyRing&&) noexcept;
  ~KeyRing();

  [[nodiscard]] bool Knows(const AccountId& account) const;
  // Whether there is a key for input of no account.
  [[nodiscard]] bool has_installation() const { return installation_ != nullptr; }
  // All accounts with keys here, sorted.
  [[nodiscard]] std::vector<AccountId> Accounts() const;

  // HMAC-SHA-256(account pepper, E.164) cut to 16 bytes. NotFound: no keys for the account.
  [[nodiscard]] absl::StatusOr<ContactId> ContactIdOf(const AccountId& account,
                                                      const PhoneNumber& number) const;

  // What the control topic holds to recognise the pepper by, lower-case hex. NotFound as above.
  [[nodiscard]] absl::StatusOr<std::string> PepperCheck(const AccountId& account) const;

  // The id of an event from outside: from (account, source, publisher's id, contact, MAC), the MAC
  // keyed by the pepper over `content`, which covers the kind and every field's plaintext but those
  // that may differ when it is delivered again. Begins with `occurred_at_ms` (6 bytes, big-endian)
  // if that is known.
  [[nodiscard]] absl::StatusOr<EventId> ExternalEventId(
      const AccountId& account, std::string_view source, std::string_view publisher_id,
      const ContactId& contact, TimeMs occurred_at_ms, std::string_view content) const;

  // Seals `personal` for the contact. Two calls give two different envelopes.
  [[nodiscard]] absl::StatusOr<std::string> Seal(const AccountId& account, const ContactId& contact,
                                                 const Personal& personal) const;
  // Opens an envelope. DataLoss: it was damaged or belongs to another contact. NotFound: its key is
  // not here. After either nothing may be sent on its ground.
  [[nodiscard]] absl::StatusOr<Personal> Open(const AccountId& account, const ContactId& contact,
                                              std::string_view sealed) const;

  // Seals bytes that were refused: under the account's key, or the installation's if the account
  // has no keys here. NotFound: neither has.
  [[nodiscard]] absl::StatusOr<std::string> SealBytes(const AccountId& account,
                                                      std::string_view bytes) const;
  // Opens what SealBytes() made; errors as for Open().
  [[nodiscard]] absl::StatusOr<std::string> OpenBytes(std::string_view sealed) const;

  // Seals bytes that come back from outside, for one use that `use` names: a link in an e-mail.
  // NotFound: no keys for the account.
  [[nodiscard]] absl::StatusOr<std::string> SealFor(const AccountId& account, std::string_view use,
                                                    std::string_view bytes) const;
  // Opens what SealFor() made for the same account and use; errors as for Open().
  [[nodiscard]] absl::StatusOr<std::string> OpenFor(const AccountId& account, std::string_view use,
                                                    std::string_view sealed) const;

  // A short keyed tag over `text`, lower-case hex (20 characters), for references that come back
  // from a gateway; and its check in constant time (false also for an unknown account).
  [[nodiscard]] absl::StatusOr<std::string> Tag(const AccountId& account,
                                                std::string_view text) const;
  [[nodiscard]] bool IsTag(const AccountId& account, std::string_view text,
                           std::string_view tag) const;

 private:
  struct Keys;
  KeyRing();
  static KeyRing FromLines(const std::vector<KeyFileLine>& lines);
  [[nodiscard]] absl::StatusOr<const Keys*> KeysOf(const AccountId& account) const;

  std::map<AccountId, std::unique_ptr<Keys>> accounts_;
  std::unique_ptr<Keys> installation_;
};

}  // namespace ledger
