// What the fold knows of one message: a text that is attempted at most once, ever (law 3). Its
// states are those of the checked model: free, open, unknown, done. Also the last verdict, so that
// every message has a reason.
#pragma once

#include <cstdint>
#include <string>

#include "ledger/core/facts_sending.h"
#include "ledger/core/ids.h"
#include "ledger/core/message_class.h"
#include "ledger/core/program.h"
#include "ledger/core/reason.h"

namespace ledger {

enum class AttemptState : std::uint8_t {
  kFree = 0,     // never granted, or the grant was withdrawn
  kOpen = 1,     // granted; the dispatcher of `epoch` has not said what became of it
  kDone = 2,     // concluded or reported on
  kUnknown = 3,  // concluded as unknown: never sent again
};

struct MessageState {
  AttemptState state = AttemptState::kFree;
  IntentId grant;            // the intent that took the message
  Offset epoch = kNoOffset;  // of the grant
  Offset granted_at = kNoOffset;
  TimeMs granted_at_ms = kNoTime;
  Reason last_denial = Reason::kNone;  // of the latest denied intent while free
  SendOutcome outcome = SendOutcome::kUnknownValue;
  Delivery delivery = Delivery::kUnknown;

  MessageClass message_class = MessageClass::kUnknown;
  ProgramRef program;
  CampaignId campaign;  // empty: not a campaign's
  std::uint32_t step = 0;
  bool counted_ask = false;  // this grant is counted in ProgramConsent::asks

  friend bool operator==(const MessageState&, const MessageState&) = default;
};

// The state under the partition's present epoch: a grant that an older dispatcher left open is
// unknown.
[[nodiscard]] inline AttemptState StateUnder(const MessageState& message, Offset epoch) {
  if (message.state == AttemptState::kOpen && message.epoch != epoch) return AttemptState::kUnknown;
  return message.state;
}

}  // namespace ledger
