// What the fold knows of one contact. A value: equal logs give equal states, and the state's
// canonical bytes (ledger/codec/state_codec.h) are compared between projections. Holds no phone
// number and no words in clear.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/core/ids.h"
#include "ledger/core/mark.h"
#include "ledger/core/message_class.h"
#include "ledger/core/program.h"

namespace ledger {

// The latest opt-in request that was granted for a program.
struct Ask {
  IntentId intent;  // empty: none
  LineId line;      // that it goes out from; only a text to this line answers it
  Mark granted;     // a YES that answers it counts here
  TimeMs expires_at_ms = kNoTime;
  bool missed = false;  // refused, or reported as failed, and not as delivered
  // Whether a YES may answer it, in time or late.
  [[nodiscard]] bool is_out() const { return !intent.empty() && !missed; }
  friend bool operator==(const Ask&, const Ask&) = default;
};

// The latest revocations of one reach.
struct Revocations {
  Mark handset;  // by text, by a provider's notice, or because the number changed hands
  Mark other;    // web, admin, e-mail, voice, API
  friend bool operator==(const Revocations&, const Revocations&) = default;
};

// Consent for one program: four maxima, and the import beside them.
struct ProgramConsent {
  ProgramRef ref;
  Mark handset_in;
  Mark other_in;
  Revocations out;
  bool imported = false;         // known from another system
  bool imported_opt_in = false;  // with evidence: counts only while there is no revocation at all
  Ask ask;
  // Granted requests but those that certainly did not reach the person: withdrawn, refused by the
  // gateway, or reported as failed. One whose fate is unknown counts.
  std::uint32_t asks = 0;
  // Requests that a carrier reported as failed since the handset last texted: they leave room for
  // others, but not without end, for a report may err.
  std::uint32_t failed_asks = 0;
  friend bool operator==(const ProgramConsent&, const ProgramConsent&) = default;
};

// A pending ask of the reply's own line as it stood when the reply came in, so that deciding late
// gives the same as deciding at once.
struct AskAtReply {
  ProgramRef ref;
  Mark granted;
  TimeMs expires_at_ms = kNoTime;
  friend bool operator==(const AskAtReply&, const AskAtReply&) = default;
};

// A reply that is not decided yet, or waits for a person.
struct HeldReply {
  EventId event;
  Mark at;  // the earlier of the gateway's time and ours, and the reply's offset
  LineId line;
  bool review = false;  // decided to be looked at by a person
  std::vector<AskAtReply> asks;
  friend bool operator==(const HeldReply&, const HeldReply&) = default;
};

// A text that is owed: an answer to a reply, or a request from outside.
struct DueMessage {
  MessageId message;
  MessageClass message_class = MessageClass::kUnknown;
  ProgramRef program;
  LineId line;
  Offset origin = kNoOffset;     // of the request or the reply
  TimeMs deadline_ms = kNoTime;  // kNoTime: none
  Mark ground;                   // the opt-in or revocation that it confirms
  std::string template_key;      // empty: the words are sealed in the request
  std::string language;
  friend bool operator==(const DueMessage&, const DueMessage&) = default;
};

struct ContactState {
  AccountId account;          // empty: nothing is known of this contact
  std::string sealed_number;  // the latest envelope with the number

  std::vector<ProgramConsent> programs;  // sorted by program id
  Revocations marketing;                 // wider revocations, also for programs to come
  Revocations everything;

  // Sorted by position; while not empty, only help and opt-out confirmations go out.
  std::vector<HeldReply> held;
  // Replies that a person decided before the keyword-handler did; the oldest first. What it says of
  // them later counts no more.
  std::vector<Offset> decided_by_person;
  std::vector<Offset> blocks;  // sorted; undecodable or rejected input about this contact
  bool bad_number = false;
  Offset erased_at = kNoOffset;  // of ContactErased; only a later opt-in from the handset clears it
  Mark reassigned;               // the latest change of owner; what was agreed before is another's

  std::string zone;                   // IANA name that somebody told; empty: none
  std::vector<SegmentName> segments;  // sorted; the named ones, derived ones are not stored
  std::vector<DueMessage> due;        // sorted by message id

  std::vector<TimeMs> recent_grants;   // campaign and single texts, for the cap; the oldest first
  std::vector<TimeMs> recent_answers;  // automatic answers, for their cap; the oldest first

  std::uint64_t sequence = 0;      // records of this contact so far
  Offset last_offset = kNoOffset;  // of the latest, to walk the contact's history backwards

  [[nodiscard]] bool erased() const { return erased_at != kNoOffset; }
  friend bool operator==(const ContactState&, const ContactState&) = default;
};

}  // namespace ledger
