// The two tokens of the pages, both keyed by the account and useless for anything else.
//
// The page token is in every form that is shown: when, and over what. What is sent with it counts
// at that time and has its name, so a repeat of it is the same event, and what somebody kept and
// sends again after a revocation cannot pass it (law 8).
//
// The link token is the `t` of a link in an e-mail: the address that it was sent to, sealed, with
// an expiry.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "consent/v1/control.pb.h"
#include "ledger/core/ids.h"
#include "ledger/seal/key_ring.h"

namespace ledger {

// A page that is older is shown anew before it is taken.
inline constexpr absl::Duration kPageAgeMax = absl::Hours(1);

// A link opens its form for no longer.
inline constexpr std::int64_t kLinkSecondsMax = 366LL * 24 * 3600;

struct PageStamp {
  TimeMs shown_at_ms = kNoTime;
  std::string nonce;  // 32 hex digits
};

// NotFound: no keys for the account.
[[nodiscard]] absl::StatusOr<std::string> MakePageToken(const KeyRing& keys,
                                                        const AccountId& account,
                                                        const consent::v1::FormDefined& form,
                                                        const PageStamp& stamp);

// Nothing: it is forged, it was shown over another version of the form, or it is too old.
[[nodiscard]] std::optional<PageStamp> ReadPageToken(const KeyRing& keys, const AccountId& account,
                                                     const consent::v1::FormDefined& form,
                                                     std::string_view token, absl::Time now);

// NotFound: no keys for the account.
[[nodiscard]] absl::StatusOr<std::string> MakeLinkToken(const KeyRing& keys,
                                                        const AccountId& account,
                                                        std::string_view form,
                                                        std::string_view email,
                                                        absl::Time expires_at);

// Returns the address. PermissionDenied: forged, cut, or of another form. DeadlineExceeded: it has
// expired.
[[nodiscard]] absl::StatusOr<std::string> ReadLinkToken(const KeyRing& keys,
                                                        const AccountId& account,
                                                        std::string_view form,
                                                        std::string_view token, absl::Time now);

}  // namespace ledger
