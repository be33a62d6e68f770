// The facts about texts from handsets: the raw reply, and what it was decided to mean. The only
// facts that give an opt-in handset origin. The wire form is proto/consent/v1/reply.proto.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/core/ids.h"
#include "ledger/core/message_class.h"
#include "ledger/core/program.h"

namespace ledger {

// What the provider did by itself before it told us.
enum class ProviderAction : std::uint8_t { kNone = 0, kStop = 1, kStart = 2, kHelp = 3 };

// A text arrived from a handset. Its words are sealed in the event; its offset is `held` until it
// is decided.
struct KeywordReplied {
  LineId line;             // the line it was sent to
  std::string gateway;     // which gateway brought it, for example "kannel"
  std::string gateway_id;  // the gateway's own id
  TimeMs gateway_time_ms = kNoTime;
  ProviderAction provider_action = ProviderAction::kNone;
  friend bool operator==(const KeywordReplied&, const KeywordReplied&) = default;
};

// What a reply is. Only the first six have consequences of their own.
enum class ReplyClass : std::uint8_t {
  kUnknown = 0,
  kRevoke = 1,
  kHelp = 2,
  kConfirm = 3,
  kOptIn = 4,
  kCustom = 5,
  kReview = 6,
  kInbox = 7,
};

// What follows from a decision.
enum class Consequence : std::uint8_t {
  kUnknown = 0,
  kNone = 1,     // the reply is read; nothing changes
  kOptIn = 2,    // opts in to `programs`, counted at the reply
  kConfirm = 3,  // a YES: opts in to what the pending ask at the reply asked for, counted at that
                 // ask's grant
  kRevoke = 4,   // revokes `revocation`, counted at the reply
  kHold = 5,     // stays held for a person to look at
};

// An answer that the decision makes due. The fold keeps it as work, if it turns out to be owed.
struct AnswerDue {
  // A confirmation, help, a custom reply; or a request to opt in, where a text asks to join a
  // program that wants a second yes.
  MessageClass message_class = MessageClass::kUnknown;
  ProgramRef program;
  std::string template_key;  // what to say, resolved by the dispatcher from the control topic
  std::string language;      // "en", "fr", "es"
  friend bool operator==(const AnswerDue&, const AnswerDue&) = default;
};

// A reply was decided, by the keyword-handler or by a person. Counts at the reply's position.
struct ReplyDecided {
  Offset reply_offset = kNoOffset;
  EventId reply_event;
  ReplyClass reply_class = ReplyClass::kUnknown;
  std::string matched_rule;    // for example "exact/STOP"
  std::string policy_version;  // the dated policy that was applied
  Consequence consequence = Consequence::kUnknown;
  std::vector<ProgramRef> programs;
  RevocationScope revocation;
  bool expired_ask_counts =
      false;  // whether a YES after the ask's term still counts, as the policy says
  std::vector<AnswerDue> answers;
  LineId line;        // where answers go out from
  std::string actor;  // a person's name; empty for the keyword-handler
  friend bool operator==(const ReplyDecided&, const ReplyDecided&) = default;
};

}  // namespace ledger
