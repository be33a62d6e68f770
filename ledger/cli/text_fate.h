// What became of one text, read from its contact's history: the verdict, the outcome, the delivery.
// Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/core/facts_sending.h"
#include "ledger/core/ids.h"
#include "ledger/core/reason.h"
#include "ledger/ports/projection.h"

namespace ledger::cli {

struct TextFate {
  bool granted = false;             // and not taken back since
  Reason denied = Reason::kNone;    // the latest denial, while not granted
  Offset verdict = kNoOffset;       // of the intent that got the latest verdict
  std::optional<SendOutcome> outcome;
  std::string detail;  // the gateway's or the carrier's words
  std::optional<Delivery> delivery;
  friend bool operator==(const TextFate&, const TextFate&) = default;
};

// `history`: the oldest first.
[[nodiscard]] TextFate FateOf(const MessageId& message, const ContactId& contact,
                              const std::vector<HistoryEntry>& history);

// How far it is, as a script may ask.
enum class TextState {
  kWaits,
  kDeniedForNow,
  kDenied,
  kGranted,
  kAccepted,
  kFailed,
  kDelivered,
  kUnknown
};
[[nodiscard]] TextState StateOf(const TextFate& fate);

// "denied", "delivered" ... as JSON says it.
[[nodiscard]] std::string_view TextStateName(TextState state);

// In a sentence, with the reason.
[[nodiscard]] std::string FateText(const TextFate& fate);

// Whether nothing more is to be waited for, but perhaps a delivery report.
[[nodiscard]] bool HasEnded(TextState state);

// kExitOk: it is out; kExitRefused: it is refused or failed; kExitTemporary: nothing is settled
// yet; kExitRuntimeFailure: nobody knows whether it left, and it is never sent again.
[[nodiscard]] int ExitCodeOf(TextState state);

}  // namespace ledger::cli
