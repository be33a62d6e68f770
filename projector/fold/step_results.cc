#include "projector/fold/step_results.h"

#include <algorithm>

namespace projector {
namespace {

using ledger::AttemptState;
using ledger::Delivery;
using ledger::MessageState;
using ledger::Reason;
using ledger::SendOutcome;
using ledger::StepResult;

std::uint64_t* PlaceOfDone(const MessageState& message, StepResult& result) {
  switch (message.delivery) {
    case Delivery::kDelivered:
      return &result.delivered;
    case Delivery::kFailed:
    case Delivery::kExpired:
      return &result.failed;
    case Delivery::kUnknown:
      break;
  }
  switch (message.outcome) {
    case SendOutcome::kAccepted:
      return &result.accepted;
    case SendOutcome::kQueued:
      return &result.queued;
    case SendOutcome::kRejected:
      return &result.rejected;
    case SendOutcome::kUnknownValue:
    case SendOutcome::kUnknown:
    case SendOutcome::kWithdrawn:
      break;
  }
  return &result.unknown;
}

std::uint64_t* PlaceOf(const MessageState& message, ledger::Offset epoch, StepResult& result) {
  switch (StateUnder(message, epoch)) {
    case AttemptState::kFree:
      if (message.last_denial != Reason::kNone) return &result.denied[message.last_denial];
      return message.outcome == SendOutcome::kWithdrawn ? &result.withdrawn : nullptr;
    case AttemptState::kOpen:
      return &result.open;
    case AttemptState::kDone:
      return PlaceOfDone(message, result);
    case AttemptState::kUnknown:
      return &result.unknown;
  }
  return nullptr;
}

// Never below zero: a log in which two accounts claim one message may be wrong, but not end us.
void Add(std::uint64_t& count, int by) {
  if (by > 0) {
    ++count;
  } else if (count > 0) {
    --count;
  }
}

}  // namespace

void CountMessage(const MessageState& message, ledger::Offset epoch, int by, StepResult& result) {
  std::uint64_t* place = PlaceOf(message, epoch, result);
  if (place == nullptr) return;
  Add(*place, by);
  std::erase_if(result.denied, [](const auto& entry) { return entry.second == 0; });
}

void MoveToUnknown(StepResult& result) {
  Add(result.open, -1);
  Add(result.unknown, 1);
}

void NoteGrant(ledger::TimeMs at_ms, StepResult& result) {
  if (result.first_grant_ms == ledger::kNoTime) result.first_grant_ms = at_ms;
  result.last_grant_ms = std::max(result.last_grant_ms, at_ms);
}

}  // namespace projector
