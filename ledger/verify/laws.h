// The laws of ARCHITECTURE.md, checked record by record beside the fold, and at the end
// against what the handsets really received. Keeps for each contact a plain reading of its own
// (plain_consent.h).
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/container/node_hash_map.h"
#include "ledger/core/phone_number.h"
#include "ledger/ports/projection.h"
#include "ledger/verify/breach.h"
#include "ledger/verify/plain_consent.h"
#include "ledger/verify/refold.h"
#include "ledger/verify/witness.h"

namespace ledger::verify {

// A step of a campaign, as the control topic defines it: who must not be forgotten.
struct StepAudience {
  StepKey step;
  std::string name;  // of the campaign, for people
  TimeMs due_ms = kNoTime;
  TimeMs deadline_ms = kNoTime;  // kNoTime: it is not to be sent (any more)
  SegmentFilter filter;
  MessageClass message_class = MessageClass::kUnknown;
  ProgramRef program;
  std::uint32_t ask_limit = 0;
};

// A granted intent, and what is known of its text.
struct Grant {
  PartitionId partition = 0;
  Offset offset = kNoOffset;
  TimeMs at_ms = kNoTime;  // append time of the intent
  ContactId contact;
  AccountId account;
  MessageId message;
  IntentId intent;
  MessageClass message_class = MessageClass::kUnknown;
  ProgramRef program;
  StepKey step;
  Offset origin = kNoOffset;  // of the request or the reply that it answers
  std::array<std::uint8_t, 32> body_sha256{};
  TimeMs latest_ms = kNoTime;  // age limit and validity end then; kNoTime: no such term
  SendOutcome outcome = SendOutcome::kUnknownValue;  // none yet
  Delivery delivery = Delivery::kUnknown;
  // Append time of what says that the provider took it: its answer, or a report of its delivery.
  TimeMs taken_ms = kNoTime;
  TimeMs received_ms = kNoTime;  // by the witness
  TimeMs settled_ms =
      kNoTime;  // append time of its conclusion, or of the claim that ended its epoch
};

// How long a grant was open. A process that died in that time died between a grant and its
// conclusion.
struct GrantSpan {
  TimeMs granted_ms = kNoTime;
  TimeMs settled_ms = kNoTime;  // kNoTime: it is open still
};

// An attempt of which nobody will know more: `unknown`, and never sent again.
struct UnknownAttempt {
  AccountId account;
  ContactId contact;
  PartitionId partition = 0;
  Offset grant = kNoOffset;
  bool received = false;  // the witness saw it
};

// A revocation that came while a text was on its way: granted before, received after it was
// durable.
struct InFlight {
  ContactId contact;
  PartitionId partition = 0;
  Offset revocation = kNoOffset;
  Offset grant = kNoOffset;
  std::int64_t later_ms = 0;  // handset's time of the text minus append time of the revocation
};

// What became of a person who stopped between the first and the last grant of a step.
struct StopBetween {
  ContactId contact;
  PartitionId partition = 0;
  Offset offset = kNoOffset;
  TimeMs at_ms = kNoTime;
  bool granted_before = false;  // the step's text was granted before the stop
  bool granted_after = false;   // ... or after it: a breach
  bool received = false;        // the witness saw it
};

struct StepReport {
  StepKey step;
  std::string name;
  std::uint64_t granted = 0;  // and not withdrawn
  std::map<Reason, std::uint64_t> denied;
  TimeMs first_grant_ms = kNoTime;
  TimeMs last_grant_ms = kNoTime;
  std::vector<StopBetween> stops;
};

// A reply that waits.
struct WaitingReply {
  AccountId account;
  ContactId contact;
  PartitionId partition = 0;
  Offset offset = kNoOffset;
  EventId event;
  TimeMs received_at_ms = kNoTime;
  bool review = false;  // for a person to look at
};

// What nobody is done with though its time is over: a step that was never finished, a reply that
// waits, a text that is owed.
struct Overdue {
  AccountId account;
  std::optional<ContactId> contact;
  PartitionId partition = 0;
  Offset offset = kNoOffset;  // of the reply or the request
  TimeMs since_ms = kNoTime;  // when its time was over
  std::string what;
};

// How soon what has a deadline was done, measured from its receipt: of a text the earlier of the
// gateway's time and its append, else the append. -1: nothing of the kind happened.
struct Deadlines {
  std::uint64_t revocations = 0;
  std::int64_t longest_to_force_ms = -1;  // until nothing that it covers is granted any more
  std::uint64_t past_ten_days = 0;        // in force later than ten business days
  std::uint64_t confirmed = 0;            // opt-out confirmations that the provider took
  std::int64_t longest_to_confirm_ms = -1;
  std::uint64_t confirmed_late = 0;  // taken five minutes after the receipt or later
  // Opt-out confirmations that were owed, and missed the five minutes, or were refused, or of which
  // nobody knows.
  std::uint64_t unconfirmed = 0;
  std::uint64_t answered = 0;  // other answers that the provider took
  std::int64_t longest_to_answer_ms = -1;
  friend bool operator==(const Deadlines&, const Deadlines&) = default;
};

struct Report {
  std::uint64_t records = 0;
  std::uint64_t contacts = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t undecodable = 0;  // records about contacts that nobody can read: they block
  std::uint64_t granted = 0;
  std::map<Reason, std::uint64_t> denied;
  std::map<SendOutcome, std::uint64_t> outcomes;
  std::map<Delivery, std::uint64_t> deliveries;
  std::uint64_t open_grants = 0;  // without an outcome
  std::vector<GrantSpan> spans;   // one a grant
  std::vector<UnknownAttempt> unknown;
  std::uint64_t revocations = 0;
  Deadlines deadlines;
  std::uint64_t blocked_contacts = 0;
  std::vector<WaitingReply> waiting;
  std::vector<Overdue> overdue;
  std::vector<StepReport> steps;
  std::uint64_t steps_checked =
      0;  // partitions' closings of steps that were checked for the forgotten

  bool has_witness = false;
  std::uint64_t texts_received = 0;
  std::uint64_t texts_sent = 0;             // by handsets
  std::uint64_t delivered_unseen = 0;       // reported as delivered, unknown to the witness
  std::uint64_t granted_unseen = 0;         // accepted or unknown, and not seen
  std::int64_t longest_after_stop_ms = -1;  // -1: no text came after a revocation
  std::vector<InFlight> in_flight;

  std::vector<Breach> breaches;
};

// The contacts that a number may be: one an account whose keys are known.
using ContactsOf = std::function<std::vector<ContactId>(const PhoneNumber&)>;

// Thread rule: one thread. Feed Observe() from a Refold, then call Finish(), then, with a witness,
// Compare(); each once.
class Laws {
 public:
  explicit Laws(std::vector<StepAudience> steps) : steps_(std::move(steps)) {}

  void Observe(const Observed& observed);
  void Finish(const Refold& refold);
  void Compare(const std::vector<HandsetText>& texts, const ContactsOf& contacts_of);

  // Once, at the end.
  [[nodiscard]] Report TakeReport();

 private:
  struct PerContact {
    PlainConsent plain;
    std::vector<std::size_t> grants;  // places in grants_
    // Opt-out confirmations that were denied because their five minutes were over.
    std::set<MessageId> confirmed_too_late;
    std::uint64_t replies = 0;        // texts from the handset, and what a webhook refused of it
    PartitionId partition = 0;
    AccountId account;
  };
  struct Halt {
    Offset revision = kNoOffset;
    bool halted = false;
  };
  struct ActiveStep {
    std::vector<absl::flat_hash_set<ContactId>> interrupted;  // for each step: not in it throughout
    Offset epoch = kNoOffset;
    std::map<CampaignKey, Halt> halts;
  };

  void ObserveIntent(const Observed& observed, const Event& event, const SendIntended& intent);
  void ObserveRecord(const Observed& observed);
  void ObservePartition(const Observed& observed, const Event& event);
  void CheckGrantPlainly(const Observed& observed, const AccountId& account,
                         const SendIntended& intent);
  void CheckNotHalted(const Observed& observed, const AccountId& account,
                      const SendIntended& intent);
  void TakeGrant(const Observed& observed, const Event& event, const SendIntended& intent);
  void ObserveOutcome(const Observed& observed, const IntentId& intent, bool attempted);
  void EndEpoch(const Observed& observed);
  void FindUnknown();
  void ObserveAudience(const Observed& observed);
  void CheckForgotten(const Observed& observed, const Event& event, const StepFinished& finished);
  void CheckReplies(const Refold& refold);
  void FindOverdue(const Refold& refold);
  void MeasureDeadlines();
  void MeasureAnswers(const PerContact& contact);
  void CompareReceived(const HandsetText& text, const std::vector<ContactId>& contacts,
                       const std::string& masked);
  void FindInFlight();
  void CheckNotLate(const PerContact& contact, const Grant& grant,
                    const PlainConsent::Revocation& out);
  void FillSteps();
  [[nodiscard]] StepReport& StepOf(const StepKey& key);
  void Break(Law law, const Observed& observed, std::string what);

  const std::vector<StepAudience> steps_;
  absl::node_hash_map<ContactId, PerContact> contacts_;
  std::vector<Grant> grants_;
  absl::flat_hash_map<IntentId, std::size_t> by_intent_;
  absl::flat_hash_map<MessageId, std::size_t> taken_;  // messages that a grant holds
  std::map<PartitionId, ActiveStep> active_;
  std::map<PartitionId, std::set<std::size_t>> open_;  // places in grants_, without a conclusion
  Report report_;
};

}  // namespace ledger::verify
