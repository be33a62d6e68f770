// What a delivery report must bring back: which attempt it is about. Stands in the dlr-url of a
// text as letters, digits and dots only (the gateway expands % codes there), and carries a keyed
// tag, so that nobody can report on what was never sent.
//
//   <account, base32> "." <contact, message, intent: 48 bytes, base32> "." <tag, 20 hex digits>
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "ledger/core/ids.h"
#include "ledger/seal/key_ring.h"

namespace ledger {

struct ReportReference {
  AccountId account;
  ContactId contact;
  MessageId message;
  IntentId intent;
  friend bool operator==(const ReportReference&, const ReportReference&) = default;
};

// NotFound: no keys for the account.
[[nodiscard]] absl::StatusOr<std::string> MakeReportReference(const ReportReference& reference,
                                                              const KeyRing& keys);

// InvalidArgument: it is damaged, forged, or of another installation; nothing may follow from it.
[[nodiscard]] absl::StatusOr<ReportReference> ParseReportReference(std::string_view text,
                                                                   const KeyRing& keys);

}  // namespace ledger
