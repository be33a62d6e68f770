#include "ledger/forms/form_token.h"

#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"
#include "ledger/seal/parts.h"

namespace ledger {
namespace {

constexpr char kLinkUse[] = "form link";

// The whole definition: who sends a page saw exactly this form.
std::string TaggedPage(const consent::v1::FormDefined& form, std::string_view shown_at,
                       std::string_view nonce) {
  return JoinParts({"form page", form.SerializeAsString(), shown_at, nonce});
}

absl::Status ForgedLink() {
  return absl::PermissionDeniedError("the link's token is not one of this form");
}

}  // namespace

absl::StatusOr<std::string> MakePageToken(const KeyRing& keys, const AccountId& account,
                                          const consent::v1::FormDefined& form,
                                          const PageStamp& stamp) {
  const std::string shown_at = absl::StrCat(stamp.shown_at_ms);
  ASSIGN_OR_RETURN(const std::string tag,
                   keys.Tag(account, TaggedPage(form, shown_at, stamp.nonce)));
  return absl::StrCat(shown_at, ".", stamp.nonce, ".", tag);
}

std::optional<PageStamp> ReadPageToken(const KeyRing& keys, const AccountId& account,
                                       const consent::v1::FormDefined& form,
                                       std::string_view token, absl::Time now) {
  const std::vector<std::string> parts = absl::StrSplit(ToAbsl(token), '.');
  PageStamp stamp;
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[0], &stamp.shown_at_ms)) return std::nullopt;
  stamp.nonce = parts[1];
  if (!keys.IsTag(account, TaggedPage(form, parts[0], stamp.nonce), parts[2])) return std::nullopt;
  if (now - absl::FromUnixMillis(stamp.shown_at_ms) > kPageAgeMax) return std::nullopt;
  return stamp;
}

absl::StatusOr<std::string> MakeLinkToken(const KeyRing& keys, const AccountId& account,
                                          std::string_view form, std::string_view email,
                                          absl::Time expires_at) {
  // Neither a form's id nor a number has a line break.
  const std::string plain =
      absl::StrCat(ToAbsl(form), "\n", absl::ToUnixMillis(expires_at), "\n", ToAbsl(email));
  ASSIGN_OR_RETURN(const std::string sealed, keys.SealFor(account, kLinkUse, plain));
  return absl::WebSafeBase64Escape(sealed);
}

absl::StatusOr<std::string> ReadLinkToken(const KeyRing& keys, const AccountId& account,
                                          std::string_view form, std::string_view token,
                                          absl::Time now) {
  std::string sealed;
  if (!absl::WebSafeBase64Unescape(ToAbsl(token), &sealed)) return ForgedLink();
  const absl::StatusOr<std::string> plain = keys.OpenFor(account, kLinkUse, sealed);
  if (!plain.ok()) return ForgedLink();
  const std::vector<std::string> parts = absl::StrSplit(*plain, absl::MaxSplits('\n', 2));
  std::int64_t expires_ms = 0;
  if (parts.size() != 3 || parts[0] != form || !absl::SimpleAtoi(parts[1], &expires_ms)) {
    return ForgedLink();
  }
  if (now >= absl::FromUnixMillis(expires_ms)) {
    return absl::DeadlineExceededError("the link has expired");
  }
  return parts[2];
}

}  // namespace ledger
