#include "ledger/seal/key_ring.h"

#include <openssl/crypto.h>

#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "consent/v1/personal.pb.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"
#include "ledger/seal/envelope.h"
#include "ledger/seal/key_file.h"
#include "ledger/seal/mac_key.h"
#include "ledger/seal/parts.h"

namespace ledger {
namespace {

constexpr std::size_t kTagBytes = 10;
constexpr std::size_t kTimeBytes = 6;

std::string_view View(const Sha256Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string Hex(std::string_view bytes) { return absl::BytesToHexString(ToAbsl(bytes)); }

// Whom an envelope is bound to. The first part keeps the uses of a key apart.
std::string BoundToContact(const AccountId& account, const ContactId& contact) {
  return JoinParts({"personal", account.value(), contact.view()});
}
std::string BoundToUse(const AccountId& account, std::string_view use) {
  return JoinParts({"use", account.value(), use});
}
std::string BoundToBytes(std::string_view key_id) { return JoinParts({"bytes", key_id}); }

absl::Status Damaged(std::string_view how) {
  return absl::DataLossError(absl::StrCat("opening an envelope: ", ToAbsl(how),
                                          "; send nothing to this contact, and look where the "
                                          "record came from"));
}

std::string Wrap(std::string_view key_id, Ciphertext made) {
  consent::v1::Sealed sealed;
  sealed.set_key_id(std::string(key_id));
  sealed.set_nonce(std::move(made.nonce));
  sealed.set_ciphertext(std::move(made.bytes));
  return sealed.SerializeAsString();
}

std::string Plain(const Personal& personal) {
  consent::v1::Personal plain;
  plain.set_number(personal.number);
  plain.set_text(personal.text);
  plain.set_name(personal.name);
  plain.set_ip(personal.ip);
  plain.set_user_agent(personal.user_agent);
  plain.set_email(personal.email);
  plain.set_signature(personal.signature);
  if (const SourceRecord& from = personal.source_record; from != SourceRecord()) {
    consent::v1::SourceRecord& to = *plain.mutable_source_record();
    to.set_word(from.word);
    to.set_method(from.method);
    to.set_disclosure(from.disclosure);
    to.set_time(from.time);
  }
  return plain.SerializeAsString();
}

}  // namespace

struct KeyRing::Keys {
  std::optional<MacKey> pepper;             // none: the installation
  std::map<std::string, DataKey> data_key;  // by "<account>/<key id>"
  std::string sealing_id;                   // of the data key that seals

  ~Keys() {
    for (auto& [id, key] : data_key) OPENSSL_cleanse(key.data(), key.size());
  }

  // The plaintext of `sealed`, or why not.
  absl::StatusOr<std::string> Unwrap(const consent::v1::Sealed& sealed,
                                     std::string_view bound_to) const {
    const auto key = data_key.find(sealed.key_id());
    if (key == data_key.end()) {
      return absl::NotFoundError(absl::StrCat("opening an envelope: the key \"",
                                              absl::CHexEscape(sealed.key_id()),
                                              "\" is not in the key file; add its line"));
    }
    std::optional<std::string> plain =
        Decrypt(key->second, sealed.nonce(), bound_to, sealed.ciphertext());
    if (!plain) return Damaged("it was changed, or belongs to another contact");
    return *std::move(plain);
  }
};

KeyRing::KeyRing() = default;
KeyRing::KeyRing(KeyRing&&) noexcept = default;
KeyRing& KeyRing::operator=(KeyRing&&) noexcept = default;
KeyRing::~KeyRing() = default;

absl::StatusOr<KeyRing> KeyRing::Load(const std::string& path) {
  ASSIGN_OR_RETURN(const std::vector<KeyFileLine> lines, ReadKeyFile(path));
  return FromLines(lines);
}

absl::StatusOr<KeyRing> KeyRing::Parse(std::string_view content, std::string_view path) {
  ASSIGN_OR_RETURN(const std::vector<KeyFileLine> lines, ParseKeyFile(content, path));
  return FromLines(lines);
}

KeyRing KeyRing::FromLines(const std::vector<KeyFileLine>& lines) {
  KeyRing ring;
  for (const KeyFileLine& line : lines) {
    const bool known = line.account != kInstallation;
    std::unique_ptr<Keys>& keys =
        known ? ring.accounts_[AccountId(line.account)] : ring.installation_;
    if (keys == nullptr) keys = std::make_unique<Keys>();
    if (known && !keys->pepper) keys->pepper.emplace(line.pepper);
    keys->sealing_id = absl::StrCat(line.account, "/", line.key_id);
    keys->data_key[keys->sealing_id] = line.data_key;
  }
  return ring;
}

std::string KeyRing::Generate(const AccountId& account) {
  return MakeKeyFileLine(account.value(), "k1");
}

bool KeyRing::Knows(const AccountId& account) const { return accounts_.contains(account); }

std::vector<AccountId> KeyRing::Accounts() const {
  std::vector<AccountId> accounts;
  for (const auto& [account, keys] : accounts_) accounts.push_back(account);
  return accounts;
}

absl::StatusOr<const KeyRing::Keys*> KeyRing::KeysOf(const AccountId& account) const {
  const auto found = accounts_.find(account);
  if (found != accounts_.end()) return found->second.get();
  return absl::NotFoundError(absl::StrCat("no keys for the account \"",
                                          absl::CHexEscape(account.value()),
                                          "\"; add its line to the key file"));
}

absl::StatusOr<ContactId> KeyRing::ContactIdOf(const AccountId& account,
                                               const PhoneNumber& number) const {
  ASSIGN_OR_RETURN(const Keys* keys, KeysOf(account));
  const Sha256Digest digest = keys->pepper->Mac(number.e164());
  return ContactId::FromBytes(View(digest).substr(0, ContactId::kSize));
}

absl::StatusOr<std::string> KeyRing::PepperCheck(const AccountId& account) const {
  ASSIGN_OR_RETURN(const Keys* keys, KeysOf(account));
  return Hex(View(keys->pepper->Mac(JoinParts({"pepper-check", account.value()}))));
}

absl::StatusOr<EventId> KeyRing::ExternalEventId(const AccountId& account, std::string_view source,
                                                 std::string_view publisher_id,
                                                 const ContactId& contact, TimeMs occurred_at_ms,
                                                 std::string_view content) const {
  ASSIGN_OR_RETURN(const Keys* keys, KeysOf(account));
  std::string time;
  AppendNumber(static_cast<std::uint64_t>(occurred_at_ms), time);
  const Sha256Digest mac = keys->pepper->Mac(JoinParts({"content", content}));
  const Sha256Digest named = keys->pepper->Mac(
      JoinParts({"event", account.value(), source, publisher_id, contact.view(), time, View(mac)}));
  std::string id;
  if (occurred_at_ms >= 0) id = time.substr(time.size() - kTimeBytes);
  id += View(named).substr(0, EventId::kSize - id.size());
  return EventId::FromBytes(id);
}

absl::StatusOr<std::string> KeyRing::Seal(const AccountId& account, const ContactId& contact,
                                          const Personal& personal) const {
  ASSIGN_OR_RETURN(const Keys* keys, KeysOf(account));
  return Wrap(keys->sealing_id, Encrypt(keys->data_key.at(keys->sealing_id),
                                        BoundToContact(account, contact), Plain(personal)));
}

absl::StatusOr<Personal> KeyRing::Open(const AccountId& account, const ContactId& contact,
                                       std::string_view sealed) const {
  ASSIGN_OR_RETURN(const Keys* keys, KeysOf(account));
  consent::v1::Sealed envelope;
  if (!envelope.ParseFromArray(sealed.data(), static_cast<int>(sealed.size()))) {
    return Damaged("it is no envelope");
  }
  if (!envelope.key_id().starts_with(account.value() + "/")) {
    return Damaged("it belongs to another account");
  }
  ASSIGN_OR_RETURN(const std::string bytes,
                   keys->Unwrap(envelope, BoundToContact(account, contact)));
  consent::v1::Personal plain;
  if (!plain.ParseFromString(bytes)) return Damaged("its content is no Personal");
  const consent::v1::SourceRecord& record = plain.source_record();
  return Personal{plain.number(),
                  plain.text(),
                  plain.name(),
                  plain.ip(),
                  plain.user_agent(),
                  plain.email(),
                  plain.signature(),
                  {record.word(), record.method(), record.disclosure(), record.time()}};
}

absl::StatusOr<std::string> KeyRing::SealBytes(const AccountId& account,
                                               std::string_view bytes) const {
  const auto found = accounts_.find(account);
  const Keys* keys = found != accounts_.end() ? found->second.get() : installation_.get();
  if (keys == nullptr) {
    return absl::NotFoundError(
        "no key for input without an account; add a line `installation k1 - <64 hex digits>` to "
        "the key file");
  }
  return Wrap(keys->sealing_id,
              Encrypt(keys->data_key.at(keys->sealing_id), BoundToBytes(keys->sealing_id), bytes));
}

absl::StatusOr<std::string> KeyRing::OpenBytes(std::string_view sealed) const {
  consent::v1::Sealed envelope;
  if (!envelope.ParseFromArray(sealed.data(), static_cast<int>(sealed.size()))) {
    return Damaged("it is no envelope");
  }
  const std::string account = envelope.key_id().substr(0, envelope.key_id().find('/'));
  const auto found = accounts_.find(AccountId(account));
  const Keys* keys = found != accounts_.end() ? found->second.get() : installation_.get();
  if (keys == nullptr) return KeysOf(AccountId(account)).status();
  return keys->Unwrap(envelope, BoundToBytes(envelope.key_id()));
}

absl::StatusOr<std::string> KeyRing::SealFor(const AccountId& account, std::string_view use,
                                             std::string_view bytes) const {
  ASSIGN_OR_RETURN(const Keys* keys, KeysOf(account));
  return Wrap(keys->sealing_id, Encrypt(keys->data_key.at(keys->sealing_id),
                                        BoundToUse(account, use), bytes));
}

absl::StatusOr<std::string> KeyRing::OpenFor(const AccountId& account, std::string_view use,
                                             std::string_view sealed) const {
  ASSIGN_OR_RETURN(const Keys* keys, KeysOf(account));
  consent::v1::Sealed envelope;
  if (!envelope.ParseFromArray(sealed.data(), static_cast<int>(sealed.size()))) {
    return Damaged("it is no envelope");
  }
  return keys->Unwrap(envelope, BoundToUse(account, use));
}

absl::StatusOr<std::string> KeyRing::Tag(const AccountId& account, std::string_view text) const {
  ASSIGN_OR_RETURN(const Keys* keys, KeysOf(account));
  return Hex(View(keys->pepper->Mac(JoinParts({"tag", text}))).substr(0, kTagBytes));
}

bool KeyRing::IsTag(const AccountId& account, std::string_view text, std::string_view tag) const {
  const absl::StatusOr<std::string> wanted = Tag(account, text);
  return wanted.ok() && wanted->size() == tag.size() &&
         CRYPTO_memcmp(wanted->data(), tag.data(), tag.size()) == 0;
}

}  // namespace ledger
