// An event of the ledger: who it is about, where it came from, when it happened, and one fact. And
// the record: an event at its place in the log. The codec (ledger/codec) makes these from bytes;
// the fold (apply.h) is their only consumer.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "ledger/core/facts_consent.h"
#include "ledger/core/facts_partition.h"
#include "ledger/core/facts_reply.h"
#include "ledger/core/facts_sending.h"
#include "ledger/core/ids.h"

namespace ledger {

using Fact =
    std::variant<ContactImported, OptedIn, OptedOut, PermissionSet, NumberReassigned,
                 NumberDeactivated, ContactListed, ContactUnlisted, ContactErased, EventRejected,
                 BlockResolved, KeywordReplied, ReplyDecided, MessageRequested, SendIntended,
                 SendConcluded, DeliveryReported, DispatcherClaimed, Halted, Resumed, StepFinished,
                 RulesActivated, TruncationAccepted, ZoneTold, ReassignmentQueried>;

// Where an event came in.
enum class Origin : std::uint8_t {
  kUnknown = 0,
  kIntake = 1,
  kHttp = 2,
  kWebhook = 3,
  kForm = 4,
  kImport = 5,
  kCli = 6,
  kWorker = 7,
};

struct Event {
  EventId id;
  AccountId account;  // empty only for events about a partition that concern no account
  Origin origin = Origin::kUnknown;
  std::string source;        // the publisher's name within the account, for example "shopify"
  std::string publisher_id;  // the publisher's own id of this event
  TimeMs occurred_at_ms = kNoTime;  // what the source claims
  std::string sealed_number;        // envelope with the E.164 number; empty for events of workers
  std::string sealed_details;       // envelope with words, name, address; may be empty
  Fact fact;
  friend bool operator==(const Event&, const Event&) = default;
};

// A record whose value no one can decode, or that says something outside the active rules.
struct Undecodable {
  std::string why;  // what is wrong, never the bytes themselves
  friend bool operator==(const Undecodable&, const Undecodable&) = default;
};

// One record of the ledger topic, in the terms of the fold.
struct Record {
  Offset offset = kNoOffset;
  TimeMs appended_at_ms = kNoTime;
  bool about_partition = false;  // the key is `~p`
  ContactId contact;             // else the contact that the key names
  std::variant<Event, Undecodable> content;
  friend bool operator==(const Record&, const Record&) = default;
};

// Whether the fact is about a partition, so that its key is `~p`, and not about a contact.
[[nodiscard]] bool IsAboutPartition(const Fact& fact);

// The message id that a fact speaks of, or the empty id. The caller of the fold loads its state.
[[nodiscard]] MessageId MessageOf(const Fact& fact);

}  // namespace ledger
