#include "ledger/cli/text_fate.h"

#include "ledger/codec/record_codec.h"
#include "ledger/core/base32.h"
#include "ledger/core/reason_words.h"
#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

void NoteConclusion(const SendConcluded& fact, const Effect& effect, TextFate& fate) {
  if (effect.disposition == Disposition::kIgnored) return;
  fate.detail = fact.detail;
  if (fact.outcome == SendOutcome::kWithdrawn) {
    fate.granted = false;
    fate.outcome.reset();
  } else {
    fate.outcome = fact.outcome;
  }
}

// A delivery is never taken back by a later failure.
void NoteReport(const DeliveryReported& fact, const Effect& effect, TextFate& fate) {
  if (effect.disposition == Disposition::kIgnored || fate.delivery == Delivery::kDelivered) return;
  fate.delivery = fact.delivery;
  if (!fact.detail.empty()) fate.detail = fact.detail;
}

// A verdict tells something new only while the text is not granted.
void NoteVerdict(Offset offset, const Effect& effect, TextFate& fate) {
  if (effect.disposition == Disposition::kGranted) {
    fate.granted = true;
    fate.denied = Reason::kNone;
    fate.detail.clear();
    fate.verdict = offset;
  } else if (effect.disposition == Disposition::kDenied && !fate.granted) {
    fate.denied = effect.reason;
    fate.verdict = offset;
  }
}

std::string WithDetail(std::string text, const std::string& detail) {
  return detail.empty() ? text : text + ": " + detail;
}

}  // namespace

TextFate FateOf(const MessageId& message, const ContactId& contact,
                const std::vector<HistoryEntry>& history) {
  TextFate fate;
  Decoder decoder;
  for (const HistoryEntry& entry : history) {
    const Record record =
        decoder.Decode(entry.offset, entry.appended_at_ms, ContactKey(contact), entry.value);
    const auto* event = std::get_if<Event>(&record.content);
    if (event == nullptr || MessageOf(event->fact) != message) continue;
    if (std::holds_alternative<SendIntended>(event->fact)) {
      NoteVerdict(entry.offset, entry.effect, fate);
    } else if (const auto* concluded = std::get_if<SendConcluded>(&event->fact)) {
      NoteConclusion(*concluded, entry.effect, fate);
    } else if (const auto* reported = std::get_if<DeliveryReported>(&event->fact)) {
      NoteReport(*reported, entry.effect, fate);
    }
  }
  return fate;
}

TextState StateOf(const TextFate& fate) {
  if (fate.delivery == Delivery::kDelivered) return TextState::kDelivered;
  if (fate.delivery.has_value()) return TextState::kFailed;
  if (fate.outcome.has_value()) {
    switch (*fate.outcome) {
      case SendOutcome::kAccepted:
      case SendOutcome::kQueued:
        return TextState::kAccepted;
      case SendOutcome::kRejected:
        return TextState::kFailed;
      case SendOutcome::kUnknown:
      case SendOutcome::kWithdrawn:
      case SendOutcome::kUnknownValue:
        break;
    }
    return TextState::kUnknown;
  }
  if (fate.granted) return TextState::kGranted;
  if (fate.denied == Reason::kNone) return TextState::kWaits;
  return IsFinal(fate.denied) ? TextState::kDenied : TextState::kDeniedForNow;
}

std::string_view TextStateName(TextState state) {
  switch (state) {
    case TextState::kWaits:
      return "waits";
    case TextState::kDeniedForNow:
      return "denied_for_now";
    case TextState::kDenied:
      return "denied";
    case TextState::kGranted:
      return "granted";
    case TextState::kAccepted:
      return "accepted";
    case TextState::kFailed:
      return "failed";
    case TextState::kDelivered:
      return "delivered";
    case TextState::kUnknown:
      break;
  }
  return "unknown";
}

std::string FateText(const TextFate& fate) {
  switch (StateOf(fate)) {
    case TextState::kWaits:
      return "waits for its verdict";
    case TextState::kDeniedForNow:
      return "denied for now: " + std::string(ReasonWords(fate.denied)) + "; it is tried again";
    case TextState::kDenied:
      return "denied: " + std::string(ReasonWords(fate.denied));
    case TextState::kGranted:
      return "granted, on its way to the gateway";
    case TextState::kAccepted:
      return WithDetail("granted, and accepted by the gateway", fate.detail);
    case TextState::kFailed:
      return WithDetail("granted, but not delivered", fate.detail);
    case TextState::kDelivered:
      return "granted, and delivered";
    case TextState::kUnknown:
      break;
  }
  return "granted, but nobody knows whether it left; it is never sent again";
}

bool HasEnded(TextState state) {
  switch (state) {
    case TextState::kWaits:
    case TextState::kDeniedForNow:
    case TextState::kGranted:
      return false;
    case TextState::kDenied:
    case TextState::kAccepted:
    case TextState::kFailed:
    case TextState::kDelivered:
    case TextState::kUnknown:
      break;
  }
  return true;
}

int ExitCodeOf(TextState state) {
  switch (state) {
    case TextState::kAccepted:
    case TextState::kDelivered:
      return kExitOk;
    case TextState::kDenied:
    case TextState::kFailed:
      return kExitRefused;
    case TextState::kWaits:
    case TextState::kDeniedForNow:
    case TextState::kGranted:
      return kExitTemporary;
    case TextState::kUnknown:
      break;
  }
  return kExitRuntimeFailure;
}

}  // namespace ledger::cli
