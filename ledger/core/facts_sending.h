// The facts of sending: somebody asks for a text, the dispatcher intends it, what became of it. The
// protocol stands in section 6 of the design; the wire form is proto/consent/v1/sending.proto.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "ledger/core/facts_consent.h"
#include "ledger/core/ids.h"
#include "ledger/core/message_class.h"
#include "ledger/core/program.h"

namespace ledger {

// From outside: a single text or an opt-in request is due. The words are sealed in the event.
struct MessageRequested {
  MessageId message;
  MessageClass message_class = MessageClass::kUnknown;  // kSingle or kOptInRequest
  ProgramRef program;
  LineId line;
  std::string template_key;  // instead of sealed words
  TimeMs deadline_ms = kNoTime;
  std::string requester;
  Evidence evidence = {};  // of the person who asked for it on a form; empty: somebody else asked
  OptInMethod method = OptInMethod::kUnknown;  // where; with evidence only
  std::string language = {};                   // of the template; empty: English
  friend bool operator==(const MessageRequested&, const MessageRequested&) = default;
};

// Why a text is due: exactly one of a campaign's step, a request or a reply.
struct Because {
  CampaignId campaign;     // empty: not a campaign
  std::uint32_t step = 0;  // from 0
  TimeMs step_due_ms = kNoTime;  // when it was due first, before any restart
  Offset origin = kNoOffset;  // of the MessageRequested or the KeywordReplied
  friend bool operator==(const Because&, const Because&) = default;
};

// When a text may be attempted, as two instants: half open, [open, close).
struct Window {
  TimeMs open_ms = kNoTime;
  TimeMs close_ms = kNoTime;
  std::string zone;    // the zone that it was computed in
  std::string tzdata;  // version of the time-zone data
  friend bool operator==(const Window&, const Window&) = default;
};

// At most `max` campaign and single texts to a contact within `period_ms`.
struct Cap {
  std::uint32_t max = 0;  // 0: no cap
  std::int64_t period_ms = 0;
  friend bool operator==(const Cap&, const Cap&) = default;
};

// The dispatcher asks for one attempt of one message. Carries all that the verdict needs (law 5).
struct SendIntended {
  IntentId intent;
  MessageId message;
  MessageClass message_class = MessageClass::kUnknown;
  ProgramRef program;
  Because because;
  LineId line;
  Offset epoch = kNoOffset;     // the dispatcher's claim
  Offset revision = kNoOffset;  // offset of the newest command that the dispatcher knows
  TimeMs planned_at_ms = kNoTime;
  TimeMs deadline_ms = kNoTime;
  std::int64_t age_limit_ms = 0;  // how long the grant may be acted on
  std::int64_t validity_ms = 0;   // how long the gateway may keep the text
  std::optional<Window> window;   // none: any hour
  Cap cap;
  std::uint32_t ask_limit = 0;       // opt-in requests to this contact and program, at most
  std::int64_t pending_term_ms = 0;  // how long an ask may be answered
  std::array<std::uint8_t, 32> body_sha256{};
  friend bool operator==(const SendIntended&, const SendIntended&) = default;
};

// What became of an attempt, as the dispatcher saw it.
enum class SendOutcome : std::uint8_t {
  kUnknownValue = 0,
  kAccepted = 1,   // the gateway took it
  kQueued = 2,     // the gateway took it, and has no link now: it may leave late
  kRejected = 3,   // the gateway's answer refused it
  kUnknown = 4,    // bytes left and no answer came: never sent again
  kWithdrawn = 5,  // no byte left: the message id is given back
};

// What became of a grant. The first outcome that says something stays; `unknown` is replaced by any
// that comes later.
struct SendConcluded {
  IntentId intent;
  MessageId message;
  SendOutcome outcome = SendOutcome::kUnknownValue;
  std::string provider_id;
  std::string detail;             // gateway code or withdrawal cause; never personal data
  bool permanent = false;         // the refusal is about the number: it is bad
  bool provider_opt_out = false;  // the refusal says that the person opted out at the provider
  friend bool operator==(const SendConcluded&, const SendConcluded&) = default;
};

// What the carrier says later.
enum class Delivery : std::uint8_t { kUnknown = 0, kDelivered = 1, kFailed = 2, kExpired = 3 };

struct DeliveryReported {
  IntentId intent;
  MessageId message;
  Delivery delivery = Delivery::kUnknown;
  std::string detail;
  bool permanent = false;
  bool provider_opt_out = false;
  friend bool operator==(const DeliveryReported&, const DeliveryReported&) = default;
};

}  // namespace ledger
