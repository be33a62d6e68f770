// Input that cannot become an event: why, in which field, and what to do about it (law 7). Holds
// nothing personal: values are masked before they come here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/core/ids.h"

namespace ledger {

// Mirrors consent.v1.RejectReason: stored, never renumbered.
enum class RejectReason : std::uint8_t {
  kUnparseable = 1,
  kUnknownField = 2,
  kUnknownValue = 3,
  kNoFact = 4,
  kBadText = 5,
  kTooLarge = 6,
  kMissingField = 7,
  kInvalidField = 8,
  kUnknownAccount = 9,
  kUnknownProgram = 10,
  kUnknownLine = 11,
  kUnknownTemplate = 12,
  kMissingNumber = 13,
  kInvalidNumber = 14,
  kHasExtension = 15,
  kAmbiguousNumber = 16,
  kMissingTime = 17,
  kInvalidTime = 18,
  kMissingEvidence = 19,
  kNotAllowed = 20,
  kUnknownAttempt = 21,
  kKeyMismatch = 22,
  kRefusedWords = 23,
};

// "missing_field": as metrics, problems and log lines show it. Lives for ever.
[[nodiscard]] std::string_view RejectReasonName(RejectReason reason);

struct Rejected {
  RejectReason reason = RejectReason::kUnparseable;
  std::string field;                 // as a path, "opted_in.programs[0]"; may be empty
  std::string detail;                // what is wrong, naming the field
  std::string value;                 // the wrong value, masked and cut; may be empty
  std::string mend;                  // what to do about it
  AccountId account;                 // if it is known
  std::optional<ContactId> contact;  // if it is known
  // It names an account that is not known, perhaps only not yet.
  bool names_unknown_account = false;
  // The source believes its input delivered, and the contact is known: it must be blocked
  // (EventRejected) before the source is acknowledged.
  bool blocks = false;
};

// `value` made safe to show: digits of a number-like text are hidden, at most 64 characters.
[[nodiscard]] std::string MaskValue(std::string_view value);

}  // namespace ledger
